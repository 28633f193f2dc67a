'use client';

import type { PointerEvent } from 'react';
import { count, emDash, percent } from '@/lib/format';
import type { ConePoint } from '@/lib/risk/volatility-cone';
import { reasonInShort } from '../risk/reason-words';
import { TableScroll } from '../ui/table-scroll';
import { ChartFrame } from './chart-frame';
import { ChartLegend } from './chart-legend';
import { coneSummary, type MeasuredCone, measuredCone, standing } from './cone-summary';
import { placeOf } from './plot-geometry';
import { percentTick } from './tick-digits';
import { useTravel } from './use-travel';
import { valueScale } from './value-scale';

const box = { width: 400, height: 200 };

type VolatilityConeChartProps = { id: string; cone: readonly ConePoint[] };

/** How wide realized volatility has ranged over windows of each length, and where it is now. */
export function VolatilityConeChart({ id, cone }: VolatilityConeChartProps) {
  const slices = measuredCone(cone);
  const last = slices.length - 1;
  const scale = valueScale([0, ...slices.flatMap(({ slice }) => [slice.highest, slice.lowest, slice.today])]);
  const across = (index: number) => (last === 0 ? 0.5 : index / last);
  const up = (value: number) => placeOf(value, scale.low, scale.high);
  const point = (index: number, value: number) =>
    `${(across(index) * box.width).toFixed(1)} ${((1 - up(value)) * box.height).toFixed(1)}`;
  const line = (of: (one: MeasuredCone) => number) =>
    slices.map((one, i) => `${i === 0 ? 'M' : 'L'}${point(i, of(one))}`).join('');
  const area = (upper: (one: MeasuredCone) => number, lower: (one: MeasuredCone) => number) =>
    `${line(upper)}${slices
      .map((one, i) => [i, one] as const)
      .reverse()
      .map(([i, one]) => `L${point(i, lower(one))}`)
      .join('')}Z`;

  const { active, setActive, surface, spoken } = useTravel({
    id,
    label: 'Volatility cone',
    noun: 'horizons, the shortest first',
    count: slices.length,
    from: 'first',
    wordsOf: (index) => {
      const { days, slice } = slices[index];
      return `${days} days: now ${percent(slice.today)}, ${standing(slice)}; lowest ${percent(slice.lowest)}, median ${percent(slice.median)}, highest ${percent(slice.highest)}`;
    },
  });
  const onPointerMove = (event: PointerEvent<HTMLDivElement>) => {
    const { left, width } = event.currentTarget.getBoundingClientRect();
    setActive(Math.min(last, Math.max(0, Math.round(((event.clientX - left) / width) * last))));
  };

  return (
    <ChartFrame
      id={id}
      label="Volatility cone"
      summary={coneSummary(cone)}
      legend={
        <ChartLegend
          entries={[
            { label: 'Now', colour: 'orange', mark: 'line' },
            { label: 'Median', colour: 'blue', mark: 'dashes' },
            { label: 'Middle half, and lowest to highest', colour: 'blue', mark: 'band' },
          ]}
        />
      }
      chart={
        <div className="flex min-h-64 grow gap-2 text-xs text-ink-faint">
          <div aria-hidden="true" className="relative w-10 text-right">
            {scale.ticks.map((tick) => (
              <span
                key={tick}
                className="absolute right-0 translate-y-1/2"
                style={{ bottom: `calc(1.5rem + (100% - 1.5rem) * ${up(tick)})` }}
              >
                {percentTick(tick, scale.ticks)}
              </span>
            ))}
          </div>
          <div className="flex min-w-0 grow flex-col">
            <div
              {...surface}
              onPointerMove={onPointerMove}
              onPointerDown={onPointerMove}
              className="relative grow touch-pan-y"
            >
              <svg
                viewBox={`0 0 ${box.width} ${box.height}`}
                preserveAspectRatio="none"
                className="absolute inset-0 h-full w-full overflow-visible"
                data-graphic
                aria-hidden="true"
              >
                {scale.ticks.map((tick) => (
                  <path
                    key={tick}
                    d={`M0 ${(1 - up(tick)) * box.height}H${box.width}`}
                    stroke="var(--color-rule)"
                    vectorEffect="non-scaling-stroke"
                  />
                ))}
                <path
                  d={area(
                    ({ slice }) => slice.highest,
                    ({ slice }) => slice.lowest,
                  )}
                  fill="var(--color-blue-wash)"
                  stroke="var(--color-blue)"
                  strokeOpacity="0.45"
                  strokeWidth="0.75"
                  vectorEffect="non-scaling-stroke"
                />
                <path
                  d={area(
                    ({ slice }) => slice.upperQuartile,
                    ({ slice }) => slice.lowerQuartile,
                  )}
                  fill="var(--color-blue)"
                  fillOpacity="0.22"
                />
                <path
                  d={line(({ slice }) => slice.median)}
                  fill="none"
                  stroke="var(--color-blue)"
                  strokeWidth="1.5"
                  strokeDasharray="5 4"
                  vectorEffect="non-scaling-stroke"
                />
                <path
                  d={line(({ slice }) => slice.today)}
                  fill="none"
                  stroke="var(--color-orange)"
                  strokeWidth="1.75"
                  strokeLinejoin="round"
                  vectorEffect="non-scaling-stroke"
                />
              </svg>
              {slices.map(({ days, slice }, i) => (
                <div
                  key={days}
                  aria-hidden="true"
                  className="pointer-events-none absolute size-2 -translate-x-1/2 translate-y-1/2 rounded-full bg-orange ring-2 ring-surface"
                  style={{ left: `${across(i) * 100}%`, bottom: `${up(slice.today) * 100}%` }}
                />
              ))}
              {active === null ? null : <Reading {...slices[active]} place={across(active)} />}
            </div>
            {spoken}
            <div aria-hidden="true" className="relative h-6">
              {slices.map(({ days }, i) => (
                <span
                  key={days}
                  className="absolute top-2 whitespace-nowrap"
                  style={{
                    left: `${across(i) * 100}%`,
                    transform: `translateX(${i === 0 ? 0 : i === last ? -100 : -50}%)`,
                  }}
                >
                  {i === 0 ? `${days} days` : days}
                </span>
              ))}
            </div>
          </div>
        </div>
      }
      table={() => <ConeTable cone={cone} />}
    />
  );
}

