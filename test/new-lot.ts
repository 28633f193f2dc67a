import { createHash } from 'node:crypto';
import type { NewLot } from '@/lib/db/holdings-import';

const plain = {
  assetClass: 'stock',
  quantityAsOf: null,
  lotId: null,
  entryDate: null,
  entryPrice: null,
  exitDate: null,
  currency: null,
  price: null,
  priceDate: null,
  underlying: null,
  optionType: null,
  strike: null,
  expiry: null,
  multiplier: null,
  delta: null,
} as const;

/** A lot as tests write it down: what matters is said, the rest is ordinary. Its key is all it says. */
export function newLot(symbol: string, quantity: string | number, rest: Partial<NewLot> = {}): NewLot {
  const lot = { ...plain, symbol, quantity: String(quantity), ...rest };
  const { price, priceDate, delta, quantityAsOf, importKey, ...identity } = lot as NewLot;
  return {
    ...lot,
    importKey: importKey ?? `${createHash('sha256').update(JSON.stringify(identity)).digest('hex')}#1`,
  };
}

export const cashLot = (quantity: string | number, rest: Partial<NewLot> = {}): NewLot =>
  newLot('USD', quantity, { assetClass: 'cash', price: '1', ...rest });

export const privateLot = (symbol: string, price: string, rest: Partial<NewLot> = {}): NewLot =>
  newLot(symbol, 1, { assetClass: 'private', price, ...rest });

export const optionLot = (symbol: string, quantity: number, underlying: string, rest: Partial<NewLot> = {}): NewLot =>
  newLot(symbol, quantity, {
    assetClass: 'option',
    underlying,
    optionType: 'call',
    strike: '100',
    expiry: '2999-01-15',
    multiplier: '100',
    price: '5',
    delta: '0.5',
    ...rest,
  });
