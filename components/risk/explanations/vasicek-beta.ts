import { beta, decimal } from '@/lib/format';
import { betaPrior } from '@/lib/risk/adjusted-beta';
import type { DatedBeta } from '@/lib/risk/portfolio-betas';
import type { Explanation } from '../explanation';

/** Betas are mostly near 1: the measured one, drawn there the further the less certain it is. */
export function vasicekBetaExplanation(figure: DatedBeta, id: string): Explanation {
  return {
    id,
    title: 'Vasicek beta',
    words:
      'The measured beta and what is believed of betas before anything is measured, each weighted by how certain it is: a beta of large error is drawn further towards 1 than one of small error. It stands beside the measured one, never in its place.',
    formula: 'β(Vasicek) = (β/s² + 1/σ²) / (1/s² + 1/σ²), s the standard error of β, σ = 0.5',
    method: 'Vasicek (1973), with the classical standard error',
    window: figure,
    returns: 'paired year',
    recipe: { name: 'vasicek_beta', parameter: figure.observations },
    facts: [
      { term: 'Measured beta', value: beta(figure.beta) },
      { term: 'Its standard error', value: decimal(figure.betaStandardError, 3) },
      { term: 'Believed before', value: `${beta(betaPrior.mean)} ± ${decimal(betaPrior.standardDeviation, 1)}` },
    ],
  };
}
