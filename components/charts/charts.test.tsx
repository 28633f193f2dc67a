import { renderToStaticMarkup } from 'react-dom/server';
import { describe, expect, it } from 'vitest';
import { isoDate } from '@/lib/risk/day';
import { RollingBetaChart } from './rolling-beta-chart';
import { SectorBars } from './sector-bars';
import { TimeField } from './time-field';

const plain = (html: string) => html.replaceAll('\u00a0', ' ').replaceAll('\u2212', '-');
const words = (html: string) =>
  plain(html)
    .replace(/<[^>]*>/g, '|')
    .replace(/\|+/g, '|');

describe('SectorBars', () => {
  const row = (sector: string, net: number, benchmark: number) => ({
    sector,
    net,
    long: Math.max(net, 0),
    short: Math.min(net, 0),
    gross: Math.abs(net),
    benchmark,
    active: net - benchmark,
  });
  const html = renderToStaticMarkup(
    <SectorBars
      id="sectors"
      rows={[row('Financials', 0.2, 0.4), row('Energy', 0.75, 0.6), row('Cash', 0.05, 0)]}
      benchmarkName="S&P 500"
      onSelect={() => undefined}
    />,
  );

  it('says every figure as text before any drawing has come, down to a total of nothing', () => {
    const said = words(html);
    expect(said).toMatch(/\|Energy\|\+15\.0 pp\|.*\|Financials\|-20\.0 pp\|.*\|Funds\|0\.0 pp\|.*\|Cash\|\+5\.0 pp\|/);
    expect(said).toMatch(/\|Total\|0\.0 pp\|/);
    for (const bucket of ['Private', 'Options', 'Unknown']) expect(said).toContain(`|${bucket}|0.0 pp|`);
  });

  it('says both weights to those who cannot see the bars', () => {
    expect(words(html)).toContain(': 75.0 % against 60.0 % of the S&amp;P 500. Show its holdings.');
  });
});

describe('a chart over time', () => {
  const values = Array.from({ length: 1_260 }, (_, i) => 1 + Math.sin(i / 50) / 10);
  const series = {
    dates: values.map((_, i) => isoDate(17_000 + i)),
    values,
    low: values.map((value) => value - 0.1),
    high: values.map((value) => value + 0.1),
  };
  const html = plain(
    renderToStaticMarkup(<RollingBetaChart id="rolling" series={series} windowDays={90} marketIndex="SPY" />),
  );

  it('is named and described by its summary, and keeps the place of its drawing', () => {
    expect(html).toMatch(/<figure[^>]*aria-label="Rolling 90-day beta against SPY"/);
    expect(html).toMatch(/<figcaption id="rolling-summary"[^>]*>The 90-day beta is /);
    expect(html).toMatch(/aria-hidden="true"[^>]*style="height:240px"/);
  });

  it('can be reached and travelled by keys once it is drawn', () => {
    const drawn = renderToStaticMarkup(
      <TimeField
        id="rolling"
        label="Rolling 90-day beta"
        lines={[{ ...series, label: 'Beta', colour: 'blue' }]}
        formatTick={String}
        formatValue={String}
        formatBand={String}
        height={240}
      />,
    );
    expect(drawn).toMatch(/aria-describedby="rolling-summary" tabindex="0"/i);
    expect(drawn).toContain('1,260 points; arrow keys travel along them');
    expect(drawn).toMatch(/<output aria-live="polite"/);
  });

  it('offers its twin, a table', () => {
    expect(html).toMatch(/<legend[^>]*>Rolling 90-day beta against SPY: chart or table<\/legend>/);
  });
});
