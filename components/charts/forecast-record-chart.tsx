'use client';

import { useMemo } from 'react';
import { percent, percentInterval } from '@/lib/format';
import { type ForecastOutcome, isHit, outcomeWords, recordSummary } from './forecast-outcome';
import { percentTick } from './tick-digits';
import { TimeChart } from './time-chart';
import type { DateNotes, TimeLine } from './time-line';

type ForecastRecordChartProps = {
  id: string;
  /** Oldest first. */
  outcomes: readonly ForecastOutcome[];
  /** Days on which forecasts came due of which nobody knows what came: the lines are interrupted there. */
  gaps: readonly string[];
};

/** Each forecast on the day its 21 days had passed, beside what they brought; misses are ringed. */
export function ForecastRecordChart({ id, outcomes, gaps }: ForecastRecordChartProps) {
  const lines = useMemo<readonly TimeLine[]>(() => {
    const dates = outcomes.map(({ until }) => until);
    const hasBand = outcomes.some((one) => one.low !== null && one.high !== null);
    return [
      {
        dates,
        values: outcomes.map(({ realized }) => realized),
        breaks: gaps,
        label: 'Realized',
        colour: 'blue',
        marks: outcomes.filter((one) => isHit(one) === false).map(({ until }) => until),
        markLabel: 'Missed the band',
      },
      {
        dates,
        values: outcomes.map(({ expected }) => expected),
        low: hasBand ? outcomes.map(({ low, expected }) => low ?? expected) : undefined,
        high: hasBand ? outcomes.map(({ high, expected }) => high ?? expected) : undefined,
        breaks: gaps,
        label: 'Expected 21 days before',
        colour: 'orange',
        dashed: true,
        bandLabel: hasBand ? '90 % band' : undefined,
      },
    ];
  }, [outcomes, gaps]);
  const notes = useMemo<DateNotes>(
    () => ({ label: 'Hit or miss', on: Object.fromEntries(outcomes.map((one) => [one.until, outcomeWords(one)])) }),
    [outcomes],
  );
  return (
    <TimeChart
      id={id}
      label="Forecasts and what came"
      summary={recordSummary(outcomes)}
      lines={lines}
      formatTick={percentTick}
      formatValue={percent}
      formatBand={bandOf}
      notes={notes}
      floor={0}
    />
  );
}
const bandOf = (low: number, high: number) => `(${percentInterval(low, high)})`;
