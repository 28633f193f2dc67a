import { describe, expect, it } from 'vitest';
import { gicsSectors } from '../risk/gics-sectors';
import { parseSectorWeights } from './sector-weights';

const parse = (text: string) => parseSectorWeights(new TextEncoder().encode(text), { today: '2026-01-02' });

/** Eleven rows that add up to 1 exactly, Utilities last. */
const day = (date: string) => gicsSectors.map((sector, i) => `${date},${sector},${i < 10 ? '0.09' : '0.1'}`);
const file = (...lines: string[]) => `asof_date,sector,weight\n${lines.join('\n')}\n`;

describe('parseSectorWeights', () => {
  it('reads eleven sectors a day, by date and sector', async () => {
    const text = `benchmark,asof,sector,weight,source\n${[...day('2025-11-24'), ...day('2025-08-25')].map((line) => `SP500,${line},fund holdings`).join('\n')}`;
    const result = await parse(text);
    expect(result).toMatchObject({ ok: true, rowsRead: 22, ignoredColumns: ['benchmark'] });
    const rows = result.ok ? result.rows : [];
    expect(rows.length).toBe(22);
    expect(rows[0]).toEqual({
      row: 13,
      asOf: '2025-08-25',
      sector: 'Communication Services',
      weight: '0.09',
      dataSource: 'fund holdings',
    });
    expect(rows[21]).toMatchObject({ row: 12, asOf: '2025-11-24', sector: 'Utilities', weight: '0.1' });
  });

  it('reads vendor names and files without a source', async () => {
    const text = file(...day('2025-08-25')).replace('Information Technology', 'Technology');
    expect(await parse(text)).toMatchObject({
      ok: true,
      rows: gicsSectors.map((sector) => ({ sector, dataSource: null })),
    });
  });

  it('says where a source is longer than what is kept of it, once', async () => {
    const source = 'holdings of the fund, by sector, of its sponsor';
    const text = `asof,sector,weight,source\n${day('2025-08-25')
      .map((line) => `${line},"${source}"`)
      .join('\n')}`;
    const result = await parse(text);
    expect(result).toMatchObject({
      ok: true,
      warningCount: 1,
      warnings: [{ row: 2, column: 'source', value: source }],
    });
    expect(result.ok && result.rows.map(({ dataSource }) => dataSource)).toEqual(
      gicsSectors.map(() => 'holdings of the fund, by sector,'),
    );
  });

  it.each(['0.0995', '0.1005'])('takes a sum 0.0005 from 1 (the last weight %s)', async (last) => {
    expect((await parse(file(...day('2025-08-25').slice(0, 10), `2025-08-25,Utilities,${last}`))).ok).toBe(true);
  });

  it.each([
    ['0.09949999', '0.99949999'],
    ['0.10050001', '1.00050001'],
    ['0', '0.9'],
  ])('refuses a sum further from 1 (the last weight %s)', async (last, sum) => {
    expect(await parse(file(...day('2025-08-25').slice(0, 10), `2025-08-25,Utilities,${last}`))).toMatchObject({
      ok: false,
      problems: [
        { row: 12, column: 'weight', value: sum, expected: 'weights of 2025-08-25 that add up to 1 ± 0.0005' },
      ],
    });
  });

  it('refuses a day with a sector too few, naming it', async () => {
    expect(await parse(file(...day('2025-08-25'), ...day('2025-11-24').slice(1, 10)))).toMatchObject({
      ok: false,
      problems: [
        {
          row: 21,
          column: 'sector',
          value: '9 sectors',
          expected: 'all 11 sectors on 2025-11-24; missing: Communication Services, Utilities',
        },
      ],
    });
  });

  it.each([
    ['the same again', '2025-08-25,Energy,0.09'],
    ['another weight', '2025-08-25,Energy,0.1'],
  ])('refuses a sector twice on a day, naming both lines: %s', async (_, line) => {
    const expected = 'one row for Energy on 2025-08-25; line 5 is another';
    expect(await parse(file(...day('2025-08-25'), line))).toMatchObject({
      ok: false,
      problems: [{ row: 13, column: 'sector', value: 'Energy', expected, otherRow: 5 }],
      problemCount: 1,
    });
  });

  const weight = 'a number of 0 or more with at most 12 digits before the decimal mark, written like 1234.56';
  it.each([
    ['no date', ',Energy,0.1', 'asof_date', '', 'a date'],
    [
      'a date in the future',
      '2026-01-03,Energy,0.1',
      'asof_date',
      '2026-01-03',
      'a calendar date from 1800-01-01 to 2026-01-02, written YYYY-MM-DD',
    ],
    ['no sector', '2025-08-25,,0.1', 'sector', '', 'a sector'],
    ['an unknown sector', '2025-08-25,Unknown,0.1', 'sector', 'Unknown', `one of ${gicsSectors.join(', ')}`],
    ['no weight', '2025-08-25,Energy,', 'weight', '', 'a weight'],
    ['a weight in percent', '2025-08-25,Energy,2.9', 'weight', '2.9', 'a fraction from 0 to 1 (0.25 for 25 %)'],
    ['a weight with a percent sign', '2025-08-25,Energy,2.9%', 'weight', '2.9%', weight],
    ['a negative weight', '2025-08-25,Energy,-0.1', 'weight', '-0.1', weight],
    ['a weight of NaN', '2025-08-25,Energy,NaN', 'weight', 'NaN', weight],
  ])('refuses %s', async (_, line, column, value, expected) => {
    const result = await parse(file(line));
    expect(result).toEqual({
      ok: false,
      reason: 'refused',
      problems: [{ row: 2, column, value, expected }],
      problemCount: 1,
    });
  });

  it.each([
    ['sector,weight\nEnergy,1\n', 'asof_date', 'a column asof_date (or asof, date, weight date)'],
    ['asof,weight\n2025-08-25,1\n', 'sector', 'a column sector (or gics sector, sector name)'],
    ['asof,sector\n2025-08-25,Energy\n', 'weight', 'a column weight (or sector weight)'],
    ['asof,sector,weight\n', null, 'at least one row below the header'],
  ])('refuses a file like %j', async (text, column, expected) => {
    expect(await parse(text)).toMatchObject({ ok: false, problems: [{ row: 1, column, value: null, expected }] });
  });
});
