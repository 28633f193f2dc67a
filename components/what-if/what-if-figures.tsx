import type { ReactNode } from 'react';
import { beta, decimal, interval, percent, percentInterval, signedDecimal, signedPoints } from '@/lib/format';
import type { BookDifference } from '@/lib/risk/book-difference';
import type { Estimate } from '@/lib/risk/estimate';
import type { PortfolioEstimates } from '@/lib/risk/portfolio-estimates';
import type { Difference } from '@/lib/risk/volatility-difference';
import { bookBehind } from '../risk/book-behind';
import { EstimateFigure } from '../risk/estimate-figure';
import type { Explanation } from '../risk/explanation';
import { ExplanationDetails } from '../risk/explanation-details';
import { concentrationExplanation } from '../risk/explanations/concentration';
import { expectedVolatilityExplanation } from '../risk/explanations/expected-volatility';
import { hhiExplanation } from '../risk/explanations/hhi';
import { largestPositionsExplanation } from '../risk/explanations/largest-positions';
import { marketBetaExplanation } from '../risk/explanations/market-beta';
import { realizedVolatilityExplanation } from '../risk/explanations/realized-volatility';
import type { Provenance } from '../risk/provenance';
import { Popover } from '../ui/popover';
import { PopoverTrigger } from '../ui/popover-trigger';
import { TableScroll } from '../ui/table-scroll';
import { figureChangeExplanation } from './change-explanations';
import { DifferenceCell } from './difference-cell';

type WhatIfFiguresProps = {
  difference: BookDifference;
  marketIndex: string;
  provenance: Provenance;
};

const excludedOf = ({ series }: PortfolioEstimates) => (series.status === 'measured' ? series.value.excluded : []);

type Row<Value> = {
  name: string;
  of: (estimates: PortfolioEstimates) => Estimate<Value>;
  number: (value: Value) => number;
  show: (value: Value) => string;
  /** A second line below it. */
  note?: (value: Value) => string | null;
  explain: (value: Value, estimates: PortfolioEstimates, id: string) => Explanation;
  apart: Estimate<Difference> | null;
  showDifference: (value: number) => string;
  showInterval: (low: number, high: number) => string;
};

const points = (value: number) => signedPoints(value, 2);
const pointsInterval = (low: number, high: number) => `${signedDecimal(low * 100)} to ${points(high)}`;

