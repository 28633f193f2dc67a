import type { ReactNode } from 'react';
import { count, decimal, emDash, percent, percentInterval, percentileOrdinal, period, pValue } from '@/lib/format';
import { type Reason, unavailable } from '@/lib/risk/estimate';
import type { DatedWindow } from '@/lib/risk/volatility-estimates';
import { type ForecastOutcome, outcomeWords } from '../charts/forecast-outcome';
import { IntervalMark } from '../charts/interval-mark';
import { sharedDomain } from '../charts/sparkline-path';
import { PopoverTrigger } from '../ui/popover-trigger';
import { TableScroll } from '../ui/table-scroll';
import { ExplainedFigure } from './explained-figure';
import { positionVolatilityExplanation } from './explanations/position';
import { FigureLine } from './figure-line';
import type { PositionVolatility } from './position-measures';
import type { Provenance } from './provenance';
import { trendWords } from './trend-words';
import { UnavailableFigure } from './unavailable-figure';

type PositionVolatilitiesProps = {
  symbol: string;
  volatility: PositionVolatility;
  /** What the days of the forecast brought, once they have passed. */
  outcome?: ForecastOutcome;
  /** Dates so many of its newest returns, where they can be dated. */
  windowOf: (returns: number) => DatedWindow | undefined;
  provenance: Provenance;
};

type What = Parameters<typeof positionVolatilityExplanation>[1];

/** What was and what is expected of one security, on one scale, where it stands, and whether it has changed. */
export function PositionVolatilities(props: PositionVolatilitiesProps) {
  const { symbol, volatility, outcome, windowOf, provenance } = props;
  const figure = (what: What, field: string, title: string, shown: string | null, days?: number): ReactNode => {
    const id = `position-${what}${days ?? ''}`;
    if (shown !== null)
      return (
        <ExplainedFigure
          explanation={positionVolatilityExplanation(volatility, what, symbol, id, windowOf, days)}
          provenance={provenance}
        >
          {shown}
        </ExplainedFigure>
      );
    const why = volatility.unavailable?.[field];
    const absence = unavailable((why?.reason ?? 'no_prices') as Reason, why?.observations ?? 0, why?.required ?? 1);
    return <UnavailableFigure id={id} title={title} absence={absence} />;
  };
  // The ratio beside it carries the explanation of all three.
  const ofTrend = (term: string, value: number | null, show: (value: number) => string): ReactNode =>
    value === null || volatility.trendRatio === null ? (
      emDash
    ) : (
      <PopoverTrigger target="position-trend">
        {show(value)}
        <span className="sr-only"> Explain {term}.</span>
      </PopoverTrigger>
    );
  const said = (value: number | null) => (value === null ? null : percent(value));
  const alone = (value: number | null) => (value === null ? null : { value, low: null, high: null });
  const rows = [
    {
      name: 'Next 21 days, headline',
      figure: figure('expected', 'forecast', 'Expected volatility', said(volatility.expected21d)),
      mark:
        volatility.expected21d === null
          ? null
          : { value: volatility.expected21d, low: volatility.expectedLow, high: volatility.expectedHigh },
      range: volatility.expectedLow === null ? null : percentInterval(volatility.expectedLow, volatility.expectedHigh),
    },
    ...(outcome
      ? [
          {
            name: `Then realized: ${outcomeWords(outcome)}`,
            figure: percent(outcome.realized),
            mark: alone(outcome.realized),
            range: null,
          },
        ]
      : []),
    {
      name: 'HAR alone',
      figure: figure('har', 'har', 'HAR forecast alone', said(volatility.har21d)),
      mark: alone(volatility.har21d),
      range: null,
    },
    {
      name: 'EWMA alone',
      figure: figure('ewma', 'forecast', 'EWMA alone', said(volatility.ewma21d)),
      mark: alone(volatility.ewma21d),
      range: null,
    },
    ...([21, 63, 252] as const).map((days) => {
      const value = volatility[`realized${days}d`];
      return {
        name: `Last ${days} days`,
        figure: figure('realized', `realized${days}d`, `Realized volatility, ${days} days`, said(value), days),
        mark: alone(value),
        range: null,
      };
    }),
  ];
  const domain = sharedDomain([[0], rows.flatMap(({ mark }) => (mark ? [mark.value, mark.low, mark.high] : []))]);
  return (
    <div className="flex flex-col">
      <TableScroll label={`Volatility of ${symbol}, table`}>
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
              <th scope="col">90 % band</th>
            </tr>
          </thead>
          <tbody>
            {rows.map(({ name, figure: shown, mark, range }) => (
              <tr key={name}>
                <th scope="row" className="pinned">
                  {name}
                </th>
                <td className="number font-semibold">{shown}</td>
                <td>{mark && domain ? <IntervalMark {...mark} domain={domain} /> : null}</td>
                <td>{range ?? emDash}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </TableScroll>
      <div className="border-t border-rule px-4 pt-4 sm:px-5">
        <FigureLine
          entries={[
            {
              term: 'Percentile',
              value: figure(
                'percentile',
                'percentile',
                'Volatility percentile',
                volatility.percentile === null ? null : percentileOrdinal(volatility.percentile),
              ),
            },
            {
              term: 'Month over the quarter before',
              value: figure(
                'trend',
                'trend',
                'Volatility trend',
                volatility.trendRatio === null ? null : `${decimal(volatility.trendRatio, 2)} ×`,
              ),
            },
            { term: 'z', value: ofTrend('z', volatility.trendZ, (value) => decimal(value, 2)) },
            { term: 'p', value: ofTrend('p', volatility.trendPValue, pValue) },
          ]}
        />
        <p className="pb-4 text-sm text-ink-soft">
          {volatility.trend === null
            ? 'No trend can be told. '
            : `${trendWords[volatility.trend].replace(/^./, (letter) => letter.toUpperCase())}. `}
          {volatility.firstDate === null
            ? null
            : `Forecasts from ${count(volatility.observations)} returns, ${period(volatility.firstDate, volatility.lastDate)}, ${count(volatility.dropped)} dropped.`}
        </p>
      </div>
    </div>
  );
}
