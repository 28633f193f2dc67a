import { beforeEach, describe, expect, it } from 'vitest';
import { inTransaction, pool } from './client';
import { type MarketAction, type MarketBar, quarantine, saveHistory } from './market-prices';
import { priceChanges } from './price-sources';
import { savePrices } from './prices-import';
import { ensureSecurities } from './securities';

const dayOf = (i: number): string => new Date(Date.UTC(2024, 0, 1 + i)).toISOString().slice(0, 10);

/** `count` days from the `first` on; the raw close of a day is its number, the adjusted one `scale` times that. */
const series = (first: number, count: number, scale = 1): MarketBar[] =>
  Array.from({ length: count }, (_, i) => ({
    date: dayOf(first + i),
    open: null,
    high: null,
    low: null,
    close: 100 + first + i,
    adjustedClose: (100 + first + i) * scale,
    volume: 10,
  }));

let id: number;
let number = 0;
beforeEach(async () => {
  const symbol = `T${String.fromCharCode(65 + number++)}`;
  id = (await inTransaction((client) => ensureSecurities(client, [{ symbol }]))).get(symbol)!;
});

const save = (bars: MarketBar[], source = 'fmp', isSwitch = false, actions: MarketAction[] = []) =>
  inTransaction((client) => saveHistory(client, id, source, { bars, actions }, isSwitch));

const storedRows = async () => {
  const { rows } = await pool().query(
    `SELECT date, close::float8 AS close, adj_close::float8 AS adjusted, source FROM daily_prices
      WHERE security_id = $1 ORDER BY date`,
    [id],
  );
  return rows as { date: string; close: number; adjusted: number; source: string }[];
};
const sourceOf = async () =>
  (await pool().query('SELECT price_source AS source FROM securities WHERE id = $1', [id])).rows[0].source;
const changes = () => priceChanges(pool(), id, 10);

describe('saveHistory', () => {
  it('stores a first history with its source and the time it came, and nothing of the same again', async () => {
    expect(await save(series(0, 100))).toEqual({ outcome: 'stored', added: 100, changed: 0 });
    expect(await sourceOf()).toBe('fmp');
    const { rows } = await pool().query(
      `SELECT count(*)::int AS count FROM daily_prices WHERE security_id = $1 AND source = 'fmp'
          AND retrieved_at > now() - interval '1 minute'`,
      [id],
    );
    expect(rows[0].count).toBe(100);
    expect(await save(series(0, 100))).toEqual({ outcome: 'unchanged', added: 0, changed: 0 });
  });

  it('adds newer and older days beside those that agree', async () => {
    await save(series(50, 50));
    expect(await save(series(90, 20))).toEqual({ outcome: 'stored', added: 10, changed: 0 });
    expect(await save(series(0, 60))).toEqual({ outcome: 'stored', added: 50, changed: 0 });
    expect((await storedRows()).map(({ date }) => date)).toEqual(Array.from({ length: 110 }, (_, i) => dayOf(i)));
    expect(await changes()).toEqual([]);
  });

  it('takes the noise of single precision for the same price', async () => {
    await save(series(0, 100));
    const noisy = series(0, 100).map((bar) => ({ ...bar, adjustedClose: Math.fround(bar.adjustedClose * 1.000001) }));
    expect(await save(noisy)).toMatchObject({ outcome: 'unchanged' });
  });

  it('asks for the whole where a part disagrees, and changes nothing until it has it', async () => {
    await save(series(0, 100));
    const before = await storedRows();
    expect(await save(series(90, 20, 0.25))).toEqual({ outcome: 'needs_whole', added: 0, changed: 0 });
    expect(await storedRows()).toEqual(before);
  });

  it('asks for the whole where it cannot tell whether the scale is the same', async () => {
    await save(series(0, 50));
    expect((await save(series(60, 20))).outcome).toBe('needs_whole');
  });

  it('restates the whole adjusted series on a split and keeps the one before', async () => {
    await save(series(0, 100));
    const split = [{ date: dayOf(100), dividend: 0, split: 4 }];
    expect(await save(series(0, 110, 0.25), 'fmp', false, split)).toEqual({
      outcome: 'restated',
      added: 10,
      changed: 100,
    });
    expect((await storedRows()).every(({ close, adjusted }) => Math.abs(adjusted - close / 4) < 1e-9)).toBe(true);
    expect(await changes()).toMatchObject([{ kind: 'restated', days: 100, firstDate: dayOf(0), lastDate: dayOf(99) }]);
    const { rows } = await pool().query('SELECT closes, adj_closes FROM price_changes WHERE security_id = $1', [id]);
    expect(rows[0].closes).toBeNull();
    expect(rows[0].adj_closes).toEqual(series(0, 100).map(({ adjustedClose }) => adjustedClose));
    const { rows: actions } = await pool().query(
      'SELECT date, split::float8 AS split, source FROM corporate_actions WHERE security_id = $1',
      [id],
    );
    expect(actions).toEqual([{ date: dayOf(100), split: 4, source: 'fmp' }]);
  });

  it('keeps the traded closes too where they were corrected', async () => {
    await save(series(0, 50));
    const corrected = series(0, 50).map((bar, i) => (i === 20 ? { ...bar, close: 77, adjustedClose: 77 } : bar));
    expect((await save(corrected)).outcome).toBe('restated');
    expect(await changes()).toMatchObject([{ kind: 'corrected' }]);
    const { rows } = await pool().query('SELECT closes FROM price_changes WHERE security_id = $1', [id]);
    expect(rows[0].closes[20]).toBe(120);
  });

  it('restates a day that the new series lacks by the step of its neighbours', async () => {
    await save(series(0, 100));
    const holed = series(0, 110, 0.5).filter((_, i) => i !== 40);
    expect(await save(holed)).toMatchObject({ outcome: 'restated' });
    expect((await storedRows())[40]).toMatchObject({ date: dayOf(40), close: 140, adjusted: 70 });
  });

  it('refuses a restatement that lacks days its neighbours disagree about, or many of them', async () => {
    await save(series(0, 100));
    const before = await storedRows();
    const step = series(0, 100).map((bar, i) => ({ ...bar, adjustedClose: bar.adjustedClose * (i < 40 ? 0.5 : 0.9) }));
    expect((await save(step.filter((_, i) => i !== 40 && i !== 39))).outcome).toBe('partial_answer');
    expect((await save(series(0, 100, 0.5).filter((_, i) => i % 3 !== 0 || i === 0))).outcome).toBe('partial_answer');
    expect(await storedRows()).toEqual(before);
    expect(await changes()).toEqual([]);
  });

  it('never removes a day: not for an empty answer, not for a part that agrees', async () => {
    await save(series(0, 100));
    await save([]);
    await save(series(10, 5));
    expect(await storedRows()).toHaveLength(100);
  });

  it('does not mix sources: another one is turned away until it may take the place of the whole', async () => {
    await save(series(0, 100), 'fmp', false, [{ date: dayOf(5), dividend: 1, split: 1 }]);
    const before = await storedRows();
    expect((await save(series(0, 110, 0.8), 'yahoo')).outcome).toBe('other_source');
    expect((await save(series(60, 50, 0.8), 'yahoo', true)).outcome).toBe('needs_whole');
    expect((await save(series(0, 70, 0.8), 'yahoo', true)).outcome).toBe('partial_answer');
    expect(await storedRows()).toEqual(before);

    expect((await save(series(0, 110, 0.8), 'yahoo', true)).outcome).toBe('restated');
    expect(new Set((await storedRows()).map(({ source }) => source))).toEqual(new Set(['yahoo']));
    expect(await sourceOf()).toBe('yahoo');
    expect(await changes()).toMatchObject([
      { kind: 'source_changed', oldSource: 'fmp', newSource: 'yahoo', days: 100 },
    ]);
    const { rows } = await pool().query('SELECT closes, actions FROM price_changes WHERE security_id = $1', [id]);
    expect(rows[0].closes).toHaveLength(100);
    expect(rows[0].actions).toMatchObject([{ date: dayOf(5), dividend: 1 }]);
  });

  it('leaves one whole series whichever of two simultaneous answers comes first', async () => {
    await save(series(0, 100));
    await Promise.all([save(series(0, 105, 0.5)), save(series(0, 110, 0.25)), save(series(0, 120, 0.5))]);
    const ratios = new Set((await storedRows()).map(({ close, adjusted }) => (adjusted / close).toFixed(6)));
    expect(ratios.size).toBe(1);
  });
});

