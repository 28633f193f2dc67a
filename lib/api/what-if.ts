import { z } from 'zod';
import { reasons } from '../risk/estimate';
import { concentrationSchema, marketBetaSchema, sectorExposureSchema, volatilitySchema } from './analytics';
import { isoDate } from './iso-date';
import { portfolioName } from './portfolio';
import { quantityFault } from './quantity-fault';
import { decimalText } from './wire';

/** So many lots a hypothetical book has at most, and so many different new symbols. */
export const whatIfLimits = { positions: 10_000, portfolios: 20 } as const;

/** A quantity as it is typed or sent: signed, eight decimals at most, and no more than there can be. */
export const quantityText = z
  .string()
  .trim()
  .superRefine((text, context) => {
    const fault = quantityFault(text);
    if (fault !== null) context.addIssue(fault);
  });

const quantity = quantityText.refine((text) => Number(text) !== 0, 'needs a quantity other than 0');

export const symbolText = z
  .string()
  .trim()
  .toUpperCase()
  .regex(/^(?=.*[A-Z0-9])[A-Z0-9.^=-]{1,20}$/, 'needs a symbol of 1 to 20 letters, digits and . - ^ =');

const price = z
  .string()
  .regex(/^\d{1,12}(\.\d{1,8})?$/, 'needs a price as a decimal number in a string')
  .refine((text) => Number(text) > 0, 'needs a price greater than 0');
const currency = z.string().regex(/^[A-Z]{3}$/, 'needs an ISO 4217 code such as USD');

const storedLot = z.object({ position_id: z.uuid(), quantity: quantity.optional() }).strict();
const listedLot = z
  .object({
    symbol: symbolText,
    quantity,
    asset_class: z.enum(['stock', 'fund']).default('stock'),
    currency: currency.optional(),
  })
  .strict();
const cashLot = z.object({ symbol: currency, quantity, asset_class: z.literal('cash') }).strict();
const privateLot = z
  .object({ symbol: symbolText, quantity, asset_class: z.literal('private'), price, currency: currency.optional() })
  .strict();

const { $schema, ...anyLot } = z.toJSONSchema(z.union([storedLot, listedLot, cashLot, privateLot]), { io: 'input' });

/** By what it names a lot is one of four kinds, and its faults are those of that kind. */
function kindOf(value: unknown) {
  const { position_id, asset_class } = (value ?? {}) as { position_id?: unknown; asset_class?: unknown };
  if (position_id !== undefined) return storedLot;
  if (asset_class === 'cash') return cashLot;
  return asset_class === 'private' ? privateLot : listedLot;
}

/** A lot that names a stored position keeps everything of it but a quantity that is given; others are new. */
const hypotheticalLot = z
  .unknown()
  .transform((value, context): HypotheticalLotRequest => {
    const result = kindOf(value).safeParse(value);
    if (result.success) return result.data;
    for (const issue of result.error.issues) context.addIssue(issue as never);
    return z.NEVER;
  })
  .meta({ wire: anyLot });

export type HypotheticalLotRequest =
  | z.infer<typeof storedLot>
  | z.infer<typeof listedLot>
  | z.infer<typeof cashLot>
  | z.infer<typeof privateLot>;

const positions = z
  .array(hypotheticalLot)
  .min(1, 'needs at least one position')
  .max(whatIfLimits.positions, `needs at most ${whatIfLimits.positions} positions`);

/** The whole of a book as it would be: what is not named is not in it. Quantities are in units of the day. */
export const whatIfRequestSchema = z.object({ as_of: isoDate.optional(), positions }).strict();

/** The same, to be kept as a portfolio of that name. */
export const whatIfSaveSchema = z.object({ name: portfolioName, as_of: isoDate.optional(), positions }).strict();

export const whatIfQuerySchema = z.object({ as_of: isoDate.optional() }).strict();

export const securitySearchSchema = z
  .object({ as_of: isoDate.optional(), search: z.string().max(80, 'needs at most 80 characters').default('') })
  .strict();

