import { renderToStaticMarkup } from 'react-dom/server';
import { describe, expect, it } from 'vitest';
import { dayNumber } from '@/lib/risk/day';
import type { TimeLine } from './time-line';
import { TimePlot } from './time-plot';
import { timeRows } from './time-rows';

const dates = ['2026-01-01', '2026-01-02', '2026-01-03', '2026-01-04', '2026-01-05'];

/** Drawn 1,000 wide and, within the margins of 10 and 26, 100 high, over values from 0 to 4. */
const drawn = (line: Partial<TimeLine>, asOf?: string) => {
  const lines: TimeLine[] = [{ label: 'Beta', colour: 'blue', dates, values: [0, 1, 2, 3, 4], ...line }];
  return renderToStaticMarkup(
    <TimePlot
      rows={timeRows(lines)}
      lines={lines}
      scale={{ low: 0, high: 4, ticks: [0, 2, 4] }}
      dateTicks={[
        { day: dayNumber('2026-01-03'), label: '3 Jan' },
        { day: dayNumber('2026-01-05'), label: '5 Jan' },
      ]}
      height={136}
      format={(value) => `${value} ×`}
      asOfDay={asOf === undefined ? undefined : dayNumber(asOf)}
    />,
  );
};
const curves = (html: string) => [...html.matchAll(/<path[^>]*recharts-curve[^>]*>/g)].map(([tag]) => tag);
const pathOf = (tag: string) => / d="([^"]*)"/.exec(tag)![1];

describe('the drawing of a chart over time', () => {
  it('goes from the first day to the last and from the foot of the scale to its top', () => {
    expect(curves(drawn({})).map(pathOf)).toEqual(['M0,100L250,75L500,50L750,25L1000,0']);
  });

  it('connects over a day that has no value, unless the line was interrupted there', () => {
    const without = { dates: dates.filter((_, i) => i !== 2), values: [0, 1, 3, 4] };
    expect(curves(drawn(without)).map(pathOf)).toEqual(['M0,100L250,75L750,25L1000,0']);
    const [interrupted] = curves(drawn({ ...without, breaks: [dates[2]] }));
    expect(pathOf(interrupted)).toBe('M0,100L250,75M750,25L1000,0');
    expect(interrupted).toContain('stroke-linecap="round"');
  });

  it('has a band with its two edges below the line', () => {
    const low = [0, 0, 1, 2, 3];
    const high = [1, 2, 3, 4, 4];
    const [area, ...rest] = curves(drawn({ low, high })).map(pathOf);
    expect(area).toBe('M0,75L250,50L500,25L750,0L1000,0L1000,25L750,50L500,75L250,100L0,100Z');
    expect(rest).toEqual([
      'M0,100L250,100L500,75L750,50L1000,25',
      'M0,75L250,50L500,25L750,0L1000,0',
      'M0,100L250,75L500,50L750,25L1000,0',
    ]);
  });

  it('says its values and days where they are, the last one within the edge', () => {
    const html = drawn({});
    for (const [place, words] of [
      ['bottom:0%', '0 ×'],
      ['bottom:50%', '2 ×'],
      ['bottom:100%', '4 ×'],
      ['left:50%', '3 Jan'],
    ])
      expect(html).toContain(`style="${place}">${words}<`);
    expect(html).toMatch(/-translate-x-full" style="left:100%">5 Jan</);
  });

  it('shades what is expected and not measured', () => {
    expect(drawn({}, '2026-01-04')).toMatch(/<rect x="750" width="250" height="100"/);
    expect(drawn({}, '2026-01-05')).not.toContain('<rect');
  });
});