function Reading({ days, slice, place }: MeasuredCone & { place: number }) {
  return (
    <div aria-hidden="true" className="pointer-events-none absolute inset-0 text-ink" data-screen-only>
      <div className="absolute inset-y-0 w-px bg-ink-soft" style={{ left: `${place * 100}%` }} />
      <div
        className="absolute top-0 rounded-md border border-rule bg-raised px-2.5 py-1.5 whitespace-nowrap shadow-float"
        style={place > 0.5 ? { right: `calc(${(1 - place) * 100}% + 10px)` } : { left: `calc(${place * 100}% + 10px)` }}
      >
        <div className="font-semibold">{days} days</div>
        <div>
          now <span className="font-medium">{percent(slice.today)}</span>, {standing(slice)}
        </div>
        <div className="text-ink-soft">
          {percent(slice.lowest)} · {percent(slice.lowerQuartile)} · {percent(slice.median)} ·{' '}
          {percent(slice.upperQuartile)} · {percent(slice.highest)}
        </div>
      </div>
    </div>
  );
}

const columns = [
  ['Now', 'today'],
  ['Lowest', 'lowest'],
  ['Lower quartile', 'lowerQuartile'],
  ['Median', 'median'],
  ['Upper quartile', 'upperQuartile'],
  ['Highest', 'highest'],
] as const;

function ConeTable({ cone }: { cone: readonly ConePoint[] }) {
  return (
    <TableScroll label="Volatility cone, table" className="rounded-md border border-rule">
      <table className="data-table whitespace-nowrap">
        <thead>
          <tr>
            <th scope="col" className="pinned">
              Days
            </th>
            {columns.map(([head]) => (
              <th key={head} scope="col" className="number">
                {head}
              </th>
            ))}
            <th scope="col" className="number">
              Windows
            </th>
          </tr>
        </thead>
        <tbody>
          {cone.map(({ days, slice }) => (
            <tr key={days}>
              <th scope="row" className="pinned">
                {days}
              </th>
              {slice.status === 'measured' ? (
                <>
                  {columns.map(([head, key]) => (
                    <td key={head} className="number">
                      {percent(slice.value[key])}
                    </td>
                  ))}
                  <td className="number">{count(slice.value.windows)}</td>
                </>
              ) : (
                <td colSpan={columns.length + 1} className="text-ink-soft">
                  {emDash} {reasonInShort(slice)}
                </td>
              )}
            </tr>
          ))}
        </tbody>
      </table>
    </TableScroll>
  );
}
