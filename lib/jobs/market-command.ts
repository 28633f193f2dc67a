import 'server-only';
import { setTimeout as sleep } from 'node:timers/promises';
import { Refused } from '../db/absence';
import { disconnect, inTransaction } from '../db/client';
import { requireRefresh, writeRefresh } from '../db/market-refreshes';
import { localOwner } from '../db/owner';
import { pricedSecurities } from '../db/priced-securities';
import { canonicalSymbol } from '../market/symbol';
import { type MarketStatus, marketStatus } from './market-status';
import { closeSender } from './queue';
import { refreshBenchmark } from './refresh-benchmark';
import { type RefreshSummary, refreshMarketData } from './refresh-market-data';

/**
 * The program behind `npm run market`: it does the work itself, so that it also serves where no worker runs, and says on
 * standard output how far it has come. Status 1 where something failed.
 */
const [command, ...words] = process.argv.slice(2);
const isJson = words.includes('--json');
const print = (line: string) => console.log(line);

function table(rows: readonly (readonly string[])[]): string {
  const widths = rows[0].map((_, column) => Math.max(...rows.map((row) => row[column].length)));
  return rows
    .map((row) =>
      row
        .map((cell, i) => cell.padEnd(widths[i]))
        .join('  ')
        .trimEnd(),
    )
    .join('\n');
}

function statusText({ providers, symbols, sectorSets, refreshes }: MarketStatus): string {
  const parts = [
    table([
      ['PROVIDER', 'PLACE', 'KEY', 'GIVES'],
      ...providers.map((one) => [
        one.name,
        one.place === null ? 'off' : String(one.place),
        one.needsKey
          ? one.keyOrigin === null
            ? `missing (${one.keyVariable})`
            : `from the ${one.keyOrigin}`
          : 'needs none',
        one.capabilities.join(', '),
      ]),
    ]),
    symbols.length === 0
      ? 'Nothing is held that has a market.'
      : table([
          ['SYMBOL', 'SOURCE', 'UP TO', 'STATE', 'LAST ATTEMPT'],
          ...symbols.map((one) => [
            one.symbol,
            one.priceSource ?? '-',
            one.lastDate ?? '-',
            one.freshness === 'behind' ? `behind ${one.newestDay}` : one.freshness === 'none' ? 'no prices' : 'fresh',
            one.outcome === null ? 'never' : `${one.outcome}${one.detail === null ? '' : `: ${one.detail}`}`,
          ]),
        ]),
    table([
      ['SECTOR WEIGHTS', 'AS OF', 'FROM'],
      ...sectorSets.map((set) => [set.benchmarkCode, set.asOf, set.dataSource]),
    ]),
  ];
  const running = refreshes.filter(({ state }) => state === 'queued' || state === 'running');
  for (const one of running) parts.push(`A refresh is ${one.state}: ${one.done} of ${one.total} symbols.`);
  return parts.join('\n\n');
}

/** Writes the request and carries it out here, telling each step. */
async function refresh(symbols: readonly string[], provider: string | null): Promise<RefreshSummary | null> {
  const { refresh: request } = await inTransaction((client) =>
    writeRefresh(client, localOwner, { trigger: 'command', symbols, provider }),
  );
  const ended = new AbortController();
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => ended.abort());
  const done = refreshMarketData(request.id, ended.signal);
  let said = '';
  const watching = (async () => {
    while (!watched.signal.aborted) {
      const { done: count, total } = await requireRefresh(localOwner, request.id);
      const line = `${count} of ${total}`;
      if (line !== said && total > 0 && !isJson) process.stderr.write(`\r${line} symbols`);
      said = line;
      await sleep(300, undefined, { signal: watched.signal }).catch(() => {});
    }
  })();
  try {
    return await done;
  } finally {
    watched.abort();
    await watching.catch(() => {});
    if (!isJson && said !== '') process.stderr.write('\n');
  }
}
const watched = new AbortController();

function tellSummary(summary: RefreshSummary | null): number {
  if (summary === null) {
    print('The refresh was cancelled.');
    return 1;
  }
  if (isJson) print(JSON.stringify(summary));
  else {
    for (const one of summary.outcomes.filter(({ isSuccess }) => !isSuccess))
      print(`${one.symbol}: ${one.outcome}${one.detail === null ? '' : `, ${one.detail}`}`);
    const good = summary.outcomes.filter(({ isSuccess }) => isSuccess);
    const added = good.reduce((sum, one) => sum + one.added, 0);
    const restated = good.filter(({ outcome }) => outcome === 'restated').length;
    print(
      `${summary.total} symbols: ${good.length} up to date (${added} new days, ${restated} series restated), ${summary.failed} failed.`,
    );
  }
  return summary.failed > 0 ? 1 : 0;
}

async function main(): Promise<number> {
  const named = words.filter((word) => !word.startsWith('--'));
  const at = words.findIndex((word) => word.startsWith('--provider='));
  const provider = at < 0 ? null : words[at].slice('--provider='.length);
  if (command === 'status') {
    const status = await marketStatus(localOwner);
    print(isJson ? JSON.stringify(status) : statusText(status));
    return 0;
  }
  if (command === 'refresh') return tellSummary(await refresh([], null));
  if (command === 'backfill') {
    const asked = named.map((text) => text.trim().toUpperCase());
    const stored = new Set((await pricedSecurities(asked)).map((one) => one.symbol));
    const symbols = asked.map((text) => {
      const symbol = stored.has(text) ? text : canonicalSymbol(text);
      if (symbol === null)
        throw new Refused('invalid_symbol', '/symbols', `${JSON.stringify(text)} cannot be a symbol`);
      return symbol;
    });
    return tellSummary(await refresh(symbols, provider));
  }
  const outcome = await refreshBenchmark(named[1] ?? 'SP500');
  const text =
    outcome.asOf === null
      ? `${outcome.benchmarkCode}: ${outcome.outcome}, ${outcome.detail}`
      : `${outcome.benchmarkCode}: ${outcome.outcome}, ${outcome.dataSource} of ${outcome.asOf}${outcome.detail === null ? '' : ` (${outcome.detail})`}`;
  print(isJson ? JSON.stringify(outcome) : text);
  return outcome.asOf === null ? 1 : 0;
}

try {
  process.exitCode = await main();
} catch (error) {
  if (!(error instanceof Refused || error instanceof RangeError)) throw error;
  console.error(error.message);
  process.exitCode = 1;
} finally {
  await closeSender();
  await disconnect();
}
