import { count, day, decimal, percent, period, pValue, signedPercent } from '@/lib/format';
import type { PortfolioEstimates } from '@/lib/risk/portfolio-estimates';
import { Panel } from '../ui/panel';
import { TableScroll } from '../ui/table-scroll';
import { EstimateFigure } from './estimate-figure';
import { EstimatePopover, EstimateTrigger } from './estimate-popover';
import { drawdownExplanation } from './explanations/drawdown';
import { valueAtRiskExplanation } from './explanations/value-at-risk';
import { valueAtRiskBacktestExplanation } from './explanations/value-at-risk-backtest';
import { FigureLine } from './figure-line';
import type { Provenance } from './provenance';

type LossesPanelProps = {
  estimates: Pick<
    PortfolioEstimates,
    'valueAtRisk95' | 'valueAtRisk99' | 'backtest95' | 'backtest99' | 'drawdown' | 'worstDays' | 'series'
  >;
  provenance: Provenance;
};

/** What bad days and bad times cost, by what the holdings of now would have gone through. */
export function LossesPanel({ estimates, provenance }: LossesPanelProps) {
  const { drawdown, worstDays, series } = estimates;
  const levels = [
    { level: 95, loss: estimates.valueAtRisk95, backtest: estimates.backtest95 },
    { level: 99, loss: estimates.valueAtRisk99, backtest: estimates.backtest99 },
  ];
  return (
    <Panel
      id="losses"
      title="Losses"
      subtitle="A day, as parts of the portfolio; historical, no distribution assumed"
      footer={
        series.status === 'measured'
          ? `Worst days and drawdown from ${count(series.value.observations)} returns, ${period(series.value.firstDate, series.value.lastDate)}. What is owned now, not what the account did.`
          : 'What is owned now, not what the account did.'
      }
      flush
    >
      <TableScroll label="Value at risk, table">
        <table className="data-table whitespace-nowrap">
          <thead>
            <tr>
              <th scope="col" className="pinned">
                Level
              </th>
              {['Value at risk', 'Expected shortfall', 'Returns', 'Larger losses', 'Expected', 'p'].map((head) => (
                <th key={head} scope="col" className="number">
                  {head}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {levels.map(({ level, loss, backtest }) => {
              const lossId = `value-at-risk-${level}`;
              const testId = `backtest-${level}`;
              const name = `Value at risk, ${level} %`;
              return (
                <tr key={level}>
                  <th scope="row" className="pinned">
                    {level} %
                  </th>
                  <td className="number">
                    <EstimateTrigger
                      id={lossId}
                      title={name}
                      estimate={loss}
                      show={(value) => percent(value.valueAtRiskDaily, 2)}
                    />
                    <EstimatePopover
                      id={lossId}
                      title={name}
                      estimate={loss}
                      explain={valueAtRiskExplanation}
                      provenance={provenance}
                    />
                  </td>
                  <td className="number">
                    <EstimateTrigger
                      id={lossId}
                      title={`Expected shortfall, ${level} %`}
                      estimate={loss}
                      show={(value) => percent(value.expectedShortfallDaily, 2)}
                    />
                  </td>
                  <td className="number">
                    <EstimateTrigger
                      id={lossId}
                      title={`Returns, ${level} %`}
                      estimate={loss}
                      show={(value) => count(value.observations)}
                    />
                  </td>
                  <td className="number">
                    <EstimateTrigger
                      id={testId}
                      title={`Backtest, ${level} %`}
                      estimate={backtest}
                      show={(value) => `${count(value.exceedances)} of ${count(value.observations)} days`}
                    />
                    <EstimatePopover
                      id={testId}
                      title={`Backtest of value at risk, ${level} %`}
                      estimate={backtest}
                      explain={valueAtRiskBacktestExplanation}
                      provenance={provenance}
                    />
                  </td>
                  <td className="number">
                    <EstimateTrigger
                      id={testId}
                      title={`Larger losses expected, ${level} %`}
                      estimate={backtest}
                      show={(value) => decimal(value.expected, 1)}
                    />
                  </td>
                  <td className="number">
                    <EstimateTrigger
                      id={testId}
                      title={`p of the backtest, ${level} %`}
                      estimate={backtest}
                      show={(value) => pValue(value.pValue)}
                    />
                  </td>
                </tr>
              );
            })}
          </tbody>
        </table>
      </TableScroll>
      <div className="border-t border-rule px-4 pt-4 sm:px-5">
        <FigureLine
          entries={[
            {
              term: 'Maximum drawdown',
              value: (
                <EstimateFigure
                  id="drawdown"
                  title="Maximum drawdown"
                  estimate={drawdown}
                  show={(value) => percent(value.drawdown)}
                  explain={drawdownExplanation}
                  provenance={provenance}
                />
              ),
            },
            ...(
              [
                ['From its high on', (value) => day(value.peakDate)],
                ['To', (value) => day(value.troughDate)],
                ['Reached again', (value) => (value.recoveryDate === null ? 'not yet' : day(value.recoveryDate))],
              ] satisfies [string, (value: Extract<typeof drawdown, { status: 'measured' }>['value']) => string][]
            ).map(([term, show]) => ({
              term,
              value: <EstimateTrigger id="drawdown" title={term} estimate={drawdown} show={show} />,
            })),
          ]}
        />
      </div>
      {worstDays.length > 0 ? (
        <TableScroll label="Worst days, table" className="max-h-72 border-t border-rule">
          <table className="data-table">
            <thead className="stuck">
              <tr>
                <th scope="col">Worst days</th>
                <th scope="col" className="number">
                  Return
                </th>
              </tr>
            </thead>
            <tbody>
              {worstDays.map((one) => (
                <tr key={one.date}>
                  <th scope="row">{day(one.date)}</th>
                  <td className="number">{signedPercent(one.return, 2)}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </TableScroll>
      ) : null}
    </Panel>
  );
}
