import witness from '@/lib/risk/fixtures/volatility.json';
import { simpleReturns } from '@/lib/risk/returns';

/** Closes of a simulated security and every volatility measure of it, by lib/risk/fixtures/volatility.py (decimals). */
export const expected = witness;

export const returns = simpleReturns(Float64Array.from(witness.closes)).values;

/** The measures that were taken of the first n returns, as pairs of n and what came out. */
export const atEachLength = <T>(measures: Readonly<Record<string, T>>): readonly (readonly [number, T])[] =>
  Object.entries(measures).map(([count, measure]) => [Number(count), measure]);
