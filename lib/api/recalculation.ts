import { z } from 'zod';
import { isoDate } from './iso-date';
import { day, instant } from './wire';

/**
 * `as_of` is the day to measure, by default the newest with prices; `from` makes it every trading day since. `stale` asks
 * for the days that have to be measured again because something of their past has changed, and says so by itself.
 */
export const recalculationRequestSchema = z
  .object({ as_of: isoDate.optional(), from: isoDate.optional(), stale: z.literal(true).optional() })
  .strict()
  .refine(({ as_of, from, stale }) => stale === undefined || (as_of === undefined && from === undefined), {
    path: ['stale'],
    message: 'stale days are found by themselves: give neither as_of nor from',
  });

export const recalculationSchema = z
  .object({
    id: z.uuid(),
    portfolio_id: z.uuid(),
    from: day,
    as_of: day,
    trigger: z.enum(['person', 'api', 'nightly', 'demonstration']),
    state: z.enum(['queued', 'running', 'completed', 'failed', 'cancelled']),
    phase: z.enum(['load', 'measure', 'store']).nullable(),
    progress: z.object({ done: z.number().int(), total: z.number().int() }).strict(),
    attempts: z.number().int(),
    days_stored: z.number().int(),
    days_unchanged: z.number().int(),
    error: z.object({ code: z.string(), detail: z.string() }).strict().nullable(),
    requested_at: instant,
    started_at: instant.nullable(),
    finished_at: instant.nullable(),
  })
  .strict()
  .meta({ id: 'Recalculation' });

export type RecalculationDocument = z.infer<typeof recalculationSchema>;

export const recalculationDocument = (one: {
  readonly id: string;
  readonly portfolioId: string;
  readonly fromDate: string;
  readonly asOf: string;
  readonly trigger: RecalculationDocument['trigger'];
  readonly state: RecalculationDocument['state'];
  readonly phase: RecalculationDocument['phase'];
  readonly done: number;
  readonly total: number;
  readonly attempts: number;
  readonly daysStored: number;
  readonly daysUnchanged: number;
  readonly errorCode: string | null;
  readonly errorDetail: string | null;
  readonly requestedAt: string;
  readonly startedAt: string | null;
  readonly finishedAt: string | null;
}): RecalculationDocument => ({
  id: one.id,
  portfolio_id: one.portfolioId,
  from: one.fromDate,
  as_of: one.asOf,
  trigger: one.trigger,
  state: one.state,
  phase: one.phase,
  progress: { done: one.done, total: one.total },
  attempts: one.attempts,
  days_stored: one.daysStored,
  days_unchanged: one.daysUnchanged,
  error: one.errorCode === null ? null : { code: one.errorCode, detail: one.errorDetail ?? '' },
  requested_at: one.requestedAt,
  started_at: one.startedAt,
  finished_at: one.finishedAt,
});
