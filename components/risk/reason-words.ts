import { count, counted } from '@/lib/format';
import type { Absence, Reason } from '@/lib/risk/estimate';

export type ReasonWords = {
  /** Beside a dash, in a table or a tile. */
  readonly short: string;
  /** One sentence that says why. */
  readonly sentence: string;
  /** What would mend it. */
  readonly remedy: string;
};

/** Every reason there is, in words. A reason added to the library does not compile until it has its words here. */
export const reasonWords: Readonly<Record<Reason, ReasonWords>> = {
  short_history: {
    short: 'too little history',
    sentence:
      'There are fewer daily returns than this figure needs. Those before a split that nobody has reported do not count.',
    remedy:
      'Import older prices, or wait: every trading day adds one return. Data quality says whether a split is missing.',
  },
  no_prices: {
    short: 'no prices',
    sentence: 'There is no price for it in the portfolio’s currency on or before this date that can be relied on.',
    remedy:
      'Refresh or import its prices, and check that the symbol is the one they carry. Data quality says what is wrong with those there are.',
  },
  flat_market: {
    short: 'index does not move',
    sentence: 'The prices of the index stand still in this window, so nothing can be said to move with them.',
    remedy: 'Check the prices of the index for a close that repeats itself.',
  },
  flat_asset: {
    short: 'price does not move',
    sentence: 'Its price stands still in this window: it was not traded, or not priced.',
    remedy: 'Check its prices for a close that repeats itself; give a lot that is gone its exit date.',
  },
  stale_prices: {
    short: 'prices too old',
    sentence: 'Its newest price is more than 5 trading days older than this date, or it was only carried forward.',
    remedy: 'Import its newer prices, or give the lot an exit date if it no longer trades.',
  },
  no_sector: {
    short: 'no known sector',
    sentence: 'Nobody has said which sector it belongs to.',
    remedy: 'Import a list of securities with their sectors.',
  },
  no_positions: {
    short: 'no positions',
    sentence: 'There is nothing in this portfolio that it could be measured of.',
    remedy: 'Import holdings.',
  },
  zero_equity: {
    short: 'no equity to divide by',
    sentence: 'Long and short positions cancel out, so that there is no equity a weight could be a part of.',
    remedy: 'Add the cash that belongs to the portfolio, short proceeds included.',
  },
  no_benchmark_weights: {
    short: 'no benchmark weights',
    sentence: 'There are no sector weights of the benchmark on or before this date.',
    remedy: 'Import sector weights of the benchmark that are dated earlier.',
  },
  not_finite: {
    short: 'out of range',
    sentence: 'The inputs are so large, so small or so lopsided that no finite number comes out.',
    remedy: 'Check its prices and quantities for values that cannot be.',
  },
  no_delta: {
    short: 'option without delta',
    sentence: 'Without its delta nobody knows how much of the underlying this option stands for.',
    remedy: 'Give the delta in the holdings.',
  },
  private_asset: {
    short: 'private asset',
    sentence: 'A private asset has no market of its own to measure it by.',
    remedy: 'Nothing is missing: it counts at the price it was given, and is left out of this figure.',
  },
};

/** "12 of the 30 returns it needs", where counting says something; null where it does not. */
export function observationsInWords({ reason, observations, required }: Absence): string | null {
  if (reason === 'short_history') return `${count(observations)} of the ${counted(required, 'return')} it needs`;
  return observations > 0 && required > 1
    ? `${counted(observations, 'observation')}; it needs ${count(required)}`
    : null;
}

/** The reason with its count, for a narrow place: "too little history, 12 of 30 returns". */
export function reasonInShort({ reason, observations, required }: Absence): string {
  const { short } = reasonWords[reason];
  return reason === 'short_history' ? `${short}, ${count(observations)} of ${counted(required, 'return')}` : short;
}
