import { tradingDays } from '@/lib/market/calendar';
import type { StubBar, StubMarket, StubSecurity } from './provider-stub';

/** A price path of its own, the same on every machine: a walk whose steps are a hash of place and seed. */
function path(count: number, seed: number): number[] {
  let price = 100 + seed;
  return Array.from({ length: count }, (_, i) => {
    const hash = Math.sin((i + 1) * 12.9898 + seed * 78.233) * 43758.5453;
    price *= 1 + 0.02 * (hash - Math.floor(hash) - 0.5);
    return Number(price.toFixed(4));
  });
}

const cents = (value: number): number => Number(value.toFixed(6));

/** A security whose raw prices follow its adjusted ones back through a split and dividends, as they must. */
export function stubSecurity(from: string, to: string, seed: number, rest: Partial<StubSecurity> = {}): StubSecurity {
  const dates = tradingDays(from, to);
  const closes = path(dates.length, seed);
  const splits = rest.splits ?? [];
  const dividends = rest.dividends ?? [];
  const bars: StubBar[] = [];
  // From the newest day back: on it raw and adjusted are one.
  let factor = 1;
  for (let i = dates.length - 1; i >= 0; i--) {
    const date = dates[i];
    const adjClose = closes[i];
    const close = cents(adjClose / factor);
    bars.unshift({
      date,
      open: close,
      high: cents(close * 1.01),
      low: cents(close * 0.99),
      close,
      adjClose,
      volume: 1_000_000 + i,
    });
    const split = splits.find((one) => one.date === date);
    const dividend = dividends.find((one) => one.date === date);
    if (split) factor /= split.ratio;
    // The day before closes at P; an ex-date takes D off what it was worth.
    if (dividend && i > 0) factor *= 1 / (1 + dividend.amount / (closes[i - 1] / factor));
  }
  return { name: `Company ${seed}`, sector: 'Technology', ...rest, bars };
}

/** What the tests of the adapters ask for: a stock with a split and dividends, a share class, a fund, an index, a pair. */
export const stubMarket = (from = '2025-01-02', to = '2026-01-30'): StubMarket => ({
  securities: {
    ACME: stubSecurity(from, to, 1, {
      splits: [{ date: '2025-06-10', ratio: 4 }],
      dividends: [
        { date: '2025-03-14', amount: 0.8 },
        { date: '2025-09-12', amount: 0.25 },
      ],
    }),
    'BRK.B': stubSecurity(from, to, 2, { sector: 'Financial Services' }),
    SPY: stubSecurity(from, to, 3, { isFund: true, sector: '', dividends: [{ date: '2025-12-19', amount: 1.9 }] }),
    'EURUSD=X': stubSecurity(from, to, 4, { sector: '' }),
  },
});
