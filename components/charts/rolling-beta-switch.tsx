'use client';

import { type ReactNode, useMemo, useState } from 'react';
import { beta, interval } from '@/lib/format';
import { ToggleGroup } from '../ui/toggle-group';
import { rollingBetaSummary } from './rolling-beta-summary';
import { TimeChart } from './time-chart';
import type { TimeLine } from './time-line';
import type { TimeSeries } from './time-rows';

type RollingBetaSwitchProps = {
  id: string;
  marketIndex: string;
  /** A series a window, the one that is shown first in front; null where there is none yet. */
  windows: readonly { readonly days: number; readonly series: TimeSeries | null; readonly missing: string }[];
  /** Choices beside the switch: the index. */
  controls?: ReactNode;
};

/** The beta of each day's trailing window with its interval, the window to choose. */
export function RollingBetaSwitch({ id, marketIndex, windows, controls }: RollingBetaSwitchProps) {
  const [chosen, setChosen] = useState(String(windows[0].days));
  const { days, series, missing } = windows.find((one) => String(one.days) === chosen)!;
  const lines = useMemo<readonly TimeLine[]>(
    () =>
      series ? [{ ...series, label: 'Beta', colour: 'blue', bandLabel: series.low ? '95 % interval' : undefined }] : [],
    [series],
  );
  const choice = (
    <>
      {controls}
      <ToggleGroup
        label="Window"
        options={windows.map((one) => ({ value: String(one.days), label: `${one.days} days` }))}
        value={chosen}
        onChange={setChosen}
      />
    </>
  );
  if (!series || series.values.length < 2)
    return (
      <div className="flex flex-col gap-4">
        <div className="flex flex-wrap items-center justify-end gap-2">{choice}</div>
        <p className="text-sm text-ink-soft">{missing}</p>
      </div>
    );
  return (
    <TimeChart
      key={chosen}
      id={id}
      label={`Rolling ${days}-day beta against ${marketIndex}`}
      summary={rollingBetaSummary(series, days)}
      lines={lines}
      formatTick={beta}
      formatValue={beta}
      formatBand={interval}
      level={1}
      controls={choice}
    />
  );
}
