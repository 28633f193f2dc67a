import 'server-only';
import { requireBenchmark } from '../db/benchmarks';
import { inTransaction } from '../db/client';
import { saveSectorSet } from '../db/sector-sets';
import { today } from '../env';
import { ProviderFault } from '../market/provider-fault';
import { sectorSetFault } from '../market/sector-set';
import { shipped } from '../market/shipped';
import { providerOrder } from './provider-order';

/** How the refresh of a benchmark's sector weights ended. */
export type BenchmarkOutcome = {
  readonly benchmarkCode: string;
  /** `stored` a set that was not there, `unchanged` it was, `unknown` nobody has one, or why there is none. */
  readonly outcome: 'stored' | 'unchanged' | 'unknown' | 'failed';
  readonly asOf: string | null;
  readonly dataSource: string | null;
  readonly detail: string | null;
};

/** Longest that the vendors are asked. */
const budgetMs = 3 * 60_000;

/**
 * Gets the newest sector weights of a benchmark from the first provider that has them, else those shipped with Ballast,
 * and adds them to the history. A set that is not eleven sectors adding up to 1 ± 0.0005 is refused whole, whoever sent
 * it. Throws `Refused` for a benchmark nobody has added.
 */
export async function refreshBenchmark(code: string, signal?: AbortSignal): Promise<BenchmarkOutcome> {
  await requireBenchmark(code);
  const day = today();
  const bounded = AbortSignal.any([AbortSignal.timeout(budgetMs), ...(signal ? [signal] : [])]);
  const faults: string[] = [];
  for (const provider of [...(await providerOrder()), shipped]) {
    if (!provider.sectorWeights) continue;
    try {
      const set = await provider.sectorWeights(code, day, bounded);
      if (set === null) continue;
      const fault = sectorSetFault(set, day);
      if (fault) {
        faults.push(`${provider.name}: ${fault}`);
        continue;
      }
      const { asOf, dataSource, weights, constituents = null } = set;
      const written = await inTransaction((client) =>
        saveSectorSet(client, { benchmarkCode: code, asOf, dataSource, weights, constituents }),
      );
      // What a better source could not give is said beside what another gave.
      const detail = faults.length > 0 ? faults.join('; ') : null;
      return { benchmarkCode: code, outcome: written > 0 ? 'stored' : 'unchanged', asOf, dataSource, detail };
    } catch (error) {
      if (!(error instanceof ProviderFault)) throw error;
      faults.push(error.message);
    }
  }
  return {
    benchmarkCode: code,
    outcome: faults.length > 0 ? 'failed' : 'unknown',
    asOf: null,
    dataSource: null,
    detail:
      faults.length > 0 ? faults.join('; ') : 'no provider has sector weights of it; they can be imported from CSV',
  };
}
