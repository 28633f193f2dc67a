import 'server-only';
import type { Owner } from '../db/owner';
import type { Snapshot } from '../db/snapshots';
import { type DataFinding, dataQuality } from './data-quality';

/** What is wrong with the data of the symbols of a portfolio, by symbol; symbols without findings are not in it. */
export type FindingsBySymbol = ReadonlyMap<string, readonly DataFinding[]>;

type Judged = { readonly until: number; readonly findings: Promise<FindingsBySymbol> };

/** Judging reads all that a recalculation would, so several parts of a page, and pages in a row, share one judgement. */
const keptMs = 120_000;
const keptAtOnce = 100;
const kept = new Map<string, Judged>();

/**
 * The findings on the data behind a snapshot: what annotates its figures. Reckoned from the prices that are there now,
 * at most two minutes ago; whatever makes a snapshot stale makes them anew. The snapshot was read for its owner.
 */
export function snapshotFindings(owner: Owner, snapshot: Snapshot): Promise<FindingsBySymbol> {
  const key = [owner, snapshot.portfolioId, snapshot.date, snapshot.runId, snapshot.stale?.since].join(' ');
  const now = Date.now();
  const known = kept.get(key);
  if (known && known.until > now) return known.findings;
  for (const [old, { until }] of kept) if (until <= now || kept.size >= keptAtOnce) kept.delete(old);
  const findings = judged(owner, snapshot);
  kept.set(key, { until: now + keptMs, findings });
  // What could not be judged is judged again when it is asked for again.
  findings.catch(() => kept.delete(key));
  return findings;
}

async function judged(owner: Owner, { portfolioId, date }: Snapshot): Promise<FindingsBySymbol> {
  const quality = await dataQuality(owner, portfolioId, date);
  const bySymbol = new Map<string, DataFinding[]>();
  for (const finding of quality?.findings ?? []) {
    const others = bySymbol.get(finding.symbol);
    if (others) others.push(finding);
    else bySymbol.set(finding.symbol, [finding]);
  }
  return bySymbol;
}
