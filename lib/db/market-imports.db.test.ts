import { afterEach, describe, expect, it } from 'vitest';
import { gicsSectors } from '@/lib/risk/gics-sectors';
import { saveActions } from './actions-import';
import { inTransaction, pool, rehearsable } from './client';
import { type NewPrice, savePrices } from './prices-import';
import { latestSectorWeights, type SectorWeightRow, saveSectorWeights } from './sector-weights';
import { ensureSecurities, saveSecurities } from './securities';

afterEach(() => pool().query('TRUNCATE securities, benchmarks_sector_weights CASCADE'));

const price = (symbol: string, date: string, close: string, rest: Partial<NewPrice> = {}): NewPrice => ({
  symbol,
  date,
  close,
  open: null,
  high: null,
  low: null,
  adjClose: null,
  volume: null,
  ...rest,
});

const save = (prices: readonly NewPrice[], source = 'CSV') =>
  inTransaction((client) => savePrices(client, [...new Set(prices.map(({ symbol }) => symbol))], [prices], source));

const stored = async () =>
  (
    await pool().query(
      `SELECT symbol, date, trim_scale(open)::text AS open, trim_scale(high)::text AS high, trim_scale(low)::text AS low,
              trim_scale(close)::text AS close, trim_scale(adj_close)::text AS adj, volume, source
         FROM daily_prices JOIN securities s ON s.id = security_id ORDER BY symbol, date`,
    )
  ).rows;

const full = price('ACME', '2024-01-02', '10.5', {
  open: '10',
  high: '11',
  low: '9.99999999',
  adjClose: '5.25',
  volume: '1000',
});
const fullRow = {
  symbol: 'ACME',
  date: '2024-01-02',
  open: '10',
  high: '11',
  low: '9.99999999',
  close: '10.5',
  adj: '5.25',
  volume: 1000,
  source: 'CSV',
};

