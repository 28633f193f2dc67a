import {
  beta,
  count,
  decimal,
  interval,
  percent,
  percentInterval,
  percentileOrdinal,
  signedDecimal,
  signedPoints,
} from '@/lib/format';
import type { Estimate } from '@/lib/risk/estimate';
import type { PortfolioEstimates } from '@/lib/risk/portfolio-estimates';
import { changeInWords } from '../risk/change-in-words';
import { EstimateFigure } from '../risk/estimate-figure';
import type { Explanation } from '../risk/explanation';
import { concentrationExplanation } from '../risk/explanations/concentration';
import { drawdownExplanation } from '../risk/explanations/drawdown';
import { expectedVolatilityExplanation } from '../risk/explanations/expected-volatility';
import { largestPositionsExplanation } from '../risk/explanations/largest-positions';
import { marketBetaExplanation } from '../risk/explanations/market-beta';
import { realizedVolatilityExplanation } from '../risk/explanations/realized-volatility';
import { valueAtRiskExplanation } from '../risk/explanations/value-at-risk';
import { volatilityPercentileExplanation } from '../risk/explanations/volatility-percentile';
import { weightedBetaExplanation } from '../risk/explanations/weighted-beta';
import type { Provenance } from '../risk/provenance';
import { trendWords } from '../risk/trend-words';
import { TableScroll } from '../ui/table-scroll';

type ReportFiguresProps = {
  estimates: PortfolioEstimates;
  previous: { readonly asOf: string; readonly estimates: PortfolioEstimates } | null;
  marketIndex: string;
  provenance: Provenance;
};

type Row<Value> = {
  name: string;
  of: (estimates: PortfolioEstimates) => Estimate<Value>;
  number: (value: Value) => number;
  show: (value: Value) => string;
  beside: (value: Value) => string;
  showDifference: (difference: number) => string;
  explain: (value: Value, id: string) => Explanation;
};

