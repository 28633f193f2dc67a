import { percent } from '@/lib/format';
import type { PositionChange } from '@/lib/risk/book-difference';
import type { Explanation } from '../risk/explanation';
import { riskContributionExplanation } from '../risk/explanations/risk-contribution';
import { standingExplanation } from '../risk/explanations/standing';

/** The columns of figures in the table of contributions. */
export type ContributionColumn =
  | 'weight'
  | 'weightChange'
  | 'toBeta'
  | 'toBetaChange'
  | 'toVolatility'
  | 'toVolatilityChange';

/** The popover that explains a column. */
export const contributionPopover = (column: ContributionColumn): string => `what-if-contributions-${column}`;

/** What the figures of each column are, of the book as it might be, and how their intervals are made. */
export function contributionExplanations(positions: readonly PositionChange[]): readonly Explanation[] {
  const id = contributionPopover;
  const volatility = positions.reduce((sum, { after }) => sum + (after?.toVolatility ?? 0), 0);
  const own = (what: 'weight' | 'beta', column: ContributionColumn): Explanation => ({
    ...standingExplanation(what, 'what if', id(column)),
    facts: [],
  });
  return [
    own('weight', 'weight'),
    {
      id: id('weightChange'),
      title: 'Change of weight',
      words:
        'The weight it would have less the weight it has. Both follow from holdings and prices, so the change is exact. All weights move a little where equity does.',
      formula: 'wᵢ(what if) − wᵢ(now)',
      method: 'Market values at the day’s closes over equity, in both books',
      facts: [],
      recipe: { name: 'position_weights' },
    },
    own('beta', 'toBeta'),
    {
      id: id('toBetaChange'),
      title: 'Change of what it adds to beta',
      words:
        'Its weight changes, its beta does not: the interval is that of its own beta over 90 days, times the change of its weight.',
      formula: '(wᵢ(what if) − wᵢ(now)) · βᵢ',
      method: 'Least squares over its last 90 paired returns; interval from HC3 errors',
      facts: [],
      recipe: { name: 'beta_contributions' },
    },
    riskContributionExplanation(volatility, id('toVolatility')),
    {
      id: id('toVolatilityChange'),
      title: 'Change of what it adds to volatility',
      words:
        'What it would add less what it adds. Both books are held against each other on the same days, so that what they share cancels out: the interval is that of the difference, not of the two figures. An interval that has zero in it is inside the noise.',
      formula: 'wᵢ · cov(rᵢ, r) / σ, what if − now',
      method: 'Jackknife over the last 252 days that both books have, 63 at least; Student’s t at 95 %',
      facts: [{ term: 'Together, what if', value: `${percent(volatility)} a year` }],
      recipe: { name: 'risk_contributions' },
    },
  ];
}

/** How the changes of the book's figures and their intervals are made. */
export const figureChangeExplanation = (id: string): Explanation => ({
  id,
  title: 'Changes and their intervals',
  words:
    'The figure of the book as it might be less that of the book as it is. Both are held against each other day by day, so that what they share cancels out: the interval is that of the difference. Where it has zero in it, chance alone explains the change, and it is said to be inside the noise. HHI, effective positions and the largest follow from holdings and prices: their changes are exact.',
  formula: 'figure(what if) − figure(now)',
  method:
    'Beta: least squares of the difference of both books’ returns, HC3 errors. Volatility: jackknife over the days of its window. Expected volatility: that of its EWMA part, in proportion. Student’s t at 95 %',
  facts: [],
  recipe: { name: 'realized_volatility' },
});
