import { count } from '@/lib/format';
import type { Explanation } from '../explanation';

type TrackingError = { readonly trackingErrorAnnual: number; readonly observations: number };

/** How far the portfolio strays from its index. */
export function trackingErrorExplanation(figure: TrackingError, marketIndex: string, id: string): Explanation {
  return {
    id,
    title: 'Tracking error',
    words: `How widely the daily differences from ${marketIndex} were spread, as a yearly figure, of what is owned now. A beta other than 1 strays by that alone.`,
    formula: `s(r − r(${marketIndex})) · √252`,
    method: 'Sample standard deviation of the last 252 paired differences, 63 at least',
    returns: 'paired year',
    recipe: { name: 'tracking_error' },
    facts: [{ term: 'Pairs used', value: count(figure.observations) }],
  };
}