describe('a price file beside a provider', () => {
  const file = (bars: MarketBar[]) =>
    inTransaction(async (client) => {
      const { rows } = await client.query('SELECT symbol FROM securities WHERE id = $1', [id]);
      const { symbol } = rows[0];
      const text = (value: number | null) => (value === null ? null : String(value));
      return savePrices(
        client,
        [symbol],
        [
          bars.map((bar) => ({
            ...bar,
            symbol,
            open: null,
            high: null,
            low: null,
            close: String(bar.close),
            adjClose: text(bar.adjustedClose),
            volume: text(bar.volume),
          })),
        ],
        'CSV',
      );
    });

  it('is the source of what it brings', async () => {
    await file(series(0, 30));
    expect(await sourceOf()).toBe('CSV');
    expect((await save(series(0, 40))).outcome).toBe('other_source');
  });

  it('takes the place of a provider whole, traceably', async () => {
    await save(series(0, 30));
    await file(series(0, 40, 0.5));
    expect(await sourceOf()).toBe('CSV');
    expect(new Set((await storedRows()).map(({ source }) => source))).toEqual(new Set(['CSV']));
    expect(await changes()).toMatchObject([{ kind: 'source_changed', oldSource: 'fmp', newSource: 'CSV' }]);
  });

  it('is refused where it would leave two sources side by side', async () => {
    await save(series(0, 30));
    await expect(file(series(29, 5))).rejects.toMatchObject({ code: 'other_source' });
    expect(await storedRows()).toHaveLength(30);
    expect(await sourceOf()).toBe('fmp');
  });
});

describe('quarantine', () => {
  it('keeps a row and reason once, however often it comes and whatever is in it', async () => {
    const row = { date: '2024-02-30', reason: 'invalid_date', row: `{"close":1,"x":"\u0000'"}` };
    for (let i = 0; i < 3; i++) await quarantine(pool(), id, 'fmp', [row, row, { ...row, reason: 'no_close' }]);
    const { rows } = await pool().query(
      'SELECT date, reason, row_text FROM quarantined_prices WHERE security_id = $1 ORDER BY reason',
      [id],
    );
    expect(rows).toEqual([
      { date: '2024-02-30', reason: 'invalid_date', row_text: `{"close":1,"x":"'"}` },
      { date: '2024-02-30', reason: 'no_close', row_text: `{"close":1,"x":"'"}` },
    ]);
  });
});
