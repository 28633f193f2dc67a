import 'server-only';
import { type Benchmark, addBenchmark as writeBenchmark } from '../db/benchmarks';
import { inTransaction } from '../db/client';
import { writeRefresh } from '../db/market-refreshes';
import type { Owner } from '../db/owner';
import { pricedSecurities } from '../db/priced-securities';
import { isSimulatedSymbol } from '../market/simulated';
import { readyToSendRefresh, sendRefresh } from './market-queue';

/** Adds a benchmark, and asks the providers for the prices of its index where nobody has them yet. */
export async function addBenchmark(owner: Owner, benchmark: Benchmark): Promise<Benchmark> {
  await readyToSendRefresh();
  const { marketIndex } = benchmark;
  const isPriced =
    marketIndex === null ||
    isSimulatedSymbol(marketIndex) ||
    (await pricedSecurities([marketIndex])).some(({ lastDate }) => lastDate !== null);
  return inTransaction(async (client) => {
    await writeBenchmark(client, benchmark);
    if (!isPriced) {
      const { refresh, isNew } = await writeRefresh(client, owner, { trigger: 'import', symbols: [marketIndex!] });
      if (isNew) await sendRefresh(client, refresh.id, 'import');
    }
    return benchmark;
  });
}
