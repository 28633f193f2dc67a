import { studentQuantile, studentTwoSidedP } from '../../lib/risk/student-t';
import { readJson } from './read-json';
import { Refusal } from './refusal';

type Row = readonly [degreesOfFreedom: number, argument: string, value: string];

/**
 * The library's Student t for the rows of a file `{two_sided_p: [[df, t, p]…], quantile: [[df, probability, t]…]}`: the
 * same rows with its own third number. Throws `Refusal` for another file.
 */
export function studentDocument(file: string) {
  const { two_sided_p, quantile } = (readJson(file) ?? {}) as {
    two_sided_p?: readonly Row[];
    quantile?: readonly Row[];
  };
  if (!Array.isArray(two_sided_p) || !Array.isArray(quantile))
    throw new Refusal(`${file}: needs an object with two_sided_p and quantile`);
  return {
    two_sided_p: two_sided_p.map(([df, t]: Row) => [df, t, studentTwoSidedP(Number(t), df)]),
    quantile: quantile.map(([df, probability]: Row) => [df, probability, upperQuantile(probability, df)]),
  };
}

/**
 * From the tail, of which a double holds more digits: 0.9995 as a double is off by 1e-13 of the 0.0005 beyond it. The
 * complement of a decimal is that decimal again, hence the rounding to 12 digits.
 */
const upperQuantile = (probability: string, degreesOfFreedom: number): number =>
  -studentQuantile(Number((1 - Number(probability)).toPrecision(12)), degreesOfFreedom);
