import { percent } from '@/lib/format';
import type { Explanation } from '../explanation';

/** Where a portfolio's volatility comes from. */
export function riskContributionExplanation(volatilityAnnual: number, id: string): Explanation {
  return {
    id,
    title: 'Risk contributions',
    words:
      'How much of the portfolio’s volatility each position is the source of: how fast it grows with the position’s weight, times that weight. The parts add up to all of it; a negative one takes risk away.',
    formula: 'wᵢ · cov(rᵢ, r) / σ,  Σ = σ',
    method: 'Euler’s division over the last 252 returns of the current holdings, 63 at least',
    returns: 'year',
    recipe: { name: 'risk_contributions' },
    facts: [{ term: 'Together', value: `${percent(volatilityAnnual)} a year` }],
  };
}
