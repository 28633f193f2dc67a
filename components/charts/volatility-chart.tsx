'use client';

import { useMemo, useState } from 'react';
import { percent, percentInterval } from '@/lib/format';
import { dayNumber, isoDate } from '@/lib/risk/day';
import { ToggleGroup, type ToggleOption } from '../ui/toggle-group';
import { type ForecastOutcome, outcomeWords } from './forecast-outcome';
import { percentTick } from './tick-digits';
import { TimeChart } from './time-chart';
import type { TimeLine } from './time-line';
import type { TimeSeries } from './time-rows';
import { type ExpectedVolatility, volatilitySummary } from './volatility-summary';

type VolatilityChartProps = {
  id: string;
  realized21d: TimeSeries;
  realized63d: TimeSeries | null;
  expected: ExpectedVolatility | null;
  asOf: string;
  /** The last of the 21 trading days the forecast is for. */
  expectedUntil?: string;
  /** The exponentially weighted volatility: with it a switch chooses the estimator. */
  ewma?: TimeSeries | null;
  /** What the days of the forecast brought, once they have passed. */
  outcome?: ForecastOutcome | null;
};

type Estimator = 'close' | 'ewma';

const estimators: readonly ToggleOption<Estimator>[] = [
  { value: 'close', label: 'Close to close' },
  { value: 'ewma', label: 'EWMA' },
];

/** 21 trading days are 30 days of the calendar, give or take a holiday. */
const horizonCalendarDays = 30;

/** Volatility as it was over the last month and quarter of each day, and as it is expected beyond the last. */
export function VolatilityChart({
  id,
  realized21d,
  realized63d,
  expected,
  asOf,
  expectedUntil,
  ewma = null,
  outcome = null,
}: VolatilityChartProps) {
  const [estimator, setEstimator] = useState<Estimator>('close');
  const isEwma = estimator === 'ewma' && ewma !== null;
  const lines = useMemo<readonly TimeLine[]>(() => {
    const until = expectedUntil ?? isoDate(dayNumber(asOf) + horizonCalendarDays);
    const hasBand = expected !== null && expected.low !== null && expected.high !== null;
    return [
      ...(isEwma
        ? [{ ...ewma, label: 'EWMA', colour: 'blue' } as const]
        : [
            { ...realized21d, label: 'Realized 21 days', colour: 'blue' } as const,
            ...(realized63d ? [{ ...realized63d, label: '63 days', colour: 'faint', dashed: true } as const] : []),
          ]),
      ...(expected
        ? [
            {
              dates: [asOf, until],
              values: [expected.volatilityAnnual, expected.volatilityAnnual],
              low: hasBand ? [expected.low!, expected.low!] : undefined,
              high: hasBand ? [expected.high!, expected.high!] : undefined,
              label: 'Expected',
              colour: 'orange',
              bandLabel: hasBand ? '90 % band' : undefined,
            } as const,
          ]
        : []),
      ...(outcome
        ? [
            {
              dates: [outcome.until],
              values: [outcome.realized],
              label: `Then realized: ${outcomeWords(outcome)}`,
              colour: 'blue',
              marks: [outcome.until],
            } as const,
          ]
        : []),
    ];
  }, [isEwma, ewma, realized21d, realized63d, expected, asOf, expectedUntil, outcome]);
  return (
    <TimeChart
      id={id}
      label="Volatility, realized and expected"
      summary={volatilitySummary(isEwma ? ewma : realized21d, expected, isEwma ? 'EWMA' : 'Realized 21-day', outcome)}
      lines={lines}
      formatTick={percentTick}
      formatValue={percent}
      formatBand={bandOf}
      floor={0}
      asOf={asOf}
      controls={
        ewma ? (
          <ToggleGroup label="Estimator" options={estimators} value={estimator} onChange={setEstimator} />
        ) : undefined
      }
    />
  );
}
const bandOf = (low: number, high: number) => `(${percentInterval(low, high)})`;
