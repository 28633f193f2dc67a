import { decimal, percent, percentileOrdinal, pValue } from '@/lib/format';
import type { Exclusion } from '@/lib/risk/exclusion';
import type { VolatilityEstimates } from '@/lib/risk/volatility-estimates';
import { Bullet } from '../charts/bullet';
import { Panel } from '../ui/panel';
import { EstimateFigure } from './estimate-figure';
import { EstimateTrigger } from './estimate-popover';
import { harExplanation } from './explanations/har';
import { volatilityPercentileExplanation } from './explanations/volatility-percentile';
import { volatilityTrendExplanation } from './explanations/volatility-trend';
import { FigureLine } from './figure-line';
import type { Provenance } from './provenance';
import { reasonInShort } from './reason-words';
import { trendWords } from './trend-words';

type StandingPanelProps = {
  volatility: VolatilityEstimates;
  excluded: readonly Exclusion[];
  provenance: Provenance;
};

/** The z that is drawn at either end; beyond it the mark stays at the end. */
const widestZ = 4;
const criticalZ = 1.96;
const placeOfZ = (z: number) => (z + widestZ) / (2 * widestZ);

/** Where today's volatility stands in its own past, whether it has changed, and what the regression sees. */
export function StandingPanel({ volatility, excluded, provenance }: StandingPanelProps) {
  const { percentile, trend, har } = volatility;
  return (
    <Panel id="standing" title="Where it stands" subtitle="In its own past year, and against the quarter before">
      <FigureLine
        entries={[
          {
            term: 'Percentile',
            value: (
              <EstimateFigure
                id="standing-percentile"
                title="Volatility percentile"
                estimate={percentile}
                show={(value) => percentileOrdinal(value.percentile)}
                explain={(value, id) => volatilityPercentileExplanation(value, excluded, id)}
                provenance={provenance}
              />
            ),
          },
        ]}
      />
      {percentile.status === 'measured' ? (
        <>
          <Bullet
            place={percentile.value.percentile}
            ordinary={[0.25, 0.75]}
            ticks={[
              { place: 0, label: 'calmest' },
              { place: 0.25, label: '25th' },
              { place: 0.75, label: '75th' },
              { place: 1, label: 'wildest' },
            ]}
            label={`The ${percentileOrdinal(percentile.value.percentile)} percentile of the last year`}
          />
          <p className="mt-2 mb-5 text-sm text-ink-soft">
            Among {decimal(percentile.value.values, 0)} daily values that share most of their returns: they hold about{' '}
            {decimal(percentile.value.independentWindows, 0)} independent months. Read it as a hint.
          </p>
        </>
      ) : (
        <p className="mb-5 text-sm text-ink-soft">Percentile unavailable: {reasonInShort(percentile)}.</p>
      )}
      <FigureLine
        entries={[
          {
            term: 'Month over the quarter before',
            value: (
              <EstimateFigure
                id="standing-ratio"
                title="Volatility trend"
                estimate={trend}
                show={(value) => `${decimal(value.ratio, 2)} ×`}
                explain={(value, id) => volatilityTrendExplanation(value, excluded, id)}
                provenance={provenance}
              />
            ),
          },
          {
            term: 'z',
            value: (
              <EstimateTrigger id="standing-ratio" title="z" estimate={trend} show={(value) => decimal(value.z, 2)} />
            ),
          },
          {
            term: 'p',
            value: (
              <EstimateTrigger id="standing-ratio" title="p" estimate={trend} show={(value) => pValue(value.pValue)} />
            ),
          },
        ]}
      />
      {trend.status === 'measured' ? (
        <>
          <Bullet
            place={placeOfZ(trend.value.z)}
            ordinary={[placeOfZ(-criticalZ), placeOfZ(criticalZ)]}
            ticks={[
              { place: 0, label: 'calmer' },
              { place: placeOfZ(-criticalZ), label: `z ${decimal(-criticalZ, 2)}` },
              { place: placeOfZ(criticalZ), label: `z ${decimal(criticalZ, 2)}` },
              { place: 1, label: 'elevated' },
            ]}
            label={`z ${decimal(trend.value.z, 2)}: ${trendWords[trend.value.label]}`}
          />
          <p className="mt-2 mb-5 text-sm text-ink-soft">
            {trendWords[trend.value.label].replace(/^./, (letter) => letter.toUpperCase())}. Within the shaded part
            chance alone explains the difference nineteen times in twenty.
          </p>
        </>
      ) : (
        <p className="mb-5 text-sm text-ink-soft">Trend unavailable: {reasonInShort(trend)}.</p>
      )}
      <FigureLine
        entries={(
          [
            ['HAR: day', (value) => percent(value.dailyAnnual)],
            ['week', (value) => percent(value.weeklyAnnual)],
            ['month', (value) => percent(value.monthlyAnnual)],
            ['R² of the model', (value) => percent(value.rSquared, 0)],
          ] satisfies [string, (value: Extract<typeof har, { status: 'measured' }>['value']) => string][]
        ).map(([term, show]) => ({
          term,
          value: (
            <EstimateFigure
              id={`har-${term.replaceAll(/\W+/g, '-')}`}
              title={`HAR, ${term}`}
              estimate={har}
              show={show}
              explain={(value, id) => harExplanation(value, excluded, id)}
              provenance={provenance}
            />
          ),
        }))}
      />
    </Panel>
  );
}
