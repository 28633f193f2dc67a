import type { ReactNode } from 'react';
import { count, emDash, percent, percentInterval, period } from '@/lib/format';
import type { Estimate } from '@/lib/risk/estimate';
import type { Exclusion } from '@/lib/risk/exclusion';
import type { DatedWindow, RealizedOverWindow, VolatilityEstimates } from '@/lib/risk/volatility-estimates';
import { IntervalMark } from '../charts/interval-mark';
import { sharedDomain } from '../charts/sparkline-path';
import { TableScroll } from '../ui/table-scroll';
import { EstimateFigure } from './estimate-figure';
import { ewmaExplanation } from './explanations/ewma';
import { expectedVolatilityExplanation } from './explanations/expected-volatility';
import { harExplanation } from './explanations/har';
import { realizedVolatilityExplanation } from './explanations/realized-volatility';
import type { Provenance } from './provenance';

type ForecastTableProps = {
  volatility: VolatilityEstimates;
  excluded: readonly Exclusion[];
  provenance: Provenance;
};

type Mark = { readonly value: number; readonly low: number | null; readonly high: number | null };
type Row = {
  readonly name: string;
  readonly figure: ReactNode;
  readonly mark: Mark | null;
  /** What the range is: a band of outcomes, an interval of sampling. */
  readonly range: string;
  readonly window: Estimate<DatedWindow>;
};

const twoSidedNormal = 1.96;

const realizedMark = (estimate: Estimate<RealizedOverWindow>): Mark | null => {
  if (estimate.status === 'unavailable') return null;
  const { volatilityAnnual: value, standardErrorAnnual } = estimate.value;
  const reach = twoSidedNormal * standardErrorAnnual;
  return { value, low: Math.max(0, value - reach), high: value + reach };
};

/** What was and what is expected, on one scale: the headline forecast, its two parts, and realized windows. */
export function ForecastTable({ volatility, excluded, provenance }: ForecastTableProps) {
  const { forecast, har, realized21d, realized63d, realized252d } = volatility;
  const band =
    forecast.status === 'measured' && forecast.value.band.status === 'measured' ? forecast.value.band.value : null;
  const alone = (value: number): Mark => ({ value, low: null, high: null });
  const realized = (days: number, estimate: Estimate<RealizedOverWindow>): Row => ({
    name: `Last ${days} days`,
    figure: (
      <EstimateFigure
        id={`realized-${days}`}
        title={`Realized volatility, ${days} days`}
        estimate={estimate}
        show={(value) => percent(value.volatilityAnnual)}
        explain={(value, id) => realizedVolatilityExplanation(value, days, excluded, id)}
        provenance={provenance}
      />
    ),
    mark: realizedMark(estimate),
    range: '95 % of sampling',
    window: estimate,
  });
  const rows: readonly Row[] = [
    {
      name: 'Next 21 days, headline',
      figure: (
        <EstimateFigure
          id="headline"
          title="Expected volatility"
          estimate={forecast}
          show={(value) => percent(value.volatilityAnnual)}
          explain={(value, id) => expectedVolatilityExplanation(value, excluded, id)}
          provenance={provenance}
        />
      ),
      mark:
        forecast.status === 'measured'
          ? { value: forecast.value.volatilityAnnual, low: band?.lowAnnual ?? null, high: band?.highAnnual ?? null }
          : null,
      range: '90 % of outcomes',
      window: forecast,
    },
    {
      name: 'HAR alone',
      figure: (
        <EstimateFigure
          id="har"
          title="HAR forecast alone"
          estimate={har}
          show={(value) => percent(value.volatilityAnnual)}
          explain={(value, id) => harExplanation(value, excluded, id)}
          provenance={provenance}
        />
      ),
      mark: har.status === 'measured' ? alone(har.value.volatilityAnnual) : null,
      range: '',
      window: har,
    },
    {
      name: 'EWMA alone',
      figure: (
        <EstimateFigure
          id="ewma"
          title="EWMA forecast alone"
          estimate={forecast}
          show={(value) => percent(value.ewmaAnnual)}
          explain={(value, id) => ewmaExplanation(value, excluded, id)}
          provenance={provenance}
        />
      ),
      mark: forecast.status === 'measured' ? alone(forecast.value.ewmaAnnual) : null,
      range: '',
      window: forecast,
    },
    realized(21, realized21d),
    realized(63, realized63d),
    realized(252, realized252d),
  ];
  const domain = sharedDomain([[0], rows.flatMap(({ mark }) => (mark ? [mark.value, mark.low, mark.high] : []))]);
  return (
    <TableScroll label="Forecasts and realized volatility, table">
      <table className="data-table whitespace-nowrap">
        <thead>
          <tr>
            <th scope="col" className="pinned">
              A year
            </th>
            <th scope="col" className="number">
              Volatility
            </th>
            <th scope="col">On one scale</th>
            <th scope="col">Range</th>
            <th scope="col" className="number">
              Returns
            </th>
            <th scope="col">Window</th>
          </tr>
        </thead>
        <tbody>
          {rows.map(({ name, figure, mark, range, window }) => (
            <tr key={name}>
              <th scope="row" className="pinned">
                {name}
              </th>
              <td className="number font-semibold">{figure}</td>
              <td>{mark && domain ? <IntervalMark {...mark} domain={domain} /> : null}</td>
              <td>
                {mark && mark.low !== null ? (
                  <>
                    {percentInterval(mark.low, mark.high)} <span className="text-ink-faint">{range}</span>
                  </>
                ) : (
                  emDash
                )}
              </td>
              <td className="number">{window.status === 'measured' ? count(window.value.observations) : emDash}</td>
              <td>{window.status === 'measured' ? period(window.value.firstDate, window.value.lastDate) : emDash}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </TableScroll>
  );
}
