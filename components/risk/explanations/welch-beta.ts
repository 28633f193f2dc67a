import type { DatedWindow } from '@/lib/risk/volatility-estimates';
import { type Explanation, ownWindow } from '../explanation';

/** The beta that has come nearest to what followed. */
export function welchBetaExplanation(figure: Partial<DatedWindow>, marketIndex: string, id: string): Explanation {
  return {
    id,
    title: 'Welch beta',
    words: `The slope on ${marketIndex} over two years, in which no day counts for more than between −2 and 4 times the market's move, and a day counts half as much as one 90 trading days newer. Of the betas here it has come nearest to the beta of the following half year.`,
    formula: 'slope of r clipped into [min(−2m, 4m), max(−2m, 4m)] on m, weights 0.5^(age / 90)',
    method: 'Welch (2022), slope winsorised and decayed',
    window: ownWindow(figure),
    returns: 'newest',
    recipe: { name: 'welch_beta' },
    facts: [],
  };
}
