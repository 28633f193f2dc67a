import 'server-only';
import type { SecurityCloses } from '../db/closes';
import { type CurrencyRates, loadCurrencyRates } from '../db/currency-rates';
import type { DatedCloses } from '../risk/align';
import { convertedCloses, inverseRates, rateOn } from '../risk/converted-closes';
import { dayNumber } from '../risk/day';

/** What converts into a portfolio's currency: dated rates, or nothing where there are none. Never 1 in their place. */
export type Conversion = {
  /**
   * The closes of a security in the portfolio's currency, raw and adjusted at the rate of their own day; null where the
   * security is in another currency and there are no rates for it.
   */
  readonly closes: (series: SecurityCloses, currency: string) => SecurityCloses | null;
  /** What one unit of a currency is in the portfolio's on a day; null where no rate is at most a week old. */
  readonly rate: (currency: string, date: string) => number | null;
};

const ratesOf = ({ rates, isInverse }: CurrencyRates): DatedCloses => {
  const quoted = { days: rates.days, closes: rates.rawCloses };
  return isInverse ? inverseRates(quoted) : quoted;
};

/** Makes the conversion into `into` from rates that were loaded for it. */
export function conversionInto(into: string, loaded: readonly CurrencyRates[]): Conversion {
  const byCurrency = new Map(loaded.filter(({ to }) => to === into).map((one) => [one.from, ratesOf(one)]));
  return {
    closes: (series, currency) => {
      if (currency === into) return series;
      const rates = byCurrency.get(currency);
      if (!rates) return null;
      const { days, closes } = convertedCloses({ days: series.days, closes: series.closes }, rates);
      const raw = convertedCloses({ days: series.days, closes: series.rawCloses }, rates);
      return { securityId: series.securityId, days, closes, rawCloses: raw.closes };
    },
    rate: (currency, date) => {
      if (currency === into) return 1;
      const rates = byCurrency.get(currency);
      return rates ? rateOn(rates, dayNumber(date)) : null;
    },
  };
}

/** Loads the conversion of some currencies into one, with the rates from day to day. */
export async function loadConversion(
  into: string,
  currencies: readonly string[],
  from: string,
  to: string,
): Promise<Conversion> {
  const foreign = [...new Set(currencies)].filter((currency) => currency !== into);
  return conversionInto(
    into,
    foreign.length === 0
      ? []
      : await loadCurrencyRates(
          foreign.map((currency) => ({ from: currency, to: into })),
          from,
          to,
        ),
  );
}
