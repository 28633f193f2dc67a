import 'server-only';
import { answer, json } from '@/app/api/answer';
import type { Absence } from '@/lib/api/analytics';
import type { analyticsRoutes } from '@/lib/api/analytics-routes';
import type { QueryOf } from '@/lib/api/route';
import type { RouteOf } from '@/lib/api/routes';
import type { Owner } from '@/lib/db/owner';
import { type PortfolioDay, requirePortfolioDay, type Snapshot } from '@/lib/db/snapshots';
import type { Estimate } from '@/lib/risk/estimate';
import type { DatedWindow } from '@/lib/risk/volatility-estimates';

/** What an endpoint says of a snapshot: its numbers, what stands beside them, and why some are missing. */
export type Reading = {
  /** Null where none of it could be measured. */
  readonly data: object | null;
  readonly metadata: object;
  readonly unavailable: Readonly<Record<string, Absence>>;
};

type Endpoint<Query> = {
  readonly read: (
    snapshot: Snapshot,
    asked: { readonly owner: Owner; readonly query: Query; readonly portfolio: PortfolioDay['portfolio'] },
  ) => Reading | Promise<Reading>;
  /** What stands beside the numbers where there is no snapshot. */
  readonly absent: object;
};

/** What an endpoint that answers pages says beside numbers that are not there. */
export const noPage = { page: { next_cursor: null } };

export const valueOrNull = <T>(estimate: Estimate<T>): T | null =>
  estimate.status === 'measured' ? estimate.value : null;

/** The reasons of those estimates that are not there, by the field they would fill. */
export function absences(fields: Readonly<Record<string, Estimate<unknown>>>): Record<string, Absence> {
  return Object.fromEntries(
    Object.entries(fields).flatMap(([field, estimate]) =>
      estimate.status === 'unavailable'
        ? [
            [
              field,
              { reason: estimate.reason, observations: estimate.observations, required: estimate.required },
            ] as const,
          ]
        : [],
    ),
  );
}

export const windowDocument = (window: Omit<DatedWindow, 'observations'> & { observations: number }) => ({
  observations: window.observations,
  dropped: window.dropped,
  first_date: window.firstDate,
  last_date: window.lastDate,
});

const provenance = ({ portfolio, snapshot }: PortfolioDay) => ({
  run_id: snapshot?.runId ?? null,
  calculated_at: snapshot?.calculatedAt ?? null,
  method_version: snapshot?.methodVersion ?? null,
  input_hash: snapshot?.inputHash ?? null,
  stale: snapshot?.stale ?? null,
  market_index: snapshot?.marketIndex ?? portfolio.marketIndex,
  benchmark_code: snapshot?.benchmarkCode ?? portfolio.benchmarkCode,
});

/**
 * One of the contract's analytics endpoints. It answers 200 also where there is nothing to say yet: `available: false`,
 * `data: null`, and the reason in `metadata.unavailable.data`.
 */
export function analytics<Key extends keyof typeof analyticsRoutes>(
  key: Key,
  { read, absent }: Endpoint<QueryOf<RouteOf<Key>>>,
) {
  return answer(key as keyof typeof analyticsRoutes, async ({ owner, params, query }) => {
    const { as_of } = query;
    const { portfolio, snapshot } = await requirePortfolioDay(owner, params.portfolioId, as_of);
    const reading: Reading = snapshot
      ? await read(snapshot, { owner, portfolio, query: query as QueryOf<RouteOf<Key>> })
      : {
          data: null,
          metadata: absent,
          unavailable: { data: { reason: 'no_snapshot', observations: null, required: null } },
        };
    return json({
      available: reading.data !== null,
      portfolio_id: portfolio.id,
      calculation_date: snapshot?.date ?? as_of ?? null,
      data: reading.data,
      metadata: { ...provenance({ portfolio, snapshot }), unavailable: reading.unavailable, ...reading.metadata },
    });
  });
}
