'use client';

import { type PointerEvent, useMemo, useState } from 'react';
import { day, signedPercent } from '@/lib/format';
import { Button } from '../ui/button';
import { TableScroll } from '../ui/table-scroll';
import { ToggleGroup } from '../ui/toggle-group';
import { ChartFrame } from './chart-frame';
import { ChartLegend } from './chart-legend';
import { minMaxSample } from './min-max-sample';
import { nearestPoint, percentOf } from './scatter-scale';
import { scatterSummary } from './scatter-summary';
import { percentTick } from './tick-digits';
import { useTravel } from './use-travel';
import { type ValueScale, valueScale } from './value-scale';

/** The market's return and the portfolio's on one day. */
export type ReturnPair = { readonly date: string; readonly market: number; readonly portfolio: number };

/** A line through the newest `observations` of the pairs, and the band it lies in. */
export type ScatterFit = {
  readonly label: string;
  readonly observations: number;
  readonly fit: {
    readonly beta: number;
    readonly low: number;
    readonly high: number;
    readonly rSquared: number;
  } | null;
  readonly line: readonly { readonly x: number; readonly y: number; readonly low: number; readonly high: number }[];
};

type ReturnScatterProps = {
  id: string;
  marketIndex: string;
  /** Oldest first. */
  pairs: readonly ReturnPair[];
  /** One for each window; the first is shown first. */
  fits: readonly ScatterFit[];
};

const tableLength = 252;
/** Small steps, so that a few wild days leave little of the plot empty. */
const scaleSteps = 6;
const wordsOf = ({ date, market, portfolio }: ReturnPair, marketIndex: string): string =>
  `${day(date)}: ${marketIndex} ${signedPercent(market, 2)}, portfolio ${signedPercent(portfolio, 2)}`;

/** A day a dot: the portfolio's return over the market's, and the line whose slope is beta. */
export function ReturnScatter({ id, marketIndex, pairs, fits }: ReturnScatterProps) {
  const [chosen, setChosen] = useState(fits[0].label);
  const { fit, line, observations } = fits.find(({ label }) => label === chosen) ?? fits[0];
  const inWindow = Math.max(0, pairs.length - observations);
  const scales = useMemo(
    () => ({
      x: valueScale([...pairs.map(({ market }) => market), 0], scaleSteps),
      y: valueScale([...pairs.map(({ portfolio }) => portfolio), 0], scaleSteps),
    }),
    [pairs],
  );
  const places = useMemo(
    () =>
      pairs.map(({ market, portfolio }) => ({
        left: percentOf(market, scales.x),
        bottom: percentOf(portfolio, scales.y),
      })),
    [pairs, scales],
  );

  const { active, setActive, surface, spoken } = useTravel({
    id,
    label: `Daily returns against ${marketIndex}`,
    noun: 'days',
    count: pairs.length,
    from: 'last',
    page: 21,
    wordsOf: (index) => wordsOf(pairs[index], marketIndex),
  });
  const onPointerMove = (event: PointerEvent<HTMLDivElement>) => {
    const box = event.currentTarget.getBoundingClientRect();
    const place = {
      left: ((event.clientX - box.left) / box.width) * 100,
      bottom: ((box.bottom - event.clientY) / box.height) * 100,
    };
    setActive(nearestPoint(places, place, box));
  };

  return (
    <ChartFrame
      id={id}
      label={`Daily returns against ${marketIndex}`}
      summary={scatterSummary(fit, Math.min(observations, pairs.length), marketIndex)}
      controls={
        fits.length > 1 ? (
          <ToggleGroup
            label="Window"
            options={fits.map(({ label }) => ({ value: label, label }))}
            value={chosen}
            onChange={setChosen}
          />
        ) : undefined
      }
      legend={
        <ChartLegend
          entries={[
            { label: 'A day', colour: 'blue', mark: 'dot' },
            ...(inWindow > 0 ? [{ label: 'A day before the window', colour: 'faint', mark: 'dot' } as const] : []),
            ...(fit ? [{ label: 'Fitted line', colour: 'orange', mark: 'line' } as const] : []),
            ...(fit ? [{ label: '95 % band of the line', colour: 'orange', mark: 'band' } as const] : []),
          ]}
        />
      }
      table={() => <PairTable pairs={pairs} marketIndex={marketIndex} />}
      chart={
        <div className="flex min-h-80 grow flex-col text-xs text-ink-faint">
          <div aria-hidden="true">Portfolio, a day</div>
          <div className="relative mt-2 mr-3 mb-6 ml-11 min-h-64 grow">
            <Axes x={scales.x} y={scales.y} />
            <div
              {...surface}
              onPointerMove={onPointerMove}
              onPointerDown={onPointerMove}
              className="absolute inset-0 touch-pan-y"
            >
              <Marks pairs={pairs} inWindow={inWindow} line={line} x={scales.x} y={scales.y} />
              {active === null ? null : (
                <Reading pair={pairs[active]} place={places[active]} marketIndex={marketIndex} />
              )}
            </div>
            {spoken}
          </div>
          <div aria-hidden="true" className="text-right">
            {marketIndex}, a day
          </div>
        </div>
      }
    />
  );
}

