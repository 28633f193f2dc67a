'use client';

import { useMemo } from 'react';
import { beta, decimal, interval } from '@/lib/format';
import { rollingBetaSummary } from './rolling-beta-summary';
import { tickDigits } from './tick-digits';
import { TimeChart } from './time-chart';
import type { TimeLine } from './time-line';
import type { TimeSeries } from './time-rows';

type RollingBetaChartProps = {
  id: string;
  series: TimeSeries;
  windowDays: number;
  marketIndex: string;
};

/** The beta of each day's trailing window with its interval, beside the market's own 1. */
export function RollingBetaChart({ id, series, windowDays, marketIndex }: RollingBetaChartProps) {
  const lines = useMemo<readonly TimeLine[]>(
    () => [{ ...series, label: 'Beta', colour: 'blue', bandLabel: series.low ? '95 % interval' : undefined }],
    [series],
  );
  return (
    <TimeChart
      id={id}
      label={`Rolling ${windowDays}-day beta against ${marketIndex}`}
      summary={rollingBetaSummary(series, windowDays)}
      lines={lines}
      formatTick={tickOf}
      formatValue={beta}
      formatBand={interval}
      level={1}
    />
  );
}

const tickOf = (tick: number, ticks: readonly number[]) => decimal(tick, tickDigits(ticks, 2, 3));
