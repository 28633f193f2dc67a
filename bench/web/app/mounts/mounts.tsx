'use client';

import { type ComponentType, useEffect, useMemo, useState } from 'react';
import { CartesianGrid, Legend, Line, LineChart, Tooltip, XAxis, YAxis } from 'recharts';
import type { ChartColour } from '@/components/charts/chart-colour';
import { TimeChart } from '@/components/charts/time-chart';
import { isoDate } from '@/lib/risk/day';

const points = 1_260;
const colours: readonly ChartColour[] = ['blue', 'orange', 'faint', 'blue'];
const width = 900;
const height = 240;

/** Four lines over five years of days, the same for both charts. */
function fourLines(): { readonly dates: string[]; readonly columns: number[][] } {
  const dates = Array.from({ length: points }, (_, i) => isoDate(18_000 + Math.floor((i * 7) / 5)));
  const columns = colours.map((_, line) => {
    let seed = 17 * (line + 1);
    let level = 0.2;
    return dates.map(() => {
      seed = (seed * 1_103_515_245 + 12_345) % 2_147_483_648;
      level = Math.abs(level + (seed / 2_147_483_648 - 0.5) * 0.01);
      return level;
    });
  });
  return { dates, columns };
}

const percent = (value: number) => `${(100 * value).toFixed(1)} %`;

function Ours() {
  const { dates, columns } = useMemo(fourLines, []);
  const lines = columns.map((values, i) => ({ dates, values, label: `Line ${i + 1}`, colour: colours[i] }));
  return (
    <TimeChart
      id="ours"
      label="Four lines"
      summary="Four lines over five years."
      lines={lines}
      formatTick={percent}
      formatValue={percent}
      formatBand={() => ''}
      height={height}
    />
  );
}

function Defaults() {
  const rows = useMemo(() => {
    const { dates, columns } = fourLines();
    return dates.map((date, i) => ({ date, a: columns[0][i], b: columns[1][i], c: columns[2][i], d: columns[3][i] }));
  }, []);
  return (
    <LineChart width={width} height={height} data={rows}>
      <CartesianGrid />
      <XAxis dataKey="date" />
      <YAxis />
      <Tooltip />
      <Legend />
      <Line dataKey="a" />
      <Line dataKey="b" />
      <Line dataKey="c" />
      <Line dataKey="d" />
    </LineChart>
  );
}

const charts: Readonly<Record<string, ComponentType>> = { ours: Ours, defaults: Defaults };

declare global {
  interface Window {
    /** Mounts a chart and answers how long it took until all of it was drawn, and the longest task meanwhile, in ms. */
    mountChart: (name: string) => Promise<{ readonly time: number; readonly longestTask: number }>;
  }
}

const frame = () => new Promise((resolve) => requestAnimationFrame(resolve));

/** A line is drawn when nothing of it is hidden behind the dashes that Recharts moves to let it grow. */
const areDrawn = (): boolean => {
  const drawn = [...document.querySelectorAll('#stage path.recharts-curve')];
  return (
    drawn.length === colours.length &&
    drawn.every((path) => {
      const [dash] = (path.getAttribute('stroke-dasharray') ?? '').split(/[ ,]/).map(Number.parseFloat);
      return !(dash < (path as SVGPathElement).getTotalLength() - 1);
    })
  );
};

export function Mounts() {
  const [name, setName] = useState<string | null>(null);
  useEffect(() => {
    window.mountChart = async (wanted) => {
      setName(null);
      await new Promise((resolve) => setTimeout(resolve, 100));
      let longestTask = 0;
      const observer = new PerformanceObserver((list) => {
        for (const { duration } of list.getEntries()) longestTask = Math.max(longestTask, duration);
      });
      observer.observe({ entryTypes: ['longtask'] });
      const started = performance.now();
      setName(wanted);
      while (!areDrawn()) await frame();
      await frame();
      const time = performance.now() - started;
      await new Promise((resolve) => setTimeout(resolve, 300));
      observer.disconnect();
      return { time, longestTask };
    };
  }, []);
  const Chart = name === null ? null : charts[name];
  return (
    <div id="stage" style={{ width }}>
      {Chart ? <Chart /> : null}
    </div>
  );
}
