'use client';

import { useMemo, useState } from 'react';
import { percent, percentInterval } from '@/lib/format';
import { controlClass } from '../ui/control-class';
import { estimatorSummary } from './estimator-summary';
import { percentTick } from './tick-digits';
import { TimeChart } from './time-chart';
import type { TimeLine } from './time-line';
import type { TimeSeries } from './time-rows';

export type Estimator = {
  readonly key: string;
  /** As it is chosen: "Parkinson". */
  readonly label: string;
  readonly series: TimeSeries;
  /** One to hold it against, drawn faintly. */
  readonly beside?: { readonly label: string; readonly series: TimeSeries };
};

type EstimatorChartProps = { id: string; label: string; estimators: readonly Estimator[] };

/** Volatility over time by one estimator of several. */
export function EstimatorChart({ id, label, estimators }: EstimatorChartProps) {
  const [key, setKey] = useState(estimators[0].key);
  const chosen = estimators.find((one) => one.key === key) ?? estimators[0];
  const lines = useMemo<readonly TimeLine[]>(
    () => [
      { ...chosen.series, label: chosen.label, colour: 'blue' },
      ...(chosen.beside
        ? [{ ...chosen.beside.series, label: chosen.beside.label, colour: 'faint', dashed: true } as const]
        : []),
    ],
    [chosen],
  );
  return (
    <TimeChart
      key={chosen.key}
      id={id}
      label={label}
      summary={estimatorSummary(chosen.label, chosen.series)}
      lines={lines}
      formatTick={percentTick}
      formatValue={percent}
      formatBand={percentInterval}
      floor={0}
      controls={
        <select
          aria-label="Estimator"
          value={chosen.key}
          onChange={(event) => setKey(event.target.value)}
          className={`${controlClass} w-auto`}
          data-screen-only
        >
          {estimators.map((one) => (
            <option key={one.key} value={one.key}>
              {one.label}
            </option>
          ))}
        </select>
      }
    />
  );
}
