import { z } from 'zod';
import { pageQuery } from './page';
import { currencyCode, day, decimalText } from './wire';

/** A part of a dated list: from a day, to a day, both included. */
export const datedQuerySchema = z
  .object({ ...pageQuery, from: day.optional(), to: day.optional() })
  .strict()
  .refine(({ from, to }) => from === undefined || to === undefined || from <= to, {
    path: ['to'],
    message: 'needs a day on or after `from`',
  });

export const listedSecuritySchema = z
  .object({
    symbol: z.string(),
    name: z.string().nullable(),
    asset_class: z.enum(['stock', 'fund', 'index']),
    sector: z.string().nullable(),
    sector_source: z.string().nullable(),
    currency: z.string().nullable(),
    price_source: z.string().nullable(),
    first_date: day.nullable(),
    last_date: day.nullable(),
  })
  .strict()
  .meta({ id: 'ListedSecurity' });

/** A day's bar in the currency of the security. `adj_close` is adjusted for splits and dividends. */
export const priceSchema = z
  .object({
    date: day,
    currency: currencyCode.nullable().meta({ description: 'null where nobody has said it' }),
    open: decimalText.nullable(),
    high: decimalText.nullable(),
    low: decimalText.nullable(),
    close: decimalText,
    adj_close: decimalText,
    volume: z.number().int().nullable(),
    source: z.string(),
  })
  .strict()
  .meta({ id: 'Price' });

/** What a share paid, and into how many it was split (1 is no split). */
export const actionSchema = z
  .object({
    date: day,
    currency: currencyCode.nullable(),
    dividend: decimalText,
    split: decimalText,
    source: z.string(),
  })
  .strict()
  .meta({ id: 'CorporateAction' });

/** `as_of`: the sets dated on or before that day; the first of them is the one that a calculation of that day takes. */
export const weightSetsQuerySchema = z.object({ ...pageQuery, as_of: day.optional() }).strict();

export const weightSetSchema = z
  .object({
    asof_date: day,
    data_source: z.string(),
    num_constituents: z.number().int().nullable(),
    weights: z.record(z.string(), z.number()).meta({ description: 'by GICS sector, together 1' }),
  })
  .strict()
  .meta({ id: 'SectorWeights' });

export const listedSecurityDocument = (one: {
  readonly symbol: string;
  readonly name: string | null;
  readonly assetClass: 'stock' | 'fund' | 'index';
  readonly sector: string | null;
  readonly sectorSource: string | null;
  readonly currency: string | null;
  readonly priceSource: string | null;
  readonly firstDate: string | null;
  readonly lastDate: string | null;
}): z.input<typeof listedSecuritySchema> => ({
  symbol: one.symbol,
  name: one.name,
  asset_class: one.assetClass,
  sector: one.sector,
  sector_source: one.sectorSource,
  currency: one.currency,
  price_source: one.priceSource,
  first_date: one.firstDate,
  last_date: one.lastDate,
});

export const priceDocument = (
  row: {
    readonly date: string;
    readonly open: string | null;
    readonly high: string | null;
    readonly low: string | null;
    readonly close: string;
    readonly adjClose: string;
    readonly volume: number | null;
    readonly source: string;
  },
  currency: string | null,
): z.input<typeof priceSchema> => ({
  date: row.date,
  currency,
  open: row.open,
  high: row.high,
  low: row.low,
  close: row.close,
  adj_close: row.adjClose,
  volume: row.volume,
  source: row.source,
});

export const weightSetDocument = (set: {
  readonly asOf: string;
  readonly dataSource: string;
  readonly constituents: number | null;
  readonly weights: Readonly<Record<string, number>>;
}): z.input<typeof weightSetSchema> => ({
  asof_date: set.asOf,
  data_source: set.dataSource,
  num_constituents: set.constituents,
  weights: { ...set.weights },
});
