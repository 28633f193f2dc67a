import { counted, decimal, percent, pValue } from '@/lib/format';
import type { Forecaster, ForecastScoreboard } from '@/lib/risk/forecast-scoreboard';

export const forecasterNames: Readonly<Record<Forecaster, string>> = {
  headline: 'Headline',
  last21Days: 'Last 21 days',
  ewma: 'EWMA alone',
  har: 'HAR alone',
};

/** So far below a half of all days is chance that it is called evidence. */
const evident = 0.05;

/** Who forecast best, by how much, and whether that can be chance: one sentence. */
export function scoreboardSummary(board: ForecastScoreboard): string {
  const { best, scores, comparisons, bandCoverage, observations } = board;
  const loss = (who: Forecaster) => decimal(scores[who].qlike, 3);
  const over = `over ${counted(observations, 'forecast')}`;
  const band = `The band held ${percent(bandCoverage, 0)} of what came; 90 % were promised.`;
  if (best === 'headline') return `The headline lost least (QLIKE ${loss('headline')}) ${over}. ${band}`;
  const against = comparisons[best];
  const chance =
    against.status === 'unavailable'
      ? 'which is too few to say whether that is chance'
      : against.value.pValue < evident
        ? `which is more than chance explains (p ${pValue(against.value.pValue)})`
        : `which chance may explain (p ${pValue(against.value.pValue)})`;
  return `${forecasterNames[best]} lost least: QLIKE ${loss(best)} against ${loss('headline')} of the headline ${over}, ${chance}. ${band}`;
}
