import { existsSync } from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { daysUntil } from '../../lib/risk/align';
import { dayNumber } from '../../lib/risk/day';
import { differences, differenceTable } from './differences';
import { nistDocument } from './nist-document';
import { portfolioDocument } from './portfolio-document';
import { rangeDocument } from './range-document';
import { readBars } from './read-bars';
import { readHoldings } from './read-holdings';
import { readJson } from './read-json';
import { readPrices } from './read-prices';
import { Refusal } from './refusal';
import { seriesDocument } from './series-document';
import { studentDocument } from './student-document';

const help = `npm run --silent conformance -- MODE

Prints one JSON document of the calculation library's numbers, to the last digit of a double, for another program to
check. Modes:

  --prices FILE --market SYMBOL [--holdings FILE] [--as-of YYYY-MM-DD]
      FILE: CSV, date and a column of adjusted closes a symbol, empty where there is none.
      Prints series.SYMBOL and, with holdings, portfolios.NAME. The windows end with each series' own last close on or
      before the as-of date (the last one of the file). Betas stand for full windows of 90 and 252 returns only.
      holdings: JSON {portfolios: {NAME: {shares: {SYMBOL: number}}}, sectors: {SYMBOL: name}}, valued at the last close
      of the prices; series over the days on which every holding and the market have one.
  --ohlcv FILE
      FILE: CSV or CSV.gz, date, ticker, open, high, low, close, adj_close. Prints the range estimators of each ticker.
  --nist FILE
      FILE: JSON of NIST StRD sets as decimal strings. Prints linear.NAME and univariate.NAME.
  --t-dist FILE
      FILE: JSON {two_sided_p: [[df, t, p]…], quantile: [[df, probability, t]…]}, decimals as strings. Prints the same
      rows with the library's value third, as a number.

  --compare FILE   (with --prices or --ohlcv) prints the worst relative difference from the document in FILE instead, one
                   line a key; exit status 1 unless all agree to 1e-11 (or 1e-15 absolute for alpha, R² and z, 1e-14
                   for vol_daily).
  --help

A symbol's return across more than five missing rows is a halt and left out, as everywhere in the library. Where a
measure is unavailable its key is missing. Exit status 2 with a message where the input is at fault.`;

const options = {
  prices: { type: 'string' },
  market: { type: 'string' },
  holdings: { type: 'string' },
  'as-of': { type: 'string' },
  ohlcv: { type: 'string' },
  nist: { type: 'string' },
  't-dist': { type: 'string' },
  compare: { type: 'string' },
  help: { type: 'boolean' },
} as const;

type Arguments = ReturnType<typeof parseArgs<{ options: typeof options }>>['values'];

/** Names of files are meant from where the command was called, which npm hides behind the root of the project. */
function located(file: string): string {
  const { BALLAST_CALLED_FROM: here = '.', INIT_CWD: npmCalledFrom = here } = process.env;
  const candidates = [path.resolve(here, file), path.resolve(npmCalledFrom, file)];
  return candidates.find((candidate) => existsSync(candidate)) ?? candidates[0];
}

function documentOf(given: Arguments): object {
  const modes = (['prices', 'ohlcv', 'nist', 't-dist'] as const).filter((mode) => given[mode] !== undefined);
  if (modes.length !== 1)
    throw new Refusal(
      `conformance: needs one of --prices, --ohlcv, --nist and --t-dist, got ${modes.length} (see --help)`,
    );
  const [mode] = modes;
  if (mode !== 'prices' && (given.market ?? given.holdings ?? given['as-of']) !== undefined)
    throw new Refusal('conformance: --market, --holdings and --as-of go with --prices');
  if (mode === 'prices') return marketDocument(given);
  const file = located(given[mode] as string);
  if (mode === 'nist') return nistDocument(file);
  if (mode === 't-dist') return studentDocument(file);
  return { series: mapped(readBars(file), rangeDocument) };
}

function marketDocument(given: Arguments): object {
  const prices = readPrices(located(given.prices as string));
  const market = given.market === undefined ? undefined : prices.columns.get(given.market);
  if (!market)
    throw new Refusal(
      `conformance: --market needs a column of the prices, got ${given.market ?? 'none'}; there are ${[...prices.columns.keys()].slice(0, 8).join(', ')}…`,
    );
  const until = given['as-of'] === undefined ? prices.axis.length : daysUntil(prices.axis, asOfDay(given['as-of']));
  if (until === 0) throw new Refusal(`conformance: the prices begin after --as-of ${given['as-of']}`);
  const series = mapped(prices.columns, (closes) => seriesDocument(prices.axis, closes, market, until));
  if (given.holdings === undefined) return { series };
  const holdings = readHoldings(located(given.holdings));
  const portfolios = Object.fromEntries(
    Object.keys(holdings.portfolios).map((name) => [name, portfolioDocument(name, holdings, prices, market, until)]),
  );
  return { series, portfolios };
}

function asOfDay(date: string): number {
  try {
    return dayNumber(date);
  } catch (cause) {
    throw new Refusal(`conformance: --as-of needs a date YYYY-MM-DD, got ${JSON.stringify(date)}`, { cause });
  }
}

const mapped = <T, U>(map: ReadonlyMap<string, T>, answer: (value: T) => U) =>
  Object.fromEntries([...map].map(([name, value]) => [name, answer(value)]));

/** What the command prints and how it ends: 0, 1 where a comparison fails, 2 where the input is at fault. */
export type Answer = { readonly status: number; readonly output: string; readonly complaint: string };

/** Carries out the command line. */
export function conformance(args: readonly string[]): Answer {
  try {
    const { values } = parseArgs({ args: [...args], options });
    if (values.help) return { status: 0, output: help, complaint: '' };
    const document = documentOf(values);
    if (values.compare === undefined) return { status: 0, output: JSON.stringify(document, null, 1), complaint: '' };
    const found = differences(document, readJson(located(values.compare)) as object);
    const status = found.every(({ agrees }) => agrees) ? 0 : 1;
    return { status, output: differenceTable(found), complaint: '' };
  } catch (error) {
    if (!isFaultOfInput(error)) throw error;
    return { status: 2, output: '', complaint: (error as Error).message };
  }
}

/** The library refuses impossible data (a low above its high) with a RangeError, Node an unknown option with a code. */
const isFaultOfInput = (error: unknown): boolean =>
  error instanceof Refusal ||
  error instanceof RangeError ||
  Boolean((error as { code?: string }).code?.startsWith('ERR_PARSE_ARGS'));
