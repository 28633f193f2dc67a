import { autocorrelation } from '../../lib/risk/autocorrelation';
import { coefficientStandardErrors, type Design, leastSquares } from '../../lib/risk/least-squares';
import { mean, sampleStandardDeviation } from '../../lib/risk/moments';
import { readJson } from './read-json';
import { Refusal } from './refusal';

type LinearSet = {
  readonly model: 'poly' | 'multi';
  readonly degree_or_k: number;
  readonly intercept: boolean;
  readonly y: readonly string[];
  readonly x: readonly (string | readonly string[])[];
};
type NistFile = {
  readonly linear: Readonly<Record<string, LinearSet>>;
  readonly univariate: Readonly<Record<string, { readonly y: readonly string[] }>>;
};

/** The library's answers to the sets of NIST StRD in a file of their data as decimal strings. Throws `Refusal`. */
export function nistDocument(file: string) {
  const sets = readJson(file) as NistFile | null;
  if (!sets?.linear || !sets.univariate) throw new Refusal(`${file}: needs an object with linear and univariate`);
  const answers = <T, U>(all: Readonly<Record<string, T>>, answer: (set: T) => U) =>
    Object.fromEntries(Object.entries(all).map(([name, set]) => [name, answer(set)]));
  return { linear: answers(sets.linear, linearAnswer), univariate: answers(sets.univariate, univariateAnswer) };
}

/** A polynomial set has powers of its one x for columns, 1 to the degree; the others have theirs written out. */
function designOf({ model, degree_or_k, intercept, x }: LinearSet): Design {
  const columns = Array.from({ length: degree_or_k }, (_, k) =>
    Float64Array.from(x, (row) => (model === 'poly' ? Number(row) ** (k + 1) : Number(row[k]))),
  );
  return { columns, intercept };
}

function linearAnswer(set: LinearSet) {
  const design = designOf(set);
  const fit = leastSquares(design, Float64Array.from(set.y, Number));
  const errors = fit && coefficientStandardErrors(design, fit);
  return fit && errors
    ? {
        estimates: [...fit.coefficients],
        std_errors: [...errors],
        residual_sd: fit.residualStandardDeviation,
        r_squared: fit.rSquared,
      }
    : null;
}

function univariateAnswer({ y }: { readonly y: readonly string[] }) {
  const values = Float64Array.from(y, Number);
  return {
    mean: mean(values),
    sd_n_minus_1: sampleStandardDeviation(values),
    autocorr_lag1: autocorrelation(values, 1),
  };
}
