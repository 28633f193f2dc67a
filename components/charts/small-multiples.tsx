'use client';

import { type PointerEvent, useMemo, useState } from 'react';
import { day, emDash, percent } from '@/lib/format';
import { Button } from '../ui/button';
import { TableScroll } from '../ui/table-scroll';
import { ChartFrame } from './chart-frame';
import { ChartLegend } from './chart-legend';
import { sharedDomain, sparklinePath } from './sparkline-path';
import { useTravel } from './use-travel';

/** One small chart: a line, and one to hold it against where there is one. */
export type Multiple = {
  readonly label: string;
  readonly values: readonly (number | null)[];
  readonly against: readonly (number | null)[] | null;
};

type SmallMultiplesProps = {
  id: string;
  label: string;
  summary: string;
  /** Of the values, oldest first. */
  dates: readonly string[];
  multiples: readonly Multiple[];
  lineLabel: string;
  againstLabel: string | null;
};

const box = { width: 200, height: 60 };
const tableLength = 60;

/** Charts of one scale side by side, so that their lines can be compared. One date is read in all of them at once. */
export function SmallMultiples(props: SmallMultiplesProps) {
  const { id, label, summary, dates, multiples, lineLabel, againstLabel } = props;
  const domain = useMemo(
    () =>
      sharedDomain([[0], ...multiples.flatMap(({ values, against }) => [values, against ?? []])]) ?? {
        low: 0,
        high: 1,
      },
    [multiples],
  );
  const last = dates.length - 1;

  const { active, setActive, surface, spoken } = useTravel({
    id,
    label,
    noun: 'days',
    count: dates.length,
    from: 'last',
    page: 21,
    wordsOf: (index) =>
      `${day(dates[index])}: ${multiples.map(({ label: name, values }) => `${name} ${percent(values[index])}`).join(', ')}`,
  });
  const at = active ?? last;

  return (
    <ChartFrame
      id={id}
      label={label}
      summary={summary}
      legend={
        <ChartLegend
          entries={[
            { label: lineLabel, colour: 'blue', mark: 'line' },
            ...(againstLabel ? [{ label: againstLabel, colour: 'orange', mark: 'dashes' } as const] : []),
          ]}
        />
      }
      table={() => <MultiplesTable {...props} />}
      chart={
        <div>
          <div {...surface} className="grid grid-cols-2 gap-x-5 gap-y-4 sm:grid-cols-3 lg:grid-cols-4">
            {multiples.map((multiple) => (
              <SmallChart
                key={multiple.label}
                multiple={multiple}
                domain={domain}
                at={at}
                isActive={active !== null}
                points={dates.length}
                onPoint={setActive}
              />
            ))}
          </div>
          <p aria-hidden="true" className="mt-3 text-xs text-ink-faint">
            {active === null
              ? `${day(dates[0])} to ${day(dates[last])}; one scale for all, ${percent(domain.low, 0)} to ${percent(domain.high, 0)}`
              : `On ${day(dates[active])}`}
          </p>
          {spoken}
        </div>
      }
    />
  );
}

type SmallChartProps = {
  multiple: Multiple;
  domain: { low: number; high: number };
  /** The index that is read. */
  at: number;
  isActive: boolean;
  points: number;
  onPoint: (index: number) => void;
};

function SmallChart({ multiple, domain, at, isActive, points, onPoint }: SmallChartProps) {
  const { label, values, against } = multiple;
  const zero = box.height * (1 - (0 - domain.low) / (domain.high - domain.low));
  const point = (event: PointerEvent) => {
    const { left, width } = event.currentTarget.getBoundingClientRect();
    const place = Math.min(1, Math.max(0, (event.clientX - left) / width));
    onPoint(Math.round(place * (points - 1)));
  };
  return (
    <div aria-hidden="true" className="min-w-0 text-xs">
      <div className="flex flex-col sm:flex-row sm:items-baseline sm:justify-between sm:gap-2">
        <span className="truncate" title={label}>
          {label}
        </span>
        <span className="whitespace-nowrap">
          <span className="font-semibold">{percent(values[at])}</span>
          {against ? <span className="text-ink-faint"> / {percent(against[at])}</span> : null}
        </span>
      </div>
      <div className="relative mt-1 h-20 touch-pan-y" onPointerMove={point} onPointerDown={point}>
        <svg
          viewBox={`0 -2 ${box.width} ${box.height + 4}`}
          preserveAspectRatio="none"
          className="h-full w-full overflow-visible"
          aria-hidden="true"
          data-graphic
        >
          <path d={`M0 ${zero}H${box.width}`} stroke="var(--color-rule-strong)" vectorEffect="non-scaling-stroke" />
          {against ? (
            <path
              d={sparklinePath(against, domain, box).path}
              fill="none"
              stroke="var(--color-orange)"
              strokeDasharray="4 3"
              strokeWidth="1.25"
              vectorEffect="non-scaling-stroke"
            />
          ) : null}
          <path
            d={sparklinePath(values, domain, box).path}
            fill="none"
            stroke="var(--color-blue)"
            strokeWidth="1.5"
            strokeLinejoin="round"
            vectorEffect="non-scaling-stroke"
          />
        </svg>
        {isActive && points > 1 ? (
          <div className="absolute inset-y-0 w-px bg-ink-soft" style={{ left: `${(at / (points - 1)) * 100}%` }} />
        ) : null}
      </div>
    </div>
  );
}

function MultiplesTable({ label, dates, multiples }: SmallMultiplesProps) {
  const [shown, setShown] = useState(tableLength);
  const indexes = dates
    .map((_, index) => index)
    .slice(Math.max(0, dates.length - shown))
    .reverse();
  return (
    <div>
      <TableScroll label={`${label}, table`} className="max-h-96 rounded-md border border-rule">
        <table className="data-table whitespace-nowrap">
          <thead className="stuck">
            <tr>
              <th scope="col" className="pinned">
                Date
              </th>
              {multiples.map((multiple) => (
                <th key={multiple.label} scope="col" className="number">
                  {multiple.label}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {indexes.map((index) => (
              <tr key={dates[index]}>
                <th scope="row" className="pinned">
                  {day(dates[index])}
                </th>
                {multiples.map(({ label: name, values }) => (
                  <td key={name} className="number">
                    {values[index] === null ? emDash : percent(values[index])}
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </TableScroll>
      {dates.length > shown ? (
        <Button size="small" variant="quiet" className="mt-2" onClick={() => setShown(shown + 252)}>
          Show older days
        </Button>
      ) : null}
    </div>
  );
}