describe('savePrices', () => {
  it('keeps every digit, and takes the raw close for an adjusted one that nobody has said', async () => {
    const largest = '999999999999.99999999';
    expect(await save([full, price('BIG', '2024-01-02', largest)])).toEqual({ added: 2, changed: 0 });
    expect(await stored()).toEqual([
      fullRow,
      {
        symbol: 'BIG',
        date: '2024-01-02',
        open: null,
        high: null,
        low: null,
        close: largest,
        adj: largest,
        volume: null,
        source: 'CSV',
      },
    ]);
  });

  it('writes nothing where the same comes again, and counts what changed', async () => {
    const rows = [full, price('ACME', '2024-01-03', '11'), price('BETA', '2024-01-02', '3')];
    await save(rows);
    const { rows: before } = await pool().query('SELECT xmin, * FROM daily_prices ORDER BY security_id, date');
    expect(await save(rows)).toEqual({ added: 0, changed: 0 });
    expect((await pool().query('SELECT xmin, * FROM daily_prices ORDER BY security_id, date')).rows).toEqual(before);
    expect(await save([full, price('ACME', '2024-01-03', '11.5'), price('ACME', '2024-01-04', '12')])).toEqual({
      added: 1,
      changed: 1,
    });
  });

  it('leaves what the rows do not say: a file of closes deletes no adjustment, no range and no volume', async () => {
    await save([full]);
    expect(await save([price('ACME', '2024-01-02', '10.5')])).toEqual({ added: 0, changed: 0 });
    expect(await stored()).toEqual([fullRow]);
    expect(await save([price('ACME', '2024-01-02', '10.5', { volume: '7' })])).toEqual({ added: 0, changed: 1 });
    expect(await stored()).toEqual([{ ...fullRow, volume: 7 }]);
  });

  it('keeps the adjustment of a day whose raw close is corrected', async () => {
    await save([full]);
    await save([price('ACME', '2024-01-02', '21')]);
    expect(await stored()).toEqual([{ ...fullRow, close: '21', adj: '10.5' }]);
  });

  it('takes a range whole or leaves it whole, so that no high falls under an older low', async () => {
    await save([full]);
    expect(await save([price('ACME', '2024-01-02', '10.5', { high: '9.5' })])).toEqual({ added: 0, changed: 1 });
    expect(await stored()).toEqual([{ ...fullRow, open: null, high: '9.5', low: null }]);
  });

  it('keeps nothing of a file that breaks off, and gives the connection back in order', async () => {
    function* breaking() {
      yield [full];
      throw new Error('the file broke off');
    }
    await expect(inTransaction((client) => savePrices(client, ['ACME'], breaking(), 'CSV'))).rejects.toThrow(
      'the file broke off',
    );
    expect((await pool().query('SELECT FROM securities')).rowCount).toBe(0);
    await expect(save([full, price('ACME', '2024-02-30', '1')])).rejects.toMatchObject({ code: '22008' });
    await expect(save([full, price('ACME', '2024-01-03', '-1')])).rejects.toMatchObject({ code: '23514' });
    await expect(save([full, price('ACME', '2024-01-03', 'NaN')])).rejects.toMatchObject({ code: '23514' });
    expect(await stored()).toEqual([]);
    expect(await save([full])).toEqual({ added: 1, changed: 0 });
  });

  it('leaves nothing of a rehearsal but what it would have done', async () => {
    await save([full]);
    const told = await rehearsable(true, (client) =>
      savePrices(client, ['ACME', 'NEW'], [[price('ACME', '2024-01-02', '1'), price('NEW', '2024-01-02', '1')]], 'CSV'),
    );
    expect(told).toEqual({ added: 1, changed: 1 });
    expect(await stored()).toEqual([fullRow]);
    expect((await pool().query(`SELECT FROM securities WHERE symbol = 'NEW'`)).rowCount).toBe(0);
  });

  it('leaves one set where eight imports of one file run at once, and refuses none', async () => {
    const rows = Array.from({ length: 30 }, (_, s) =>
      Array.from({ length: 28 }, (_, d) => price(`S${s}`, `2024-02-${String(d + 1).padStart(2, '0')}`, String(d + 1))),
    ).flat();
    const counts = await Promise.all(Array.from({ length: 8 }, () => save(rows)));
    expect(counts.reduce((sum, { added }) => sum + added, 0)).toBe(rows.length);
    expect(counts.reduce((sum, { changed }) => sum + changed, 0)).toBe(0);
    expect(await stored()).toHaveLength(rows.length);
  });

  it('lets files that overlap in opposite order pass each other', async () => {
    const rows = Array.from({ length: 400 }, (_, s) => price(`S${s}`, '2024-02-01', '1'));
    // The securities are there already: making them would let one file wait for the other.
    await save(rows.map((row) => ({ ...row, date: '2024-01-31' })));
    const files = Array.from({ length: 6 }, (_, i) => rows.map((row) => ({ ...row, close: String(i + 1) })));
    const ordered = files.map((file, i) => (i % 2 ? file : [...file].reverse()));
    await Promise.all(ordered.map((file) => save(file)));
    const closes = new Set((await stored()).filter(({ date }) => date === '2024-02-01').map(({ close }) => close));
    expect(closes.size).toBe(1);
  });
});

describe('saveActions', () => {
  const act = (rows: Parameters<typeof saveActions>[1]) => inTransaction((client) => saveActions(client, rows, 'CSV'));
  const dividend = { symbol: 'ACME', date: '2024-01-02', dividend: '0.24', split: null };
  const split = { symbol: 'ACME', date: '2024-01-03', dividend: null, split: '4' };

  it('stores, leaves what says the same, changes what differs', async () => {
    expect(await act([dividend, split])).toEqual({ added: 2, changed: 0 });
    expect(await act([dividend, split])).toEqual({ added: 0, changed: 0 });
    expect(await act([{ ...dividend, dividend: '0.25' }, split])).toEqual({ added: 0, changed: 1 });
    const { rows } = await pool().query(
      `SELECT date, trim_scale(dividend)::text AS dividend, trim_scale(split)::text AS split FROM corporate_actions ORDER BY date`,
    );
    expect(rows).toEqual([
      { date: '2024-01-02', dividend: '0.25', split: '1' },
      { date: '2024-01-03', dividend: '0', split: '4' },
    ]);
  });

  it('keeps nothing where one row breaks a rule', async () => {
    await expect(act([dividend, { ...split, split: '0' }])).rejects.toMatchObject({ code: '23514' });
    expect((await pool().query('SELECT FROM corporate_actions')).rowCount).toBe(0);
  });

  it('leaves one set where eight run at once', async () => {
    const counts = await Promise.all(Array.from({ length: 8 }, () => act([dividend, split])));
    expect(counts.reduce((sum, { added }) => sum + added, 0)).toBe(2);
  });
});

