import { z } from 'zod';
import { portfolioName } from './portfolio';
import { instant } from './wire';

/** Forms of who may come in. What a password or a name has to be is checked where it is set, and never where it is tried. */
const typed = z.string().min(1, 'needs text').max(1_000, 'needs at most 1000 characters');

export const accountSchema = z
  .object({ id: z.uuid(), name: z.string(), is_administrator: z.boolean(), created_at: instant })
  .strict()
  .meta({ id: 'Account' });

export type AccountDocument = z.infer<typeof accountSchema>;

export const accountDocument = (one: {
  readonly id: string;
  readonly name: string;
  readonly isAdministrator: boolean;
  readonly createdAt: string;
}): AccountDocument => ({
  id: one.id,
  name: one.name,
  is_administrator: one.isAdministrator,
  created_at: one.createdAt,
});

export const newAccountSchema = z
  .object({
    name: z
      .string()
      .trim()
      .toLowerCase()
      .regex(
        /^[a-z0-9][a-z0-9._@+-]{0,63}$/,
        'needs a letter or digit, then letters, digits and . _ @ + -, 64 at most',
      ),
    password: typed,
    is_administrator: z.boolean().default(false),
  })
  .strict();

export const passwordChangeSchema = z.object({ current_password: typed, new_password: typed }).strict();

export const credentialsSchema = z.object({ name: typed, password: typed }).strict();

/** Who asks, as the server sees it. */
export const sessionSchema = z
  .object({
    sign_in: z.enum(['needed', 'not_needed']).meta({ description: 'not needed until the first account exists' }),
    account: accountSchema.nullable(),
    via: z.enum(['open', 'session', 'token']).nullable(),
    scope: z.enum(['read', 'write']).nullable(),
    expires_at: instant.nullable(),
  })
  .strict();

export type SessionDocument = z.infer<typeof sessionSchema>;

export const listedSessionSchema = z
  .object({
    id: z.uuid(),
    is_current: z.boolean(),
    created_at: instant,
    last_seen_at: instant,
    expires_at: instant,
    address: z.string().nullable(),
    user_agent: z.string().nullable(),
  })
  .strict();

export const listedSessionDocument = (
  one: {
    readonly id: string;
    readonly createdAt: string;
    readonly lastSeenAt: string;
    readonly expiresAt: string;
    readonly address: string | null;
    readonly userAgent: string | null;
  },
  currentId: string | null,
): z.infer<typeof listedSessionSchema> => ({
  id: one.id,
  is_current: one.id === currentId,
  created_at: one.createdAt,
  last_seen_at: one.lastSeenAt,
  expires_at: one.expiresAt,
  address: one.address,
  user_agent: one.userAgent,
});

export const tokenScope = z.enum(['read', 'write']);

export const newTokenSchema = z
  .object({
    name: portfolioName.refine((text) => text.length <= 80, 'needs at most 80 characters'),
    scope: tokenScope.default('read'),
    expires_in_days: z
      .int()
      .min(1, 'needs a whole number from 1 to 366')
      .max(366, 'needs a whole number from 1 to 366')
      .default(90),
  })
  .strict();

const token = z.object({
  id: z.uuid(),
  name: z.string(),
  scope: tokenScope,
  created_at: instant,
  expires_at: instant,
  last_used_at: instant.nullable(),
});

export const tokenSchema = token.strict();
export type TokenDocument = z.infer<typeof tokenSchema>;

/** A token as it is answered once, when it is made. */
export const madeTokenSchema = token
  .extend({ token: z.string().meta({ description: 'the secret itself, answered this once and kept nowhere' }) })
  .strict();

export const tokenDocument = (one: {
  readonly id: string;
  readonly name: string;
  readonly scope: TokenDocument['scope'];
  readonly createdAt: string;
  readonly expiresAt: string;
  readonly lastUsedAt: string | null;
}): TokenDocument => ({
  id: one.id,
  name: one.name,
  scope: one.scope,
  created_at: one.createdAt,
  expires_at: one.expiresAt,
  last_used_at: one.lastUsedAt,
});

export const auditEventSchema = z
  .object({
    id: z.uuid(),
    happened_at: instant,
    action: z.string(),
    via: z.enum(['session', 'token', 'open', 'command', 'sign-in']),
    address: z.string().nullable(),
    subject_id: z.uuid().nullable(),
    detail: z.record(z.string(), z.unknown()),
  })
  .strict();

export const auditEventDocument = (one: {
  readonly id: string;
  readonly happenedAt: string;
  readonly action: string;
  readonly via: z.infer<typeof auditEventSchema>['via'];
  readonly address: string | null;
  readonly subjectId: string | null;
  readonly detail: Readonly<Record<string, unknown>>;
}): z.infer<typeof auditEventSchema> => ({
  id: one.id,
  happened_at: one.happenedAt,
  action: one.action,
  via: one.via,
  address: one.address,
  subject_id: one.subjectId,
  detail: { ...one.detail },
});