/** The figures of a page to be printed, a line each: what it is, how sure, and what changed. */
export function ReportFigures({ estimates, previous, marketIndex, provenance }: ReportFiguresProps) {
  const excluded = estimates.series.status === 'measured' ? estimates.series.value.excluded : [];
  const { trend } = estimates.volatility;
  const row = <Value,>({ name, of, number, show, beside, showDifference, explain }: Row<Value>) => {
    const estimate = of(estimates);
    const change = changeInWords(
      estimate,
      previous && of(previous.estimates),
      previous?.asOf ?? null,
      number,
      showDifference,
    );
    return (
      <tr key={name}>
        <th scope="row">{name}</th>
        <td className="number font-semibold">
          <EstimateFigure
            id={`report-${name.toLowerCase().replaceAll(/\W+/g, '-')}`}
            title={name}
            estimate={estimate}
            show={show}
            explain={explain}
            provenance={provenance}
          />
        </td>
        <td className="text-ink-soft">{estimate.status === 'measured' ? beside(estimate.value) : null}</td>
        <td className="number text-ink-soft max-sm:hidden">{change}</td>
      </tr>
    );
  };
  return (
    <TableScroll label="Key figures, table">
      <table className="data-table report-table">
        <caption className="sr-only">Key figures</caption>
        <thead>
          <tr>
            <th scope="col">Key figures</th>
            <th scope="col" className="number">
              Value
            </th>
            <th scope="col">How sure</th>
            <th scope="col" className="number max-sm:hidden">
              Change
            </th>
          </tr>
        </thead>
        <tbody>
          {row({
            name: 'Market beta',
            of: ({ beta: one }) => one.direct90,
            number: (value) => value.beta,
            show: (value) => beta(value.beta),
            beside: (value) =>
              `${interval(value.betaLow, value.betaHigh)} at 95 %, R²\u00a0${percent(value.rSquared, 0)}`,
            showDifference: (value) => signedDecimal(value),
            explain: (value, id) => marketBetaExplanation(value, marketIndex, excluded, id),
          })}
          {row({
            name: 'Beta by positions',
            of: ({ beta: one }) => one.weighted,
            number: (value) => value.beta,
            show: (value) => beta(value.beta),
            beside: (value) => `${percent(value.coverage, 0)} of gross covered`,
            showDifference: (value) => signedDecimal(value),
            explain: (value, id) => weightedBetaExplanation(value, marketIndex, id),
          })}
          {row({
            name: 'Volatility, 21 days',
            of: ({ volatility }) => volatility.realized21d,
            number: (value) => value.volatilityAnnual,
            show: (value) => percent(value.volatilityAnnual),
            beside: (value) =>
              `± ${percent(value.standardErrorAnnual)}${trend.status === 'measured' ? `; ${trendWords[trend.value.label]}` : ''}`,
            showDifference: (value) => signedPoints(value),
            explain: (value, id) => realizedVolatilityExplanation(value, 21, excluded, id),
          })}
          {row({
            name: 'Volatility, 63 days',
            of: ({ volatility }) => volatility.realized63d,
            number: (value) => value.volatilityAnnual,
            show: (value) => percent(value.volatilityAnnual),
            beside: (value) => `± ${percent(value.standardErrorAnnual)}`,
            showDifference: (value) => signedPoints(value),
            explain: (value, id) => realizedVolatilityExplanation(value, 63, excluded, id),
          })}
          {row({
            name: 'Expected, next 21 days',
            of: ({ volatility }) => volatility.forecast,
            number: (value) => value.volatilityAnnual,
            show: (value) => percent(value.volatilityAnnual),
            beside: (value) =>
              value.band.status === 'measured'
                ? `${percentInterval(value.band.value.lowAnnual, value.band.value.highAnnual)} at 90 %`
                : '',
            showDifference: (value) => signedPoints(value),
            explain: (value, id) => expectedVolatilityExplanation(value, excluded, id),
          })}
          {row({
            name: 'Volatility percentile',
            of: ({ volatility }) => volatility.percentile,
            number: (value) => value.percentile,
            show: (value) => percentileOrdinal(value.percentile),
            beside: (value) => `about ${decimal(value.independentWindows, 0)} independent months`,
            showDifference: (value) => signedPoints(value),
            explain: (value, id) => volatilityPercentileExplanation(value, excluded, id),
          })}
          {row({
            name: 'Effective positions',
            of: ({ concentration }) => concentration,
            number: (value) => value.effectivePositions,
            show: (value) => decimal(value.effectivePositions, 1),
            beside: (value) => `of ${count(value.symbols)}; HHI ${decimal(value.hhi, 0)}`,
            showDifference: (value) => signedDecimal(value, 1),
            explain: concentrationExplanation,
          })}
          {row({
            name: 'Largest 10',
            of: ({ concentration }) => concentration,
            number: (value) => value.top10,
            show: (value) => percent(value.top10),
            beside: (value) => `largest 3: ${percent(value.top3)}`,
            showDifference: (value) => signedPoints(value),
            explain: (value, id) => largestPositionsExplanation(value, 10, id),
          })}
          {row({
            name: 'Value at risk, 95 %, a day',
            of: (one) => one.valueAtRisk95,
            number: (value) => value.valueAtRiskDaily,
            show: (value) => percent(value.valueAtRiskDaily, 2),
            beside: (value) => `shortfall ${percent(value.expectedShortfallDaily, 2)}`,
            showDifference: (value) => signedPoints(value, 2),
            explain: valueAtRiskExplanation,
          })}
          {row({
            name: 'Maximum drawdown',
            of: (one) => one.drawdown,
            number: (value) => value.drawdown,
            show: (value) => percent(value.drawdown),
            beside: (value) => `over ${count(value.observations)} returns`,
            showDifference: (value) => signedPoints(value),
            explain: drawdownExplanation,
          })}
        </tbody>
      </table>
    </TableScroll>
  );
}