/** `portfolio_ids`: two or more, with commas between. The first one's currency, index and benchmark are those of all. */
export const aggregateQuerySchema = z
  .object({
    as_of: isoDate.optional(),
    portfolio_ids: z
      .string()
      .transform((text) => text.split(','))
      .pipe(
        z
          .array(z.uuid('needs ids of portfolios with commas between'))
          .min(2, 'needs at least two portfolios')
          .max(whatIfLimits.portfolios, `needs at most ${whatIfLimits.portfolios} portfolios`)
          .refine((ids) => new Set(ids.map((id) => id.toLowerCase())).size === ids.length, 'needs each portfolio once'),
      )
      .meta({ description: 'ids of portfolios with commas between', wire: { type: 'string' } }),
  })
  .strict();

const maybe = z.number().nullable();

/** A book that was measured and is kept nowhere. */
export const measuredBookSchema = z
  .object({
    available: z.boolean(),
    portfolio_ids: z.array(z.uuid()),
    calculation_date: isoDate,
    data: z
      .object({
        market_beta: marketBetaSchema.shape.data,
        volatility: volatilitySchema.shape.data,
        sector_exposure: sectorExposureSchema.shape.data,
        concentration: concentrationSchema.shape.data,
        positions: z.array(
          z
            .object({
              symbol: z.string(),
              asset_class: z.enum(['stock', 'fund', 'option', 'private', 'cash']),
              quantity: decimalText,
              market_value: decimalText.nullable(),
              weight: maybe,
              beta_contribution: maybe,
              volatility_contribution: maybe,
              reason: z.enum(reasons).nullable(),
            })
            .strict(),
        ),
      })
      .strict(),
    metadata: z
      .object({
        currency,
        market_index: z.string(),
        benchmark_code: z.string(),
        method_version: z.number().int(),
        input_hash: z.string(),
        equity: decimalText.nullable(),
        gross: decimalText.nullable(),
        weights_on: z.enum(['equity', 'gross']).nullable(),
        market_beta_ci95_low: maybe,
        market_beta_ci95_high: maybe,
        expected_volatility_21d_low: maybe,
        expected_volatility_21d_high: maybe,
        unavailable: z.record(
          z.string(),
          z.object({ reason: z.enum(reasons), observations: z.number().int(), required: z.number().int() }).strict(),
        ),
      })
      .strict(),
  })
  .strict();

export type MeasuredBookDocument = z.infer<typeof measuredBookSchema>;

/** Doubles, little-endian, in base64: a close a day of the axis, NaN where there is none. */
const doubles = z.string();

const holding = z
  .object({
    id: z.string(),
    symbol: z.string(),
    name: z.string().nullable(),
    asset_class: z.enum(['stock', 'fund', 'option', 'private', 'cash']),
    quantity: decimalText,
    /** What the lot is stated in; money in another currency is converted in `quantity`. */
    currency,
    price: decimalText.nullable(),
    /** Which of the columns moves it. */
    column: z.number().int().nullable(),
    sector: z.string().nullable(),
    underlying: z.string().nullable(),
    underlying_price: decimalText.nullable(),
    multiplier: decimalText.nullable(),
    delta: decimalText.nullable(),
  })
  .strict();

export type HoldingDocument = z.infer<typeof holding>;

/** Everything a book is measured from on a day, so that a reader with the library can measure it and what it might be. */
export const whatIfInputsSchema = z
  .object({
    as_of: isoDate,
    currency,
    market_index: z.string(),
    benchmark: z
      .object({ as_of: isoDate, data_source: z.string(), weights: z.record(z.string(), z.number()) })
      .strict()
      .nullable(),
    /** The days of the axis as numbers of days since 1970, 32-bit integers, little-endian, in base64. */
    axis: z.string(),
    until: z.number().int(),
    market: doubles,
    columns: z.array(doubles),
    holdings: z.array(holding),
  })
  .strict();

export type WhatIfInputsDocument = z.infer<typeof whatIfInputsSchema>;

/** A security to add, with the closes that move it on the axis of the book's inputs. */
export const whatIfSecuritySchema = z.object({ holding, closes: doubles.nullable() }).strict();

export type WhatIfSecurityDocument = z.infer<typeof whatIfSecuritySchema>;

export const foundSecuritiesSchema = z
  .object({
    data: z.array(
      z
        .object({
          symbol: z.string(),
          name: z.string().nullable(),
          asset_class: z.enum(['stock', 'fund', 'index']),
          sector: z.string().nullable(),
        })
        .strict(),
    ),
  })
  .strict();

export type FoundSecurity = z.infer<typeof foundSecuritiesSchema>['data'][number];
