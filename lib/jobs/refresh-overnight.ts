import 'server-only';
import { benchmarksInUse } from '../db/benchmarks';
import { readSetting, writeSetting } from '../db/settings';
import { log } from '../log';
import { isSimulatedSymbol } from '../market/simulated';
import { refreshBenchmark } from './refresh-benchmark';
import { refreshForNight } from './refresh-market-data';

/** Sector weights drift by tenths of a percent a week. */
const benchmarkDays = 7;
const key = 'benchmark_refreshes';

const daysBetween = (from: string, to: string): number => (Date.parse(to) - Date.parse(from)) / 86_400_000;

/** The benchmarks of somebody's own portfolios, each once a week, whatever came of it. */
async function refreshBenchmarksOf(night: string, signal: AbortSignal): Promise<void> {
  const asked = ((await readSetting(key)) ?? {}) as Record<string, string>;
  for (const { code, marketIndex } of await benchmarksInUse()) {
    if (marketIndex !== null && isSimulatedSymbol(marketIndex)) continue;
    if (asked[code] !== undefined && daysBetween(asked[code], night) < benchmarkDays) continue;
    asked[code] = night;
    await writeSetting(key, asked);
    const { outcome, detail } = await refreshBenchmark(code, signal);
    if (outcome === 'failed') log.warn({ benchmark: code, detail }, 'sector weights not refreshed');
  }
}

/**
 * Gets what the night of a trading day measures from: new prices of everything in use, and once a week the sector weights.
 * What goes wrong is told in the log and on the page of market data; the night goes on with the prices there are.
 */
export async function refreshOvernight(night: string, signal: AbortSignal): Promise<void> {
  try {
    await refreshForNight(signal);
    await refreshBenchmarksOf(night, signal);
  } catch (error) {
    log.error({ err: error }, 'market data not refreshed for the night');
  }
}
