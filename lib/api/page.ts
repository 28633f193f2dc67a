import { z } from 'zod';

/** So many entries come where nothing is said, and so many at most. */
const usual = 100;
const most = 500;

/** The query of every list: how many entries, and after which place. The cursor is what the page before answered. */
export const pageQuery = {
  limit: z
    .string()
    .regex(/^([1-9]\d?|[1-4]\d\d|500)$/, `needs a whole number from 1 to ${most}`)
    .default(String(usual))
    .transform(Number)
    .meta({
      description: 'how many entries at most',
      wire: { type: 'integer', minimum: 1, maximum: most, default: usual },
    }),
  cursor: z
    .string()
    .regex(/^[A-Za-z0-9_-]{1,400}$/, 'needs the next_cursor of the page before')
    .optional()
    .meta({ description: 'where to go on: `page.next_cursor` of the page before' }),
} as const;

/** Where a page begins and how long it is, as a request asks for it. */
export type PageRequest = { readonly limit: number; readonly cursor?: string };

/** A page of a list; `next_cursor` is null on the last one. */
export const pageOf = <T extends z.ZodType>(entry: T) =>
  z.object({ data: z.array(entry), page: z.object({ next_cursor: z.string().nullable() }).strict() }).strict();