/** Gridlines and their figures, with the lines of zero firm. */
function Axes({ x, y }: { x: ValueScale; y: ValueScale }) {
  return (
    <div aria-hidden="true">
      {y.ticks.map((value) => (
        <div
          key={value}
          className={`absolute inset-x-0 border-t ${value === 0 ? 'border-rule-strong' : 'border-rule'}`}
          style={{ bottom: `${percentOf(value, y)}%` }}
        >
          <span className="absolute right-full -translate-y-1/2 pr-2 whitespace-nowrap">
            {percentTick(value, y.ticks)}
          </span>
        </div>
      ))}
      {x.ticks.map((value, index) => (
        <div
          key={value}
          className={`absolute inset-y-0 border-l ${value === 0 ? 'border-rule-strong' : 'border-rule'}`}
          style={{ left: `${percentOf(value, x)}%` }}
        >
          <span
            className={`absolute top-full -translate-x-1/2 pt-1.5 whitespace-nowrap ${index % 2 === 1 ? 'max-sm:hidden' : ''}`}
          >
            {percentTick(value, x.ticks)}
          </span>
        </div>
      ))}
    </div>
  );
}

type MarksProps = {
  pairs: readonly ReturnPair[];
  inWindow: number;
  line: ScatterFit['line'];
  x: ValueScale;
  y: ValueScale;
};

/** Band, line and dots. The dots of a colour are one path: strokes without length, whose round ends stay round. */
function Marks({ pairs, inWindow, line, x, y }: MarksProps) {
  const at = (market: number, portfolio: number) =>
    `${percentOf(market, x).toFixed(2)} ${(100 - percentOf(portfolio, y)).toFixed(2)}`;
  const drawn = minMaxSample(pairs.map(({ portfolio }) => portfolio));
  const dots = (belongs: (index: number) => boolean) =>
    drawn
      .filter(belongs)
      .map((index) => `M${at(pairs[index].market, pairs[index].portfolio)}h0.001`)
      .join('');
  const along = (of: (point: ScatterFit['line'][number]) => number, points = line) =>
    points.map((point) => at(point.x, of(point))).join('L');
  return (
    <svg
      viewBox="0 0 100 100"
      preserveAspectRatio="none"
      className="absolute inset-0 h-full w-full overflow-hidden"
      aria-hidden="true"
      data-graphic
    >
      {line.length > 1 ? (
        <path
          d={`M${along(({ high }) => high)}L${along(({ low }) => low, [...line].reverse())}Z`}
          fill="var(--color-orange-wash)"
        />
      ) : null}
      <path
        d={dots((index) => index < inWindow)}
        stroke="var(--color-rule-strong)"
        strokeOpacity="0.55"
        strokeWidth="4"
        strokeLinecap="round"
        vectorEffect="non-scaling-stroke"
      />
      <path
        d={dots((index) => index >= inWindow)}
        stroke="var(--color-blue)"
        strokeWidth="5"
        strokeLinecap="round"
        vectorEffect="non-scaling-stroke"
      />
      {line.length > 1 ? (
        <path
          d={`M${along(({ y: value }) => value)}`}
          fill="none"
          stroke="var(--color-orange)"
          strokeWidth="2"
          vectorEffect="non-scaling-stroke"
        />
      ) : null}
    </svg>
  );
}

type ReadingProps = { pair: ReturnPair; place: { left: number; bottom: number }; marketIndex: string };

/** A ring around one day, and what it says. */
function Reading({ pair, place, marketIndex }: ReadingProps) {
  const { left, bottom } = place;
  return (
    <div aria-hidden="true" className="pointer-events-none absolute inset-0" data-screen-only>
      <div
        className="absolute size-3 -translate-x-1/2 translate-y-1/2 rounded-full border-2 border-ink"
        style={{ left: `${left}%`, bottom: `${bottom}%` }}
      />
      <div
        className="absolute rounded-md border border-rule bg-raised px-2.5 py-1.5 whitespace-nowrap text-ink shadow-float"
        style={{
          ...(left > 50 ? { right: `calc(${100 - left}% + 12px)` } : { left: `calc(${left}% + 12px)` }),
          ...(bottom > 50 ? { top: `${100 - bottom}%` } : { bottom: `${bottom}%` }),
        }}
      >
        <div className="font-semibold">{day(pair.date)}</div>
        <div>
          {marketIndex} <span className="font-medium">{signedPercent(pair.market, 2)}</span>
        </div>
        <div>
          Portfolio <span className="font-medium">{signedPercent(pair.portfolio, 2)}</span>
        </div>
      </div>
    </div>
  );
}

function PairTable({ pairs, marketIndex }: { pairs: readonly ReturnPair[]; marketIndex: string }) {
  const [shown, setShown] = useState(tableLength);
  const newestFirst = pairs.slice(Math.max(0, pairs.length - shown)).reverse();
  return (
    <div>
      <TableScroll
        label={`Daily returns against ${marketIndex}, table`}
        className="max-h-80 rounded-md border border-rule"
      >
        <table className="data-table">
          <thead className="stuck">
            <tr>
              <th scope="col">Date</th>
              <th scope="col" className="number">
                {marketIndex}
              </th>
              <th scope="col" className="number">
                Portfolio
              </th>
            </tr>
          </thead>
          <tbody>
            {newestFirst.map(({ date, market, portfolio }) => (
              <tr key={date}>
                <th scope="row">{day(date)}</th>
                <td className="number">{signedPercent(market, 2)}</td>
                <td className="number">{signedPercent(portfolio, 2)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </TableScroll>
      {pairs.length > shown ? (
        <Button size="small" variant="quiet" className="mt-2" onClick={() => setShown(shown + tableLength)}>
          Show older days
        </Button>
      ) : null}
    </div>
  );
}
