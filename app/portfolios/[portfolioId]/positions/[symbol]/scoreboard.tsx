import type { Provenance } from '@/components/risk/provenance';
import { ScoreboardPanel } from '@/components/risk/scoreboard-panel';
import { sessionsBetween } from '@/lib/db/measure-history';
import { closeDates, type SecurityDay } from '@/lib/db/security-days';
import { dueForecasts } from '@/lib/jobs/due-forecasts';
import { forecastScoreboard } from '@/lib/risk/forecast-scoreboard';
import { forecastRecord } from '@/lib/risk/stored-forecasts';
import { gapsOf, outcomesOf } from '../../forecast-outcomes';

type PositionScoreboardProps = {
  symbol: string;
  securityId: number;
  days: readonly SecurityDay[];
  firstDue: string | null;
  provenance: Provenance;
};

/** How the stored forecasts of one security did. */
export async function PositionScoreboard({ symbol, securityId, days, firstDue, provenance }: PositionScoreboardProps) {
  const [first, last] = [days[0]?.date, days.at(-1)?.date];
  const [sessions, closes] =
    first && last ? await Promise.all([sessionsBetween(first, last), closeDates(securityId, first, last)]) : [[], []];
  const forecasts = dueForecasts(days, sessions, closes);
  const record = forecastRecord(forecasts);
  const board = forecastScoreboard(record);
  const dateOf = new Map(forecasts.map(({ origin, date }) => [origin, date]));
  return (
    <ScoreboardPanel
      id="scoreboard"
      of={symbol}
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
