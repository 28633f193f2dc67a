import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { gunzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { gicsSectors } from '../risk/gics-sectors';
import { parseActions } from './actions';
import { parseHoldings } from './holdings';
import { holdingsCsv } from './holdings-export';
import { parsePrices } from './prices';
import { parseSectorWeights } from './sector-weights';
import { parseSecurities } from './securities';

const folder = path.resolve(import.meta.dirname, '../../../shared');
const isThere = existsSync(path.join(folder, 'data'));
const title = isThere
  ? 'the reference files'
  : 'the reference files (skipped: there is no folder ../shared beside the checkout)';
const file = (name: string) => readFileSync(path.join(folder, name));
const options = { today: '2026-01-02' };

/** A reader of CSV without quotes that knows nothing of the import: what the files are held against. */
const cellsOf = (text: string) =>
  text
    .trim()
    .split('\n')
    .map((line) => line.split(','));

describe.skipIf(!isThere)(title, () => {
  it('import as they are: wide adjusted closes', async () => {
    const source = file('data/prices_adjclose.csv');
    const result = await parsePrices(source, options);
    if (!result.ok) throw new Error(JSON.stringify(result));
    expect(result).toMatchObject({
      rowsRead: 1320,
      repeated: 0,
      ignoredColumns: [],
      warningCount: 0,
      format: { layout: 'wide' },
    });
    const [header, ...lines] = cellsOf(source.toString());
    const expected = new Map(
      lines.flatMap((cells) =>
        cells.slice(1).flatMap((cell, i) => (cell === '' ? [] : [[`${header[i + 1]} ${cells[0]}`, cell] as const])),
      ),
    );
    expect(result.rows.length).toBe(expected.size);
    for (const batch of result.rows.batches())
      for (const { symbol, date, close, adjClose } of batch) {
        expect(Number(close)).toBe(Number(expected.get(`${symbol} ${date}`)));
        expect(adjClose).toBe(close);
      }
    expect(result.rows.span).toEqual({ firstDate: '2016-01-04', lastDate: '2021-03-31' });
    expect(result.rows.symbols).toEqual(header.slice(1).sort());
  });

  it('import as they are: long raw prices', async () => {
    const source = gunzipSync(file('data/ohlcv.csv.gz'));
    const result = await parsePrices(source, options);
    if (!result.ok) throw new Error(JSON.stringify(result));
    expect(result).toMatchObject({
      rowsRead: 55_364,
      repeated: 0,
      ignoredColumns: ['dividend', 'split'],
      format: { layout: 'long' },
    });
    expect(result.rows.length).toBe(55_364);
    const lines = new Map(
      cellsOf(source.toString())
        .slice(1)
        .map((cells) => [`${cells[1]} ${cells[0]}`, cells]),
    );
    for (const batch of result.rows.batches())
      for (const row of batch) {
        const cells = lines.get(`${row.symbol} ${row.date}`)!;
        const read = [row.open, row.high, row.low, row.close, row.adjClose, row.volume].map(Number);
        expect(read).toEqual(cells.slice(2, 8).map(Number));
      }
  });

  it('import as they are: dividends and splits', async () => {
    const source = file('data/actions.csv');
    const result = await parseActions(source, options);
    if (!result.ok) throw new Error(JSON.stringify(result));
    const lines = cellsOf(source.toString()).slice(1);
    expect(result.rowsRead).toBe(lines.length);
    expect(result.rows.length).toBe(
      lines.filter(([, , dividend, split]) => Number(dividend) > 0 || Number(split) !== 1).length,
    );
    expect(
      result.rows.filter(({ split }) => split !== null).map(({ symbol, date, split }) => `${symbol} ${date} ${split}`),
    ).toEqual(expect.arrayContaining(['AAPL 2020-08-31 4', 'TSLA 2020-08-31 5', 'NEE 2020-10-27 4']));
  });

  it('import as they are: sectors', async () => {
    const result = await parseSecurities(file('data/sectors.csv'), options);
    if (!result.ok) throw new Error(JSON.stringify(result));
    const { sectors } = JSON.parse(file('oracle/portfolios_public.json').toString()) as {
      sectors: Record<string, string>;
    };
    expect(Object.fromEntries(result.rows.map(({ symbol, sector }) => [symbol, sector]))).toEqual(sectors);
    expect(result.ignoredColumns).toEqual(['source']);
  });

  it('import as they are: sector weights', async () => {
    const result = await parseSectorWeights(file('data/benchmark/sp500_sector_weights.csv'), options);
    if (!result.ok) throw new Error(JSON.stringify(result));
    expect(result.ignoredColumns).toEqual(['benchmark']);
    const { benchmark } = JSON.parse(file('oracle/portfolios_public.json').toString()) as {
      benchmark: Record<string, number>;
    };
    const august = result.rows.filter(({ asOf }) => asOf === '2025-08-25');
    expect(august.map(({ sector }) => sector)).toEqual([...gicsSectors]);
    expect(Object.fromEntries(august.map(({ sector, weight }) => [sector, Number(weight)]))).toEqual(benchmark);
    expect(new Set(result.rows.map(({ asOf }) => asOf))).toEqual(new Set(['2025-08-25', '2025-11-24']));
  });

  it('import as they are: portfolios written as CSV, and back from an export', async () => {
    const { portfolios } = JSON.parse(file('oracle/portfolios_public.json').toString()) as {
      portfolios: Record<string, { shares: Record<string, number> }>;
    };
    for (const { shares } of Object.values(portfolios)) {
      const csv = `ticker,shares\n${Object.entries(shares)
        .map((entry) => entry.join(','))
        .join('\n')}\n`;
      const result = await parseHoldings(Buffer.from(csv), options);
      if (!result.ok) throw new Error(JSON.stringify(result));
      expect(Object.fromEntries(result.rows.map(({ symbol, quantity }) => [symbol, Number(quantity)]))).toEqual(shares);
      const again = await parseHoldings(Buffer.from(holdingsCsv(result.rows)), options);
      expect(again.ok && again.rows).toEqual(result.rows);
    }
  });
});
