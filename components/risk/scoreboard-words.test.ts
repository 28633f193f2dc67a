import { describe, expect, it } from 'vitest';
import { measured, unavailable } from '@/lib/risk/estimate';
import type { ForecastScoreboard } from '@/lib/risk/forecast-scoreboard';
import { scoreboardSummary } from './scoreboard-words';

const score = (qlike: number) => ({ qlike, biasAnnual: 0, mincerZarnowitz: unavailable('short_history', 5, 21) });
const comparison = (pValue: number) => measured({ meanDifference: 0.01, statistic: 1, pValue, observations: 100 });
const board = (rest: Partial<ForecastScoreboard> = {}): ForecastScoreboard => ({
  scores: { headline: score(0.35), last21Days: score(0.5), ewma: score(0.4), har: score(0.3) },
  best: 'har',
  comparisons: { last21Days: comparison(0.001), ewma: comparison(0.3), har: comparison(0.4) },
  bandCoverage: 0.86,
  observations: 231,
  excluded: 0,
  first: 0,
  last: 230,
  ...rest,
});
const say = (rest?: Partial<ForecastScoreboard>) => scoreboardSummary(board(rest)).replaceAll('\u00a0', ' ');

describe('the scoreboard in words', () => {
  it('names who won, also where it is not the headline, and whether that can be chance', () => {
    expect(say()).toBe(
      'HAR alone lost least: QLIKE 0.300 against 0.350 of the headline over 231 forecasts, which chance may explain (p 0.4000). The band held 86 % of what came; 90 % were promised.',
    );
    expect(say({ comparisons: { ...board().comparisons, har: comparison(0.002) } })).toContain(
      'more than chance explains (p 0.0020)',
    );
    expect(say({ comparisons: { ...board().comparisons, har: unavailable('short_history', 40, 63) } })).toContain(
      'too few to say',
    );
  });

  it('says so where it is the headline', () => {
    expect(say({ best: 'headline' })).toBe(
      'The headline lost least (QLIKE 0.350) over 231 forecasts. The band held 86 % of what came; 90 % were promised.',
    );
  });
});