describe('saveSecurities', () => {
  const name = (rows: Parameters<typeof saveSecurities>[1]) => inTransaction((client) => saveSecurities(client, rows));
  const acme = { symbol: 'ACME', name: 'Acme', sector: 'Energy', assetClass: 'stock' };
  const known = async () =>
    (await pool().query(`SELECT symbol, name, sector, asset_class FROM securities ORDER BY symbol COLLATE "C"`)).rows;

  it('stores, leaves what says the same, and takes nothing away where a file says nothing', async () => {
    expect(await name([acme])).toEqual({ added: 1, changed: 0 });
    expect(await name([acme])).toEqual({ added: 0, changed: 0 });
    expect(await name([{ symbol: 'ACME', name: null, sector: null, assetClass: null }])).toEqual({
      added: 0,
      changed: 0,
    });
    expect(await name([{ ...acme, name: null, assetClass: 'fund' }])).toEqual({ added: 0, changed: 1 });
    expect(await known()).toEqual([{ symbol: 'ACME', name: 'Acme', sector: 'Energy', asset_class: 'fund' }]);
  });

  it('names a security that prices or holdings brought before', async () => {
    await inTransaction((client) => ensureSecurities(client, [{ symbol: 'ACME' }]));
    expect(await name([acme])).toEqual({ added: 0, changed: 1 });
  });

  it('passes imports that bring the same securities in other orders', async () => {
    // In the order of a dictionary a hyphen counts for nothing, in that of code units it stands before every letter.
    const symbols = Array.from({ length: 60 }, (_, i) => (i % 2 ? `A-${i}` : `A${i}`));
    await Promise.all(
      Array.from({ length: 8 }, (_, i) =>
        i % 2
          ? inTransaction((client) =>
              ensureSecurities(
                client,
                symbols.map((symbol) => ({ symbol, currency: 'USD' })),
              ),
            )
          : name(symbols.map((symbol) => ({ ...acme, symbol }))),
      ),
    );
    expect(await known()).toHaveLength(60);
  });
});

describe('saveSectorWeights', () => {
  const weightsOf = (asOf: string, first: number, dataSource = 'CSV'): SectorWeightRow[] =>
    gicsSectors.map((sector, i) => ({
      asOf,
      sector,
      weight: (i === 0 ? first : (1 - first) / 10).toFixed(6),
      dataSource,
    }));
  const write = (rows: readonly SectorWeightRow[]) =>
    inTransaction((client) => saveSectorWeights(client, 'SP500', rows));

  it('stores, leaves what says the same, replaces a date that says otherwise', async () => {
    expect(await write(weightsOf('2024-01-31', 0.3))).toEqual({ added: 11, changed: 0 });
    expect(await write(weightsOf('2024-01-31', 0.3))).toEqual({ added: 0, changed: 0 });
    expect(await write(weightsOf('2024-01-31', 0.4))).toEqual({ added: 0, changed: 11 });
    expect(await write(weightsOf('2024-01-31', 0.4, 'S&P'))).toEqual({ added: 0, changed: 11 });
  });

  it('answers the newest set on or before a day, never one dated after it and never a mix', async () => {
    await write([...weightsOf('2024-01-31', 0.3), ...weightsOf('2024-02-29', 0.4)]);
    expect(await latestSectorWeights('SP500', '2024-01-30')).toBeNull();
    expect(await latestSectorWeights('SP500', '2024-02-28')).toMatchObject({ asOf: '2024-01-31' });
    const newest = await latestSectorWeights('SP500', '2024-12-31');
    expect(newest).toMatchObject({ asOf: '2024-02-29', dataSource: 'CSV' });
    expect(Object.keys(newest!.weights)).toHaveLength(11);
    expect(newest!.weights[gicsSectors[0]]).toBe(0.4);
    expect(await latestSectorWeights('OTHER', '2024-12-31')).toBeNull();
  });

  it('keeps nothing of a set with a row that breaks a rule', async () => {
    const broken = weightsOf('2024-01-31', 0.3).map((row, i) => (i === 10 ? { ...row, sector: 'Technology' } : row));
    await expect(write(broken)).rejects.toMatchObject({ code: '23514' });
    expect(await latestSectorWeights('SP500', '2024-12-31')).toBeNull();
  });
});
