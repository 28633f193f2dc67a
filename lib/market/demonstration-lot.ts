import { blackScholes } from './black-scholes';
import { isTradingDay, lastTradingDays, previousTradingDay } from './calendar';
import type { History } from './provider';
import { simulatedActions, simulatedBars, simulatedStart } from './simulated';
import { designedVolatilityAnnual, simulatedSecurity } from './simulated-securities';

/** One lot of a demonstration portfolio, in the words of a holdings file. Negative quantities are short. */
export type DemonstrationLot = {
  readonly symbol: string;
  readonly assetClass: 'stock' | 'fund' | 'option' | 'private' | 'cash';
  readonly quantity: number;
  /** The day in whose units the quantity is stated: a later split multiplies it. */
  readonly quantityAsOf: string;
  readonly lotId: string | null;
  /** Null: always held. */
  readonly entryDate: string | null;
  readonly entryPrice: number | null;
  readonly currency: 'USD';
  /** Given for private assets and options, which have no market of their own here. */
  readonly price: number | null;
  readonly priceDate: string | null;
  readonly underlying: string | null;
  readonly optionType: 'call' | 'put' | null;
  readonly strike: number | null;
  readonly expiry: string | null;
  readonly multiplier: number | null;
  readonly delta: number | null;
};

const plain = {
  lotId: null,
  entryDate: null,
  entryPrice: null,
  currency: 'USD',
  price: null,
  priceDate: null,
  underlying: null,
  optionType: null,
  strike: null,
  expiry: null,
  multiplier: null,
  delta: null,
} as const;

const interestAnnual = 0.04;
const contractSize = 100;
/** An option's price is of its day, so the book holds none before the day it is priced on. */
const sessionsSinceOptions = 10;

const toCents = (price: number): number => Math.round(price * 100) / 100;

/** Units worth about that much, in the round numbers people trade in; negative where the value is. */
function roundUnits(valueUsd: number, price: number): number {
  const units = Math.abs(valueUsd) / price;
  const step = units >= 1000 ? 50 : units >= 100 ? 5 : 1;
  return Math.sign(valueUsd) * Math.max(1, Math.round(units / step) * step);
}

/** The third Friday of a month, on which listed options expire; the session before where it is a holiday. */
function thirdFriday(year: number, month: number): string {
  const first = new Date(Date.UTC(year, month - 1, 1)).getUTCDay();
  const date = new Date(Date.UTC(year, month - 1, 15 + ((12 - first) % 7))).toISOString().slice(0, 10);
  return isTradingDay(date) ? date : previousTradingDay(date);
}

/** When a listed lot was bought or sold short; nothing given: always held. */
export type Entry = { readonly sessionsAgo?: number; readonly date?: string; readonly lotId?: string };

/** The lots of a demonstration whose values and dates are given relative to `asOf`. */
export function demonstrationLots(asOf: string) {
  const histories = new Map<string, History>();

  function historyOf(symbol: string): History {
    const known = histories.get(symbol);
    if (known) return known;
    const history = {
      bars: simulatedBars(symbol, simulatedStart, asOf),
      actions: simulatedActions(symbol, simulatedStart, asOf),
    };
    histories.set(symbol, history);
    return history;
  }

  /** The last close on or before a day. */
  function closeOn(symbol: string, date: string): number {
    const bar = historyOf(symbol).bars.findLast((one) => one.date <= date);
    if (!bar) throw new RangeError(`demonstrationLots: needs a close of ${symbol} by ${date}, got none`);
    return bar.close;
  }

  /** By what the splits after a day have multiplied the units until as-of. */
  const unitsSince = (symbol: string, date: string): number =>
    historyOf(symbol)
      .actions.filter((action) => action.date > date)
      .reduce((units, { split }) => units * split, 1);

  return {
    /**
     * A stock or fund worth about that much on as-of. A lot with an entry is stated in the units of that day, as its
     * entry price is: a split since then is for the reader of the quantity to apply.
     */
    listed(symbol: string, valueUsd: number, { sessionsAgo, date, lotId }: Entry = {}): DemonstrationLot {
      const entryDate = sessionsAgo === undefined ? (date ?? null) : lastTradingDays(asOf, sessionsAgo + 1)[0];
      const quantityAsOf = entryDate ?? asOf;
      return {
        ...plain,
        symbol,
        assetClass: simulatedSecurity(symbol)?.profile.assetClass === 'fund' ? 'fund' : 'stock',
        quantity: roundUnits(valueUsd, closeOn(symbol, asOf) * unitsSince(symbol, quantityAsOf)),
        quantityAsOf,
        lotId: lotId ?? null,
        entryDate,
        entryPrice: entryDate === null ? null : closeOn(symbol, entryDate),
      };
    },

    /** Money in the portfolio's currency; negative is a margin loan. */
    cash: (valueUsd: number): DemonstrationLot => ({
      ...plain,
      symbol: 'USD',
      assetClass: 'cash',
      quantity: valueUsd,
      quantityAsOf: asOf,
    }),

    /**
     * An asset without a market, worth what was paid for it at the end of the year before last: a price counts from its
     * date on, and the year of snapshots behind as-of is to have it throughout.
     */
    privateAsset(symbol: string, valueUsd: number): DemonstrationLot {
      return {
        ...plain,
        symbol,
        assetClass: 'private',
        quantity: 1,
        quantityAsOf: asOf,
        price: valueUsd,
        priceDate: `${Number(asOf.slice(0, 4)) - 2}-12-31`,
      };
    },

    /**
     * Contracts on a simulated security bought or written two weeks ago, that expire in the January after next, struck
     * at about `moneyness` × the close of that day, with its price and, unless left out, its delta.
     */
    option(
      underlying: string,
      optionType: 'call' | 'put',
      contracts: number,
      moneyness: number,
      { withDelta } = { withDelta: true },
    ): DemonstrationLot {
      const security = simulatedSecurity(underlying);
      if (!security) throw new RangeError(`demonstrationLots: needs a simulated underlying, got ${underlying}`);
      const opened = lastTradingDays(asOf, sessionsSinceOptions + 1)[0];
      const spot = closeOn(underlying, opened);
      const step = spot >= 100 ? 5 : 1;
      const strike = Math.max(step, Math.round((spot * moneyness) / step) * step);
      const expiry = thirdFriday(Number(asOf.slice(0, 4)) + 2, 1);
      const years = (Date.parse(expiry) - Date.parse(opened)) / (365 * 86_400_000);
      const volatilityAnnual = designedVolatilityAnnual(security);
      const { price, delta } = blackScholes({ optionType, spot, strike, years, volatilityAnnual, interestAnnual });
      return {
        ...plain,
        symbol: `${underlying.replace('.SIM', '')}${expiry.slice(2).replaceAll('-', '')}${optionType === 'call' ? 'C' : 'P'}${strike}.SIM`,
        assetClass: 'option',
        quantity: contracts,
        quantityAsOf: opened,
        entryDate: opened,
        entryPrice: Math.max(0.01, toCents(price)),
        price: Math.max(0.01, toCents(price)),
        priceDate: opened,
        underlying,
        optionType,
        strike,
        expiry,
        multiplier: contractSize,
        delta: withDelta ? Math.round(delta * 1e4) / 1e4 : null,
      };
    },
  };
}
