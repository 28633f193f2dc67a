import type { ReactNode } from 'react';
import { beta, count, day, decimal, emDash, interval, percent, pValue, signedPercent } from '@/lib/format';
import { vasicekBeta } from '@/lib/risk/adjusted-beta';
import type { Estimate } from '@/lib/risk/estimate';
import type { Exclusion } from '@/lib/risk/exclusion';
import type { DatedBeta } from '@/lib/risk/portfolio-betas';
import type { PortfolioEstimates } from '@/lib/risk/portfolio-estimates';
import { TableScroll } from '../ui/table-scroll';
import { EstimateFigure } from './estimate-figure';
import { EstimatePopover, EstimateTrigger } from './estimate-popover';
import { blumeBetaExplanation } from './explanations/blume-beta';
import { marketBetaExplanation } from './explanations/market-beta';
import { type SidedBeta, sidedBetaExplanation } from './explanations/sided-beta';
import { vasicekBetaExplanation } from './explanations/vasicek-beta';
import { weightedBetaExplanation } from './explanations/weighted-beta';
import { welchBetaExplanation } from './explanations/welch-beta';
import type { Provenance } from './provenance';

type BetaCoefficientsProps = {
  estimates: PortfolioEstimates['beta'];
  excluded: readonly Exclusion[];
  marketIndex: string;
  provenance: Provenance;
};

/** What a regression says, a row each: name, and the figure as it is read. */
const regressionRows: readonly (readonly [term: string, show: (value: DatedBeta) => string])[] = [
  ['Beta', (value) => beta(value.beta)],
  ['95 % interval, HC3', (value) => interval(value.betaLow, value.betaHigh)],
  ['Standard error, HC3', (value) => decimal(value.betaStandardErrorHc3, 3)],
  ['Standard error, classical', (value) => decimal(value.betaStandardError, 3)],
  ['Standard error, Newey–West', (value) => decimal(value.betaStandardErrorNeweyWest, 3)],
  ['p of β = 0, HC3', (value) => pValue(value.pValueHc3)],
  ['p of β = 0, classical', (value) => pValue(value.pValue)],
  ['p of β = 1, HC3', (value) => pValue(value.pValueOfOneHc3)],
  ['R²', (value) => percent(value.rSquared)],
  ['Alpha, a day', (value) => signedPercent(value.alpha, 3)],
  ['Returns used', (value) => `${count(value.observations)}, ${count(value.dropped)} dropped`],
  ['From', (value) => day(value.firstDate)],
  ['To', (value) => day(value.lastDate)],
];

/** The regressions on the index, column by column, and the other betas below them. */
export function BetaCoefficients({ estimates, excluded, marketIndex, provenance }: BetaCoefficientsProps) {
  const windows: readonly { days: number; estimate: Estimate<DatedBeta> }[] = [
    { days: 90, estimate: estimates.direct90 },
    { days: 252, estimate: estimates.direct252 },
  ];
  const sided = (side: 'up' | 'down', estimate: Estimate<SidedBeta>) => (
    <EstimateFigure
      id={`beta-${side}`}
      title={side === 'up' ? 'Beta on rising days' : 'Beta on falling days'}
      estimate={estimate}
      show={(value) => `${beta(value.beta)} ${interval(value.low, value.high)}`}
      explain={(value, id) => sidedBetaExplanation(value, side, marketIndex, id)}
      provenance={provenance}
    />
  );
  const days = (estimate: Estimate<{ readonly observations: number }>) =>
    estimate.status === 'measured' ? count(estimate.value.observations) : emDash;
  return (
    <div className="flex flex-col">
      <TableScroll label="Regressions, table">
        <table className="data-table whitespace-nowrap">
          <thead>
            <tr>
              <th scope="col" className="pinned">
                Least squares on {marketIndex}
              </th>
              {windows.map((window) => (
                <th key={window.days} scope="col" className="number">
                  {window.days} days
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {regressionRows.map(([term, show]) => (
              <tr key={term}>
                <th scope="row" className="pinned">
                  {term}
                </th>
                {windows.map((window) => (
                  <td key={window.days} className="number">
                    <EstimateTrigger
                      id={`coefficients-${window.days}`}
                      title={`${term}, ${window.days} days`}
                      estimate={window.estimate}
                      show={show}
                    />
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </TableScroll>
      <TableScroll label="Other betas, table" className="border-t border-rule">
        <table className="data-table whitespace-nowrap">
          <thead>
            <tr>
              <th scope="col" className="pinned">
                Other betas
              </th>
              <th scope="col" className="number">
                Beta
              </th>
              <th scope="col" className="number">
                Days
              </th>
            </tr>
          </thead>
          <tbody>
            {windows.map((window) => (
              <OtherBeta
                key={window.days}
                name={`Blume, of ${window.days} days`}
                days={days(window.estimate)}
                figure={
                  <EstimateFigure
                    id={`beta-blume-${window.days}`}
                    title={`Blume beta, ${window.days} days`}
                    estimate={window.estimate}
                    show={(value) => beta(value.blumeBeta)}
                    explain={blumeBetaExplanation}
                    provenance={provenance}
                  />
                }
              />
            ))}
            {windows.map((window) => (
              <OtherBeta
                key={window.days}
                name={`Vasicek, of ${window.days} days`}
                days={days(window.estimate)}
                figure={
                  <EstimateFigure
                    id={`beta-vasicek-${window.days}`}
                    title={`Vasicek beta, ${window.days} days`}
                    estimate={window.estimate}
                    show={(value) => beta(vasicekBeta(value.beta, value.betaStandardError))}
                    explain={vasicekBetaExplanation}
                    provenance={provenance}
                  />
                }
              />
            ))}
            <OtherBeta
              name="Welch"
              days={days(estimates.welch)}
              figure={
                <EstimateFigure
                  id="beta-welch"
                  title="Welch beta"
                  estimate={estimates.welch}
                  show={(value) => beta(value.beta)}
                  explain={(value, id) => welchBetaExplanation(value, marketIndex, id)}
                  provenance={provenance}
                />
              }
            />
            <OtherBeta name={`${marketIndex} rises`} days={days(estimates.up)} figure={sided('up', estimates.up)} />
            <OtherBeta
              name={`${marketIndex} falls`}
              days={days(estimates.down)}
              figure={sided('down', estimates.down)}
            />
            <OtherBeta
              name="By positions, Σ wβ"
              days={days(estimates.weighted)}
              figure={
                <EstimateFigure
                  id="beta-weighted"
                  title="Beta by positions"
                  estimate={estimates.weighted}
                  show={(value) => beta(value.beta)}
                  explain={(value, id) => weightedBetaExplanation(value, marketIndex, id)}
                  provenance={provenance}
                />
              }
            />
          </tbody>
        </table>
      </TableScroll>
      {windows.map((window) => (
        <EstimatePopover
          key={window.days}
          id={`coefficients-${window.days}`}
          title={`Market beta, ${window.days} days`}
          estimate={window.estimate}
          explain={(value, id) => marketBetaExplanation(value, marketIndex, excluded, id, window.days)}
          provenance={provenance}
        />
      ))}
    </div>
  );
}

function OtherBeta({ name, figure, days }: { name: string; figure: ReactNode; days: string }) {
  return (
    <tr>
      <th scope="row" className="pinned">
        {name}
      </th>
      <td className="number">{figure}</td>
      <td className="number">{days}</td>
    </tr>
  );
}