/** The figures of the book and of what might become of it, and how far they are apart. */
export function WhatIfFigures({ difference, marketIndex, provenance }: WhatIfFiguresProps) {
  const { before, after } = difference;
  const row = <Value,>({
    name,
    of,
    number,
    show,
    note,
    explain,
    apart,
    showDifference,
    showInterval,
  }: Row<Value>): ReactNode => {
    const [was, is] = [of(before), of(after)];
    const cell = (which: 'before' | 'after', estimates: PortfolioEstimates, estimate: Estimate<Value>) => (
      <td className={`number ${which === 'before' ? 'max-sm:hidden' : ''}`}>
        <EstimateFigure
          id={`what-if-${which}-${name.toLowerCase().replaceAll(/\W+/g, '-')}`}
          title={`${name}, ${which === 'before' ? 'now' : 'what if'}`}
          estimate={estimate}
          show={show}
          explain={(value, id) => explain(value, estimates, id)}
          provenance={{ ...provenance, book: bookBehind(estimates) }}
        />
        {note && estimate.status === 'measured' ? (
          <span className="block text-xs text-ink-faint">{note(estimate.value)}</span>
        ) : null}
      </td>
    );
    return (
      <tr key={name}>
        <th scope="row" className="pinned">
          {name}
        </th>
        {cell('before', before, was)}
        {cell('after', after, is)}
        <td className="number">
          <DifferenceCell
            estimate={apart}
            difference={
              was.status === 'measured' && is.status === 'measured' ? number(is.value) - number(was.value) : null
            }
            show={showDifference}
            showInterval={showInterval}
          />
        </td>
      </tr>
    );
  };
  const volatility = (name: string, days: 21 | 63) =>
    row({
      name,
      of: (estimates) => estimates.volatility[`realized${days}d`],
      number: (value) => value.volatilityAnnual,
      show: (value) => percent(value.volatilityAnnual),
      explain: (value, estimates, id) => realizedVolatilityExplanation(value, days, excludedOf(estimates), id),
      apart: difference[`realized${days}d`],
      showDifference: points,
      showInterval: pointsInterval,
    });
  const concentration = (
    name: string,
    number: (value: Concentration) => number,
    show: (value: number) => string,
    showDifference: (value: number) => string,
    explain: (value: Concentration, id: string) => Explanation,
  ) =>
    row<Concentration>({
      name,
      of: (estimates) => estimates.concentration,
      number,
      show: (value) => show(number(value)),
      explain: (value, _, id) => explain(value, id),
      apart: null,
      showDifference,
      showInterval: interval,
    });
  const change = figureChangeExplanation('what-if-change');
  return (
    <>
      <TableScroll label="Figures, now and what if">
        <table className="data-table">
          <thead>
            <tr>
              <th scope="col" className="pinned">
                Figure
              </th>
              <th scope="col" className="number max-sm:hidden">
                Now
              </th>
              <th scope="col" className="number">
                What if
              </th>
              <th scope="col" className="number">
                <PopoverTrigger target={change.id}>
                  Change, 95 %<span className="sr-only"> Explain its figures.</span>
                </PopoverTrigger>
              </th>
            </tr>
          </thead>
          <tbody>
            {row({
              name: 'Market beta',
              of: (estimates) => estimates.beta.direct90,
              number: (value) => value.beta,
              show: (value) => beta(value.beta),
              explain: (value, estimates, id) => marketBetaExplanation(value, marketIndex, excludedOf(estimates), id),
              apart: difference.beta,
              showDifference: (value) => signedDecimal(value, 3),
              showInterval: (low, high) => interval(low, high, 3),
            })}
            {volatility('Volatility, 21 days', 21)}
            {volatility('Volatility, 63 days', 63)}
            {row({
              name: 'Expected, next 21 days',
              of: (estimates) => estimates.volatility.forecast,
              number: (value) => value.volatilityAnnual,
              show: (value) => percent(value.volatilityAnnual),
              note: (value) =>
                value.band.status === 'measured'
                  ? `${percentInterval(value.band.value.lowAnnual, value.band.value.highAnnual, 0)} at 90 %`
                  : null,
              explain: (value, estimates, id) => expectedVolatilityExplanation(value, excludedOf(estimates), id),
              apart: difference.expected21d,
              showDifference: points,
              showInterval: pointsInterval,
            })}
            {concentration(
              'HHI, 0–10,000',
              ({ hhi }) => hhi,
              (value) => decimal(value, 0),
              (value) => signedDecimal(value, 0),
              hhiExplanation,
            )}
            {concentration(
              'Effective positions',
              ({ effectivePositions }) => effectivePositions,
              (value) => decimal(value, 1),
              (value) => signedDecimal(value, 2),
              concentrationExplanation,
            )}
            {concentration(
              'Largest 3',
              ({ top3 }) => top3,
              (value) => percent(value),
              (value) => points(value),
              (value, id) => largestPositionsExplanation(value, 3, id),
            )}
            {concentration(
              'Largest 10',
              ({ top10 }) => top10,
              (value) => percent(value),
              (value) => points(value),
              (value, id) => largestPositionsExplanation(value, 10, id),
            )}
          </tbody>
        </table>
      </TableScroll>
      <Popover id={change.id} title={change.title}>
        <ExplanationDetails explanation={change} provenance={{ ...provenance, book: bookBehind(after) }} />
      </Popover>
    </>
  );
}

type Concentration = Extract<PortfolioEstimates['concentration'], { status: 'measured' }>['value'];
