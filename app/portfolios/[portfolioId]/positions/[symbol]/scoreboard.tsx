import type { Provenance } from '@/components/risk/provenance';
import { ScoreboardPanel } from '@/components/risk/scoreboard-panel';
import type { DueSecurityForecast } from '@/lib/jobs/due-forecasts';
import { forecastScoreboard } from '@/lib/risk/forecast-scoreboard';
import { forecastRecord } from '@/lib/risk/stored-forecasts';
import { gapsOf, outcomesOf } from '../../forecast-outcomes';

type PositionScoreboardProps = {
  symbol: string;
  /** Those that had come due by the day of the page. */
  forecasts: readonly DueSecurityForecast[];
  firstDue: string | null;
  provenance: Provenance;
};

/** How the stored forecasts of one security did. */
export function PositionScoreboard({ symbol, forecasts, firstDue, provenance }: PositionScoreboardProps) {
  const record = forecastRecord(forecasts);
  const board = forecastScoreboard(record);
  const dateOf = new Map(forecasts.map(({ origin, date }) => [origin, date]));
  return (
    <ScoreboardPanel
      id="scoreboard"
      of={symbol}
      symbol={symbol}
      board={board}
      first={board.status === 'measured' ? (dateOf.get(board.value.first) ?? null) : null}
      last={board.status === 'measured' ? (dateOf.get(board.value.last) ?? null) : null}
      outcomes={outcomesOf(forecasts)}
      gaps={gapsOf(forecasts)}
      leftOut={[
        { count: record.excluded, why: 'without a band or a rival, or whose days are not all stored or priced' },
      ]}
      firstDue={firstDue}
      provenance={provenance}
    />
  );
}
