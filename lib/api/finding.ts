import { z } from 'zod';
import { day } from './wire';

export const findingKind = z.enum([
  'gap',
  'repeated_close',
  'duplicated_bar',
  'unexplained_jump',
  'probable_split',
  'split_not_applied',
  'split_not_recorded',
  'large_payment',
  'small_split',
  'index_shifted',
  'old_prices',
  'no_prices',
  'short_history',
  'rejected_rows',
  'other_currency',
  'currency_unclear',
  'unknown_sector',
]);

/** Something about the data of a symbol that bears on figures: what, how grave, on which of them, and what mends it. */
export const findingSchema = z
  .object({
    symbol: z.string(),
    kind: findingKind,
    severity: z.enum(['grave', 'mild']),
    from: day,
    to: day,
    count: z.number().int(),
    affects: z.array(z.enum(['market_value', 'weights', 'beta', 'volatility', 'sectors'])),
    /** The day of a move that may be confirmed to be real. */
    confirmable: day.nullable(),
    currency: z.string().nullable(),
    has_rates: z.boolean().nullable(),
    detail: z.string(),
    remedy: z.string(),
  })
  .strict();

export type FindingDocument = z.infer<typeof findingSchema>;

/** A finding before it is put in words. */
export type Finding = Omit<FindingDocument, 'has_rates' | 'detail' | 'remedy' | 'affects'> & {
  readonly hasRates: boolean | null;
  readonly affects: readonly FindingDocument['affects'][number][];
};

const refetch = 'Ask a provider for it again (a backfill replaces the series whole), or import its prices.';

/** What a finding says and what mends it. */
const findingWords: Readonly<Record<FindingDocument['kind'], { detail: (one: Finding) => string; remedy: string }>> = {
  gap: {
    detail: ({ count, from, to }) => `${count} sessions without a close, the longest run from ${from} to ${to}`,
    remedy: 'A halt is left out of the returns. Where it was none, import the missing prices.',
  },
  repeated_close: {
    detail: ({ count, from, to }) => `the same close ${count} sessions in a row, from ${from} to ${to}`,
    remedy: `Where it was traded at that price all the time, nothing. Otherwise: ${refetch}`,
  },
  duplicated_bar: {
    detail: ({ count }) => `${count} sessions that repeat the one before in every field`,
    remedy: refetch,
  },
  unexplained_jump: {
    detail: ({ to }) => `a move of more than 35 percent to the close of ${to} that no split or dividend explains`,
    remedy: 'Confirm that it is real, or enter the split or import the dividend that it stands for.',
  },
  probable_split: {
    detail: ({ to }) => `a step to the close of ${to} like that of a split, and no split is recorded`,
    remedy: `Enter the split, or confirm that the move is real. ${refetch}`,
  },
  split_not_applied: {
    detail: ({ to }) => `a split is recorded on ${to}, and the adjusted closes still step by it`,
    remedy: refetch,
  },
  split_not_recorded: {
    detail: ({ to }) => `the traded closes step like a split on ${to}, and no split is recorded`,
    remedy: 'Enter the split: quantities stated before it are not restated without it.',
  },
  large_payment: {
    detail: ({ from }) => `a payment on ${from} of more than a tenth of the price, as of a spin-off`,
    remedy: 'Where shares of another company were given, add them to the holdings.',
  },
  small_split: {
    detail: ({ from }) => `a split on ${from} of less than five for four: a spin-off written so, or a stock dividend`,
    remedy:
      'A spin-off changes no quantity: state the quantity on a day after it, and add the shares of the other company. After a stock dividend all is well.',
  },
  index_shifted: {
    detail: () => 'it moves with the index of the neighbouring day: its dates have slipped by one',
    remedy: refetch,
  },
  old_prices: {
    detail: ({ count, from }) => `no close for ${count} sessions, since ${from}`,
    remedy: 'Refresh it, import newer prices, or give the lot an exit date if it no longer trades.',
  },
  no_prices: { detail: () => 'no prices in the year before', remedy: 'Refresh it, or import its prices.' },
  short_history: {
    detail: ({ count, from }) => `${count} returns since ${from}`,
    remedy: 'A young listing grows by one a session; otherwise import older prices.',
  },
  rejected_rows: {
    detail: ({ count }) => `${count} days of which a provider sent no usable row`,
    remedy: 'The next refresh asks for them again; prices of these days can be imported.',
  },
  unknown_sector: {
    detail: () => 'nobody has said its sector, so it counts as Unknown',
    remedy: 'Set its sector, or import sectors.',
  },
  currency_unclear: {
    detail: ({ currency, severity }) =>
      severity === 'grave'
        ? `the holdings say ${currency}, its prices are in another currency, and one is wrong`
        : `nobody has said what its prices are in; they are taken to be in ${currency}`,
    remedy: 'Say which currency its prices are in, or import the holdings with it.',
  },
  other_currency: {
    detail: ({ currency, hasRates }) =>
      hasRates
        ? `quoted in ${currency}, converted day by day`
        : `quoted in ${currency}, and there are no rates to convert it`,
    remedy: 'Refresh the currency pair, or import its rates as prices of a symbol like EURUSD=X.',
  },
};

/** A finding in words. */
export const findingDocument = (one: Finding): FindingDocument => ({
  symbol: one.symbol,
  kind: one.kind,
  severity: one.severity,
  from: one.from,
  to: one.to,
  count: one.count,
  affects: [...one.affects],
  confirmable: one.confirmable,
  currency: one.currency,
  has_rates: one.hasRates,
  detail: findingWords[one.kind].detail(one),
  remedy: findingWords[one.kind].remedy,
});
