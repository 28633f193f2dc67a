import type { ReactNode } from 'react';
import { beta, count, day, decimal, emDash, interval, percent, pValue, signedPercent } from '@/lib/format';
import { blumeBeta, vasicekBeta } from '@/lib/risk/adjusted-beta';
import { type Reason, unavailable } from '@/lib/risk/estimate';
import { PopoverTrigger } from '../ui/popover-trigger';
import { TableScroll } from '../ui/table-scroll';
import { ExplainedFigure } from './explained-figure';
import { positionBetaExplanation, positionDrawnBetaExplanation } from './explanations/position';
import type { PositionRegression } from './position-measures';
import type { Provenance } from './provenance';
import { UnavailableFigure } from './unavailable-figure';

type PositionBetasProps = {
  symbol: string;
  marketIndex: string;
  regressions: readonly PositionRegression[];
  provenance: Provenance;
};

const rows: readonly (readonly [term: string, show: (one: PositionRegression) => string])[] = [
  ['95 % interval, HC3', (one) => interval(one.ci95Low, one.ci95High)],
  ['Standard error, HC3', (one) => decimal(one.hc3StdError, 3)],
  ['Standard error, classical', (one) => decimal(one.stdError, 3)],
  ['Standard error, Newey–West', (one) => decimal(one.nwStdError, 3)],
  ['p of β = 0, HC3', (one) => pValue(one.hc3PZero)],
  ['p of β = 0, classical', (one) => pValue(one.pValue)],
  ['p of β = 1, HC3', (one) => pValue(one.hc3POne)],
  ['R²', (one) => percent(one.rSquared)],
  ['Alpha, a day', (one) => signedPercent(one.alpha, 3)],
  ['Returns used', (one) => `${count(one.observations)}, ${count(one.dropped)} dropped`],
  ['From', (one) => day(one.firstDate)],
  ['To', (one) => day(one.lastDate)],
];

/** The regressions of one security on the index, window by window, and the betas drawn from them. */
export function PositionBetas({ symbol, marketIndex, regressions, provenance }: PositionBetasProps) {
  const windows = regressions.filter(({ method }) => method === 'OLS_SIMPLE');
  const welch = regressions.find(({ method }) => method === 'WELCH');
  const figure = (one: PositionRegression, id: string, title: string, value: number | null): ReactNode =>
    value === null ? (
      <UnavailableFigure
        id={id}
        title={title}
        absence={unavailable((one.reason ?? 'not_finite') as Reason, one.observations, one.required)}
      />
    ) : (
      <ExplainedFigure explanation={positionBetaExplanation(one, symbol, marketIndex, id)} provenance={provenance}>
        {beta(value)}
      </ExplainedFigure>
    );
  const drawn = (one: PositionRegression, way: 'blume' | 'vasicek', value: number): ReactNode => (
    <ExplainedFigure
      explanation={positionDrawnBetaExplanation(one, way, symbol, `position-${way}-${one.windowDays}`)}
      provenance={provenance}
    >
      {beta(value)}
    </ExplainedFigure>
  );
  return (
    <TableScroll label={`Betas of ${symbol}, table`}>
      <table className="data-table whitespace-nowrap">
        <thead>
          <tr>
            <th scope="col" className="pinned">
              Against {marketIndex}
            </th>
            {windows.map(({ windowDays }) => (
              <th key={windowDays} scope="col" className="number">
                {windowDays} days
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          <tr>
            <th scope="row" className="pinned">
              Beta
            </th>
            {windows.map((one) => (
              <td key={one.windowDays} className="number font-semibold">
                {figure(one, `position-beta-${one.windowDays}`, `Beta, ${one.windowDays} days`, one.beta)}
              </td>
            ))}
          </tr>
          {rows.map(([term, show]) => (
            <tr key={term}>
              <th scope="row" className="pinned">
                {term}
              </th>
              {windows.map((one) => (
                <td key={one.windowDays} className="number">
                  {one.beta === null ? (
                    term === 'Returns used' ? (
                      show(one)
                    ) : (
                      emDash
                    )
                  ) : (
                    <PopoverTrigger target={`position-beta-${one.windowDays}`}>
                      {show(one)}
                      <span className="sr-only">
                        {' '}
                        Explain {term}, {one.windowDays} days.
                      </span>
                    </PopoverTrigger>
                  )}
                </td>
              ))}
            </tr>
          ))}
          <tr>
            <th scope="row" className="pinned">
              Blume, ⅔ · β + ⅓
            </th>
            {windows.map((one) => (
              <td key={one.windowDays} className="number">
                {one.beta === null ? emDash : drawn(one, 'blume', blumeBeta(one.beta))}
              </td>
            ))}
          </tr>
          <tr>
            <th scope="row" className="pinned">
              Vasicek, towards 1 by its error
            </th>
            {windows.map((one) => (
              <td key={one.windowDays} className="number">
                {one.beta === null || one.stdError === null
                  ? emDash
                  : drawn(one, 'vasicek', vasicekBeta(one.beta, one.stdError))}
              </td>
            ))}
          </tr>
          {welch ? (
            <tr>
              <th scope="row" className="pinned">
                Welch, 504 days
              </th>
              <td className="number">{figure(welch, 'position-beta-welch', 'Welch beta', welch.beta)}</td>
              {windows.slice(1).map(({ windowDays }) => (
                <td key={windowDays} />
              ))}
            </tr>
          ) : null}
        </tbody>
      </table>
    </TableScroll>
  );
}
