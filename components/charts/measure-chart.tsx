'use client';

import { useMemo } from 'react';
import type { MeasureUnit } from '@/lib/risk/portfolio-measures';
import { measureWords } from '../risk/measure-words';
import { type MeasuredDay, measureSeries } from './measure-days';
import { measureSummary } from './measure-summary';
import { TimeChart } from './time-chart';
import type { TimeLine } from './time-line';

type MeasureChartProps = {
  id: string;
  label: string;
  unit: MeasureUnit;
  currency: string;
  bandLabel?: string;
  /** Oldest first; at least two. */
  days: readonly MeasuredDay[];
  /** Trading days between the first and the last that have no stored day. */
  missing: readonly string[];
  height?: number;
  /** Digits of plain numbers, where the usual two say too little. */
  digits?: number;
};

/** A figure as it was stored day by day, with what is missing left open and what is stale shaded. */
export function MeasureChart({
  id,
  label,
  unit,
  currency,
  bandLabel,
  days,
  missing,
  height = 280,
  digits,
}: MeasureChartProps) {
  const words = useMemo(() => measureWords(unit, currency, digits), [unit, currency, digits]);
  const { series, stale, notes } = useMemo(() => measureSeries(days, missing), [days, missing]);
  const lines = useMemo<readonly TimeLine[]>(
    () => [{ ...series, label, colour: 'blue', bandLabel: series.low ? bandLabel : undefined }],
    [series, label, bandLabel],
  );
  return (
    <TimeChart
      id={id}
      label={`${label} over time`}
      summary={measureSummary(label, days, missing, words.value)}
      lines={lines}
      formatTick={words.tick}
      formatValue={words.value}
      formatBand={words.band}
      spans={stale}
      spanLabel="Stale"
      notes={notes}
      height={height}
    />
  );
}
