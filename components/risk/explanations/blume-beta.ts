import { beta } from '@/lib/format';
import type { DatedBeta } from '@/lib/risk/portfolio-betas';
import type { Explanation } from '../explanation';

/** Betas drift towards 1: the measured one, drawn there by a third. */
export function blumeBetaExplanation(figure: DatedBeta, id: string): Explanation {
  return {
    id,
    title: 'Blume beta',
    words:
      'The measured beta drawn a third of the way towards 1, where betas tend to go. It has come nearer to the beta of the following half year than the measured one; it stands beside that, never in its place.',
    formula: 'β(Blume) = ⅔ · β + ⅓',
    method: 'Blume (1975), with the customary round coefficients',
    window: figure,
    returns: 'paired year',
    recipe: { name: 'blume_beta', parameter: figure.observations },
    facts: [{ term: 'Measured beta', value: beta(figure.beta) }],
  };
}
