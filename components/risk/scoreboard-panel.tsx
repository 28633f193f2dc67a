import { count, counted, day, decimal, emDash, percent, period, pValue, signedPoints } from '@/lib/format';
import type { Estimate } from '@/lib/risk/estimate';
import { type Forecaster, type ForecastScoreboard, forecasters } from '@/lib/risk/forecast-scoreboard';
import type { ForecastOutcome } from '../charts/forecast-outcome';
import { ForecastRecordChart } from '../charts/forecast-record-chart';
import { Chip } from '../ui/chip';
import { EmptyState } from '../ui/empty-state';
import { Panel } from '../ui/panel';
import { PopoverTrigger } from '../ui/popover-trigger';
import { TableScroll } from '../ui/table-scroll';
import { ExplainedFigure } from './explained-figure';
import { forecastScoreExplanation } from './explanations/forecast-score';
import type { Provenance } from './provenance';
import { forecasterNames, scoreboardSummary } from './scoreboard-words';

type ScoreboardPanelProps = {
  /** Unique on the page. */
  id: string;
  /** What was forecast: "this portfolio", a symbol. */
  of: string;
  /** The security whose forecasts they are; the portfolio's without. */
  symbol?: string;
  board: Estimate<ForecastScoreboard>;
  /** The days of the oldest and the newest forecast scored. */
  first: string | null;
  last: string | null;
  /** Every forecast that has come due and has an outcome, oldest first. */
  outcomes: readonly ForecastOutcome[];
  /** The first day of each stretch in which what came of a forecast is not known. */
  gaps: readonly string[];
  /** Why those that came due are not all scored. */
  leftOut: readonly { readonly count: number; readonly why: string }[];
  /** When the first outcome will be known, where none is yet. */
  firstDue: string | null;
  provenance: Provenance;
};

/** How the stored forecasts did once their 21 days had passed, and who would have done better. */
export function ScoreboardPanel(props: ScoreboardPanelProps) {
  const { id, of, symbol, board, first, last, outcomes, gaps, leftOut, firstDue, provenance } = props;
  const left = leftOut.filter(({ count: some }) => some > 0);
  return (
    <Panel
      id={id}
      title="How good the forecasts were"
      subtitle={`Of ${of}: each was stored before what it is judged by had happened`}
      footer={
        left.length > 0
          ? `Left out: ${left.map(({ count: some, why }) => `${count(some)} ${why}`).join('; ')}.`
          : 'QLIKE: lower is better, 0 is perfect; forecasting too little costs more than too much.'
      }
    >
      {board.status === 'unavailable' ? (
        <EmptyState title="No forecast has come due yet">
          A forecast speaks of the 21 trading days after it and is judged when they have passed
          {firstDue ? `: the first of these on ${day(firstDue)}` : ''}. Every stored day adds one.
        </EmptyState>
      ) : (
        <div className="flex flex-col gap-5">
          <p className="text-sm text-ink-soft">{scoreboardSummary(board.value)}</p>
          <Scores
            id={id}
            symbol={symbol}
            board={board.value}
            made={first && last ? period(first, last) : null}
            provenance={provenance}
          />
          <p className="text-xs text-ink-faint">
            {counted(board.value.observations, 'forecast')} made {period(first, last)}. Neighbours share most of their
            days: they hold about {counted(Math.max(1, Math.round(board.value.observations / 21)), 'independent month')}
            .
          </p>
          {outcomes.length > 1 ? <ForecastRecordChart id={`${id}-record`} outcomes={outcomes} gaps={gaps} /> : null}
        </div>
      )}
    </Panel>
  );
}

const heads = ['QLIKE', 'Bias', 'Slope', 'R²', 'Headline against it, t', 'p'];

type ScoresProps = {
  id: string;
  symbol?: string;
  board: ForecastScoreboard;
  made: string | null;
  provenance: Provenance;
};

function Scores({ id, symbol, board, made, provenance }: ScoresProps) {
  return (
    <TableScroll label="Forecast scores, table" className="rounded-md border border-rule">
      <table className="data-table whitespace-nowrap">
        <thead>
          <tr>
            <th scope="col" className="pinned">
              Forecaster
            </th>
            {heads.map((head) => (
              <th key={head} scope="col" className="number">
                {head}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {forecasters.map((who) => (
            <ScoreRow key={who} id={id} symbol={symbol} who={who} board={board} made={made} provenance={provenance} />
          ))}
        </tbody>
        <tfoot>
          <tr>
            <th scope="row" className="pinned">
              Held by the band
            </th>
            <td className="number">
              <PopoverTrigger target={`${id}-headline`}>
                {percent(board.bandCoverage, 0)}
                <span className="sr-only"> Explain the headline’s band.</span>
              </PopoverTrigger>
            </td>
            <td colSpan={heads.length - 1} className="font-normal text-ink-soft">
              of what came; 90 % were promised
            </td>
          </tr>
        </tfoot>
      </table>
    </TableScroll>
  );
}

type ScoreRowProps = ScoresProps & { who: Forecaster };

function ScoreRow({ id, symbol, who, board, made, provenance }: ScoreRowProps) {
  const { qlike, biasAnnual, mincerZarnowitz } = board.scores[who];
  const line = mincerZarnowitz.status === 'measured' ? mincerZarnowitz.value : null;
  const against = who === 'headline' ? null : board.comparisons[who];
  const test = against?.status === 'measured' ? against.value : null;
  return (
    <tr>
      <th scope="row" className="pinned">
        <span className="flex items-center gap-2">
          {forecasterNames[who]}
          {board.best === who ? <Chip tone="information">least loss</Chip> : null}
        </span>
      </th>
      <td className="number font-semibold">
        <ExplainedFigure
          explanation={forecastScoreExplanation(board, who, `${id}-${who}`, made, symbol)}
          provenance={provenance}
        >
          {decimal(qlike, 3)}
        </ExplainedFigure>
      </td>
      {[
        ['bias', signedPoints(biasAnnual, 1)],
        ['slope', line && decimal(line.slope, 2)],
        ['R²', line && percent(line.rSquared, 0)],
        ['the headline against it', test && decimal(test.statistic, 2)],
        ['p', test && pValue(test.pValue)],
      ].map(([term, shown]) => (
        <td key={term} className="number">
          {shown === null ? (
            emDash
          ) : (
            <PopoverTrigger target={`${id}-${who}`}>
              {shown}
              <span className="sr-only">
                {' '}
                Explain {term}, {forecasterNames[who]}.
              </span>
            </PopoverTrigger>
          )}
        </td>
      ))}
    </tr>
  );
}
