'use client';

import type { PointerEvent } from 'react';
import { count, ordinal, percent } from '@/lib/format';
import { Skeleton } from '../ui/skeleton';
import { useLater } from '../ui/use-later';
import { ChartFrame } from './chart-frame';
import { cumulativeSummary, cumulativeWeights, type SymbolWeight } from './cumulative-summary';
import { minMaxSample } from './min-max-sample';
import { sparklinePath } from './sparkline-path';
import { useTravel } from './use-travel';

const box = { width: 400, height: 150 };
/** The sums that are told by name. */
const marks = [3, 10];

type CumulativeWeightsProps = { id: string; weights: readonly SymbolWeight[] };

/** The sum of the largest weights, from the first to all: the steeper it begins, the more hangs on few. */
export function CumulativeWeights({ id, weights }: CumulativeWeightsProps) {
  const sums = cumulativeWeights(weights);
  const last = weights.length - 1;
  const { active, setActive, surface, spoken } = useTravel({
    id,
    label: 'Cumulative weight',
    noun: 'symbols, the largest first',
    count: weights.length,
    from: 'first',
    page: 10,
    wordsOf: (index) =>
      `${ordinal(index + 1)}, ${weights[index].symbol} ${percent(weights[index].weight, 2)}: together ${percent(sums[index])}`,
  });
  const onPointerMove = (event: PointerEvent<HTMLDivElement>) => {
    const { left, width } = event.currentTarget.getBoundingClientRect();
    const rank = Math.round(((event.clientX - left) / width) * weights.length);
    setActive(Math.min(last, Math.max(0, rank - 1)));
  };
  const line = [0, ...sums];
  const drawn = minMaxSample(line);
  const scale = { low: 0, high: 1 };
  const x = (rank: number) => (rank / weights.length) * box.width;
  const path = drawn
    .map((index, i) => `${i === 0 ? 'M' : 'L'}${x(index).toFixed(1)} ${((1 - line[index]) * box.height).toFixed(1)}`)
    .join('');
  const even = sparklinePath([0, 1], scale, box).path;
  return (
    <ChartFrame
      id={id}
      label="Cumulative weight"
      summary={cumulativeSummary(weights)}
      chart={
        <div className="flex min-h-64 grow gap-2 text-xs text-ink-faint">
          <div aria-hidden="true" className="flex flex-col justify-between pb-6 text-right">
            <span>{percent(1, 0)}</span>
            <span>{percent(0.5, 0)}</span>
            <span>{percent(0, 0)}</span>
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
                {[0, 0.5, 1].map((y) => (
                  <path
                    key={y}
                    d={`M0 ${y * box.height}H${box.width}`}
                    stroke="var(--color-rule)"
                    vectorEffect="non-scaling-stroke"
                  />
                ))}
                <path
                  d={even}
                  stroke="var(--color-rule-strong)"
                  strokeDasharray="3 4"
                  fill="none"
                  vectorEffect="non-scaling-stroke"
                />
                <path
                  d={path}
                  stroke="var(--color-blue)"
                  strokeWidth="1.75"
                  fill="none"
                  strokeLinejoin="round"
                  vectorEffect="non-scaling-stroke"
                />
              </svg>
              {marks
                .filter((rank) => rank < weights.length)
                .map((rank) => (
                  <div
                    key={rank}
                    aria-hidden="true"
                    className="pointer-events-none absolute"
                    style={{ left: `${(rank / weights.length) * 100}%`, top: `${(1 - sums[rank - 1]) * 100}%` }}
                  >
                    <div className="absolute size-2 -translate-1/2 rounded-full bg-blue ring-2 ring-surface" />
                    <div className="absolute top-1 left-2.5 whitespace-nowrap text-ink-soft">
                      largest {rank}: <span className="font-semibold text-ink">{percent(sums[rank - 1])}</span>
                    </div>
                  </div>
                ))}
              {active === null ? null : (
                <Reading
                  rank={active + 1}
                  {...weights[active]}
                  sum={sums[active]}
                  place={(active + 1) / weights.length}
                />
              )}
            </div>
            {spoken}
            <div aria-hidden="true" className="flex h-6 items-end justify-between">
              <span>largest</span>
              <span>{count(weights.length)} symbols; dashed: all alike</span>
            </div>
          </div>
        </div>
      }
      table={() => <LaterTable weights={weights} sums={sums} />}
    />
  );
}

type ReadingProps = SymbolWeight & { rank: number; sum: number; place: number };

/** The hairline at one rank, and what stands there. */
function Reading({ rank, symbol, weight, sum, place }: ReadingProps) {
  return (
    <div aria-hidden="true" className="pointer-events-none absolute inset-0 text-ink" data-screen-only>
      <div className="absolute inset-y-0 w-px bg-ink-soft" style={{ left: `${place * 100}%` }} />
      <div
        className="absolute bottom-2 rounded-md border border-rule bg-raised px-2.5 py-1.5 whitespace-nowrap shadow-float"
        style={place > 0.5 ? { right: `calc(${(1 - place) * 100}% + 10px)` } : { left: `calc(${place * 100}% + 10px)` }}
      >
        <div className="font-semibold">
          {ordinal(rank)}, {symbol}
        </div>
        <div>
          {percent(weight, 2)}; together <span className="font-medium">{percent(sum)}</span>
        </div>
      </div>
    </div>
  );
}

const loadTable = () => import('./cumulative-table');

function LaterTable(props: { weights: readonly SymbolWeight[]; sums: readonly number[] }) {
  const later = useLater(loadTable, true);
  return later ? <later.CumulativeTable {...props} /> : <Skeleton className="h-64 w-full" />;
}
