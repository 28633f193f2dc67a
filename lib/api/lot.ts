import { z } from 'zod';
import { isoDate } from './iso-date';
import { currencyCode, day, decimalText } from './wire';

/** A decimal number as text: digits, at most one point, a minus where it is allowed. No exponent, no NaN, no 0x10. */
const decimal = (whole: number, places: number, what: string) =>
  z
    .string()
    .regex(new RegExp(`^-?\\d{1,${whole}}(\\.\\d{1,${places}})?$`), `needs ${what} as a decimal number in a string`);

const isPositive = (text: string) => Number(text) > 0;
const quantity = decimal(16, 8, 'a quantity').refine((text) => Number(text) !== 0, 'needs a quantity other than 0');
const price = decimal(12, 8, 'a price').refine(isPositive, 'needs a price greater than 0');
const entryPrice = decimal(12, 8, 'a price').refine((text) => Number(text) >= 0, 'needs a price of 0 or more');
const delta = decimal(1, 8, 'a delta').refine((text) => Math.abs(Number(text)) <= 1, 'needs a delta from -1 to 1');

export const lotChangeSchema = z
  .object({
    quantity: quantity.optional(),
    quantity_as_of: isoDate.optional(),
    entry_date: isoDate.nullable().optional(),
    entry_price: entryPrice.nullable().optional(),
    exit_date: isoDate.nullable().optional(),
    price: price.nullable().optional(),
    price_date: isoDate.nullable().optional(),
    delta: delta.nullable().optional(),
  })
  .strict()
  .refine((change) => Object.values(change).some((value) => value !== undefined), 'needs at least one field to change');

const text = z.string().nullable();
const amount = decimalText.nullable();

export const lotSchema = z
  .object({
    id: z.uuid(),
    symbol: z.string(),
    name: text,
    sector: text,
    asset_class: z.enum(['stock', 'fund', 'option', 'private', 'cash']),
    quantity: decimalText,
    quantity_as_of: day,
    lot_id: text,
    entry_date: day.nullable(),
    entry_price: amount,
    exit_date: day.nullable(),
    currency: currencyCode,
    price: amount,
    price_date: day.nullable(),
    underlying: text,
    option_type: z.enum(['call', 'put']).nullable(),
    strike: amount,
    expiry: day.nullable(),
    multiplier: amount,
    delta: amount,
  })
  .strict()
  .meta({ id: 'Lot' });

export type LotDocument = z.infer<typeof lotSchema>;

export const lotDocument = (lot: {
  readonly id: string;
  readonly symbol: string;
  readonly name: string | null;
  readonly sector: string | null;
  readonly assetClass: LotDocument['asset_class'];
  readonly quantity: string;
  readonly quantityAsOf: string;
  readonly lotId: string | null;
  readonly entryDate: string | null;
  readonly entryPrice: string | null;
  readonly exitDate: string | null;
  readonly currency: string;
  readonly price: string | null;
  readonly priceDate: string | null;
  readonly underlying: string | null;
  readonly optionType: string | null;
  readonly strike: string | null;
  readonly expiry: string | null;
  readonly multiplier: string | null;
  readonly delta: string | null;
}): LotDocument => ({
  id: lot.id,
  symbol: lot.symbol,
  name: lot.name,
  sector: lot.sector,
  asset_class: lot.assetClass,
  quantity: lot.quantity,
  quantity_as_of: lot.quantityAsOf,
  lot_id: lot.lotId,
  entry_date: lot.entryDate,
  entry_price: lot.entryPrice,
  exit_date: lot.exitDate,
  currency: lot.currency,
  price: lot.price,
  price_date: lot.priceDate,
  underlying: lot.underlying,
  option_type: lot.optionType as LotDocument['option_type'],
  strike: lot.strike,
  expiry: lot.expiry,
  multiplier: lot.multiplier,
  delta: lot.delta,
});
