import { z } from 'zod';
import type { Change } from '../risk/change-split';
import type { Estimate } from '../risk/estimate';
import {
  figureOf,
  type PortfolioMeasureName,
  portfolioMeasureNames,
  portfolioMeasures,
} from '../risk/portfolio-measures';
import { reasonSchema } from './analytics';
import { decimalOf } from './decimal-of';
import { isoDate } from './iso-date';
import { pageOf, pageQuery } from './page';
import { currencyCode, day, decimalText, statistic } from './wire';

const measure = z
  .enum(portfolioMeasureNames as readonly [PortfolioMeasureName, ...PortfolioMeasureName[]])
  .meta({ id: 'Measure', description: 'a figure of a portfolio that is one number a day' });

const absenceSchema = z
  .object({ reason: reasonSchema, observations: z.number().int(), required: z.number().int() })
  .strict();

/** What a statistic is counted in. */
const unit = z
  .enum(['number', 'fraction', 'index'])
  .meta({ description: '`fraction`: 0.14 is 14 percent; `index`: HHI, 0 to 10,000' });

/** Which figure, and the days between which: by default all there are. */
export const historyQuerySchema = z
  .object({ measure, from: isoDate.optional(), to: isoDate.optional(), ...pageQuery })
  .strict();

const historyDay = <Figure extends z.ZodType>(figure: Figure) =>
  z
    .object({
      date: day,
      value: figure,
      /** The ends of the interval, or of the band of a forecast; null where it has none. */
      low: figure,
      high: figure,
      /** Why `value` is null. */
      unavailable: absenceSchema.nullable(),
      is_stale: z
        .boolean()
        .meta({ description: 'history has changed since: the figure is no longer that of what is known' }),
      method_version: z.number().int(),
      market_index: z.string(),
    })
    .strict();

const statisticDay = historyDay(statistic);
const moneyDay = historyDay(decimalText.nullable());

const historyOf = { portfolio_id: z.uuid(), measure, currency: currencyCode };

/** A statistic is a number a day; money is decimal text, in the currency beside. */
export const historySchema = z.union([
  pageOf(statisticDay).extend({ ...historyOf, unit }),
  pageOf(moneyDay).extend({ ...historyOf, unit: z.literal('money') }),
]);

export type HistoryDayDocument = z.infer<typeof statisticDay>;
export type MoneyDayDocument = z.infer<typeof moneyDay>;

export const absenceDocument = (estimate: Estimate<unknown>) =>
  estimate.status === 'measured'
    ? null
    : { reason: estimate.reason, observations: estimate.observations, required: estimate.required };

/** A stored day as the history of a figure says it. */
export function historyDayDocument(
  name: PortfolioMeasureName,
  one: {
    readonly date: string;
    readonly marketIndex: string;
    readonly methodVersion: number;
    readonly isStale: boolean;
    readonly estimate: Estimate<unknown>;
  },
): HistoryDayDocument {
  const figure = figureOf(name, one.estimate);
  return {
    date: one.date,
    value: figure.status === 'measured' ? figure.value.value : null,
    low: figure.status === 'measured' ? figure.value.low : null,
    high: figure.status === 'measured' ? figure.value.high : null,
    unavailable: absenceDocument(figure),
    is_stale: one.isStale,
    method_version: one.methodVersion,
    market_index: one.marketIndex,
  };
}

const decimalOrNull = (value: number | null): string | null => (value === null ? null : decimalOf(value));

/** The same of a figure that is money. */
export function moneyDayDocument(...stored: Parameters<typeof historyDayDocument>): MoneyDayDocument {
  const { value, low, high, ...rest } = historyDayDocument(...stored);
  return { ...rest, value: decimalOrNull(value), low: decimalOrNull(low), high: decimalOrNull(high) };
}

/** Two stored days, the earlier first. */
export const comparisonQuerySchema = z.object({ from: isoDate, to: isoDate }).strict();

const change = z
  .object({
    measure,
    unit,
    before: statistic,
    after: statistic,
    /** The sum of the three parts; without them, after less before. */
    change: statistic,
    /** What prices and the market did to the earlier book. */
    prices: statistic,
    /** What the later book makes different, at the later prices. */
    holdings: statistic,
    /** What is measured otherwise now than when it was stored: corrected data, or another method. */
    revision: statistic,
    /** Why something of it is null; keyed by field. */
    unavailable: z.record(z.string(), absenceSchema),
  })
  .strict();

export const comparisonSchema = z
  .object({
    available: z.boolean(),
    portfolio_id: z.uuid(),
    from: day,
    to: day,
    data: z
      .object({ changes: z.array(change) })
      .strict()
      .nullable(),
    metadata: z
      .object({
        market_index_before: z.string().nullable(),
        market_index_after: z.string().nullable(),
        /** The figures are no sums over positions: what is changed first is counted first. */
        order: z
          .literal('prices, holdings')
          .meta({ description: 'prices first with the earlier book, then the later book' }),
        /** Why `data` is null: `no_snapshot`, keyed by the day that has none. */
        unavailable: z.record(z.string(), z.object({ reason: reasonSchema }).strict()),
      })
      .strict(),
  })
  .strict();

export type ChangeDocument = z.infer<typeof change>;

/** A change of a statistic as an answer. Betas to two indexes are not taken apart: `isSplit` is false, and the parts are null. */
export function changeDocument(
  name: PortfolioMeasureName,
  { before, after, change, parts }: Change,
  isSplit: boolean,
): ChangeDocument {
  const { unit } = portfolioMeasures[name];
  if (unit === 'money') throw new RangeError(`changeDocument: needs a statistic, got ${name}, which is money`);
  const value = (estimate: Estimate<number>) => (estimate.status === 'measured' ? estimate.value : null);
  const split = isSplit && parts.status === 'measured' ? parts.value : null;
  const fields: Record<string, Estimate<unknown>> = { before, after, change };
  if (isSplit) Object.assign(fields, { prices: parts, holdings: parts, revision: parts });
  return {
    measure: name,
    unit,
    before: value(before),
    after: value(after),
    change: value(change),
    prices: split?.prices ?? null,
    holdings: split?.holdings ?? null,
    revision: split?.revision ?? null,
    unavailable: Object.fromEntries(
      Object.entries(fields).flatMap(([field, estimate]) => {
        const absence = absenceDocument(estimate);
        return absence === null ? [] : [[field, absence] as const];
      }),
    ),
  };
}
