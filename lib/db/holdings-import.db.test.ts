import { beforeEach, describe, expect, it } from 'vitest';
import { cashLot, newLot, optionLot, privateLot } from '@/test/new-lot';
import { NotFound } from './absence';
import { bookOn } from './book';
import { inTransaction, pool } from './client';
import { type ImportCounts, type NewLot, saveLots } from './holdings-import';
import { listLots } from './lots';
import { localOwner, type Owner } from './owner';
import { createPortfolio, deletePortfolio, requirePortfolio } from './portfolios';

const today = '2024-06-03';
const stranger = '00000000-0000-7000-8000-0000000000ff' as Owner;

let portfolioId: string;

beforeEach(async () => {
  const settings = { name: 'Mine', currency: 'USD', marketIndex: 'SPY', benchmarkCode: 'SP500' };
  portfolioId = (await createPortfolio(localOwner, settings)).id;
});

const save = (
  lots: readonly NewLot[],
  mode: 'replace' | 'add' = 'replace',
  day = today,
  owner = localOwner,
  id = portfolioId,
): Promise<ImportCounts> => inTransaction((client) => saveLots(client, owner, id, lots, mode, day));

const rowsOf = async (id = portfolioId) =>
  (await pool().query('SELECT * FROM positions WHERE portfolio_id = $1 ORDER BY id', [id])).rows;
const version = async () => (await requirePortfolio(localOwner, portfolioId)).holdingsVersion;
const quantities = async () =>
  (await listLots(localOwner, portfolioId)).map(({ symbol, quantity }) => `${symbol} ${quantity}`);

/** A book with a lot of every class. */
const book = [
  newLot('ACME', '100', { lotId: 'A', entryDate: '2020-01-02', entryPrice: '12.5' }),
  newLot('FUND', '-7.25', { assetClass: 'fund' }),
  optionLot('ACME 100C', -2, 'ACME'),
  optionLot('BETA 50P', 3, 'BETA', { optionType: 'put', delta: '-0.25' }),
  privateLot('CELLAR', '100000.12345678', { priceDate: '2024-01-01' }),
  cashLot('-300.55'),
];

describe('saveLots', () => {
  it('stores every class of lot to the last digit, on the security whose prices move it', async () => {
    expect(await save(book)).toEqual({ added: 6, changed: 0, removed: 0 });
    const { rows } = await pool().query(
      `SELECT q.symbol, q.asset_class, q.quantity::text, q.price::text, q.currency, q.quantity_as_of, s.symbol AS moved_by,
              s.asset_class AS moved_as
         FROM positions q LEFT JOIN securities s ON s.id = q.security_id
        WHERE portfolio_id = $1 ORDER BY q.symbol`,
      [portfolioId],
    );
    const common = { currency: 'USD', quantity_as_of: today };
    expect(rows).toEqual([
      {
        ...common,
        symbol: 'ACME',
        asset_class: 'stock',
        quantity: '100.00000000',
        price: null,
        moved_by: 'ACME',
        moved_as: 'stock',
      },
      {
        ...common,
        symbol: 'ACME 100C',
        asset_class: 'option',
        quantity: '-2.00000000',
        price: '5.00000000',
        moved_by: 'ACME',
        moved_as: 'stock',
      },
      {
        ...common,
        symbol: 'BETA 50P',
        asset_class: 'option',
        quantity: '3.00000000',
        price: '5.00000000',
        moved_by: 'BETA',
        moved_as: 'stock',
      },
      {
        ...common,
        symbol: 'CELLAR',
        asset_class: 'private',
        quantity: '1.00000000',
        price: '100000.12345678',
        moved_by: null,
        moved_as: null,
      },
      {
        ...common,
        symbol: 'FUND',
        asset_class: 'fund',
        quantity: '-7.25000000',
        price: null,
        moved_by: 'FUND',
        moved_as: 'fund',
      },
      {
        ...common,
        symbol: 'USD',
        asset_class: 'cash',
        quantity: '-300.55000000',
        price: '1.00000000',
        moved_by: null,
        moved_as: null,
      },
    ]);
  });

  it('adds nothing where the same rows come again, on another day too, and leaves every byte as it is', async () => {
    await save(book);
    const before = await rowsOf();
    const versionBefore = await version();
    for (const [mode, day] of [
      ['replace', today],
      ['add', today],
      ['replace', '2024-09-16'],
      ['add', '2024-09-16'],
    ] as const)
      expect(await save(book, mode, day)).toEqual({ added: 0, changed: 0, removed: 0 });
    expect(await rowsOf()).toEqual(before);
    expect(await version()).toBe(versionBefore);
  });

  it('keeps identical genuine lots apart', async () => {
    const twins = [1, 2, 3].map((n) => newLot('ACME', 10, { importKey: `same#${n}` }));
    expect(await save(twins)).toEqual({ added: 3, changed: 0, removed: 0 });
    expect(await save(twins.slice(0, 2))).toEqual({ added: 0, changed: 0, removed: 1 });
    expect(await quantities()).toEqual(['ACME 10', 'ACME 10']);
  });

  it('replaces the whole book, or adds to it', async () => {
    await save([newLot('ACME', 1), newLot('BETA', 2)]);
    expect(await save([newLot('GAMA', 3)], 'add')).toEqual({ added: 1, changed: 0, removed: 0 });
    expect(await quantities()).toEqual(['ACME 1', 'BETA 2', 'GAMA 3']);
    expect(await save([newLot('BETA', 2), newLot('DELT', 4)])).toEqual({ added: 1, changed: 0, removed: 2 });
    expect(await quantities()).toEqual(['BETA 2', 'DELT 4']);
    expect(await save([])).toEqual({ added: 0, changed: 0, removed: 2 });
    expect(await quantities()).toEqual([]);
  });

  it('gives a lot that left the book and comes back a row of its own: the one that left stays', async () => {
    await save([newLot('ACME', 1)]);
    const [left] = await rowsOf();
    await save([]);
    await save([newLot('ACME', 1)]);
    const rows = await rowsOf();
    expect(rows).toHaveLength(2);
    expect(rows.filter(({ removed_at }) => removed_at !== null).map(({ id }) => id)).toEqual([left.id]);
  });

  it('brings a lot of the same id up to date under the same position, whatever its key says, in both modes', async () => {
    for (const mode of ['replace', 'add'] as const) {
      await save([newLot('ACME', 100, { lotId: 'tax-1' }), newLot('ACME', 5, { lotId: 'tax-2' })]);
      const before = await listLots(localOwner, portfolioId);
      const changed = [
        newLot('ACME', 150, { lotId: 'tax-1', entryDate: '2020-01-02' }),
        newLot('ACME', 5, { lotId: 'tax-2' }),
      ];
      expect(await save(changed, mode), mode).toEqual({ added: 0, changed: 1, removed: 0 });
      const after = await listLots(localOwner, portfolioId);
      expect(after.map(({ id, lotId, quantity }) => ({ id, lotId, quantity }))).toEqual(
        before.map(({ id, lotId, quantity }) => ({ id, lotId, quantity: lotId === 'tax-1' ? '150' : quantity })),
      );
      expect(await save(changed, mode), `${mode} again`).toEqual({ added: 0, changed: 0, removed: 0 });
    }
  });

  it('tells lots of one id apart by their symbol', async () => {
    expect(await save([newLot('ACME', 1, { lotId: '1' }), newLot('BETA', 1, { lotId: '1' })])).toMatchObject({
      added: 2,
    });
  });

  it('changes what was observed of a lot under the same position: price, its date, delta', async () => {
    await save(book);
    const before = await listLots(localOwner, portfolioId);
    const repriced = [
      ...book.slice(0, 3),
      { ...book[3], delta: '-0.5', price: '7' },
      { ...book[4], price: '99', priceDate: '2024-06-01' },
      book[5],
    ];
    expect(await save(repriced)).toEqual({ added: 0, changed: 2, removed: 0 });
    const after = await listLots(localOwner, portfolioId);
    expect(after.map(({ id }) => id)).toEqual(before.map(({ id }) => id));
    expect(after.find(({ symbol }) => symbol === 'CELLAR')).toMatchObject({ price: '99', priceDate: '2024-06-01' });
    expect(after.find(({ symbol }) => symbol === 'BETA 50P')).toMatchObject({ price: '7', delta: '-0.5' });
  });

  describe('the day in whose units a quantity is stated', () => {
    const asOfOf = async () => (await listLots(localOwner, portfolioId)).map((lot) => lot.quantityAsOf);

    it('is the day of the first import, not of the same file read again later', async () => {
      await save([newLot('ACME', 100, { lotId: 'x' })]);
      await save([newLot('ACME', 100, { lotId: 'x', entryPrice: '9' })], 'replace', '2024-09-16');
      expect(await asOfOf()).toEqual([today]);
    });

    it('is the day of the import that changed the quantity', async () => {
      await save([newLot('ACME', 100, { lotId: 'x' })]);
      await save([newLot('ACME', 400, { lotId: 'x' })], 'replace', '2024-09-16');
      expect(await asOfOf()).toEqual(['2024-09-16']);
    });

    it('is what the file says, also where the quantity is the same as before', async () => {
      await save([newLot('ACME', 100)]);
      const stated = [{ ...newLot('ACME', 100), quantityAsOf: '2021-03-31' }];
      expect(await save(stated)).toEqual({ added: 0, changed: 1, removed: 0 });
      expect(await asOfOf()).toEqual(['2021-03-31']);
      expect(await save(stated)).toEqual({ added: 0, changed: 0, removed: 0 });
      // A file that says nothing of it leaves what was said.
      expect(await save([newLot('ACME', 100)], 'replace', '2024-09-16')).toEqual({ added: 0, changed: 0, removed: 0 });
      expect(await asOfOf()).toEqual(['2021-03-31']);
    });
  });

  it('raises the version of the holdings with every change and with nothing else', async () => {
    expect(await version()).toBe(0);
    await save([newLot('ACME', 1)]);
    expect(await version()).toBe(1);
    await save([newLot('ACME', 1)]);
    expect(await version()).toBe(1);
    await save([]);
    expect(await version()).toBe(2);
    await save([]);
    expect(await version()).toBe(2);
    await expect(save([newLot('bad symbol', 1)])).rejects.toThrow();
    expect(await version()).toBe(2);
  });

  it('keeps nothing of a book with one lot that breaks a rule', async () => {
    await save([newLot('ACME', 1)]);
    await expect(save([newLot('BETA', 1), newLot('GAMA', 'NaN')])).rejects.toMatchObject({ code: '23514' });
    expect(await quantities()).toEqual(['ACME 1']);
    const { rows } = await pool().query(`SELECT FROM securities WHERE symbol IN ('BETA', 'GAMA') AND currency = 'CHF'`);
    expect(rows).toEqual([]);
  });

  it('takes one option symbol for one contract, whichever lot says otherwise first', async () => {
    const lot = (key: string, rest: Partial<NewLot> = {}) =>
      optionLot('ACMEC', 1, 'ACME', { importKey: key, lotId: key, ...rest });
    await save([lot('a'), newLot('ACMEC', 5)]);
    const others: readonly [string, Partial<NewLot>, string][] = [
      ['underlying', { underlying: 'BETA' }, 'ACME'],
      ['option_type', { optionType: 'put', delta: null }, 'call'],
      ['strike', { strike: '110' }, '100'],
      ['expiry', { expiry: '2999-02-15' }, '2999-01-15'],
      ['multiplier', { multiplier: '10' }, '100'],
    ];
    for (const [column, rest, stored] of others) {
      const given = [newLot('BETA', 1), lot('c', { strike: '100.00' }), lot('b', rest)];
      await expect(save(given, 'add')).rejects.toMatchObject({
        index: 2,
        column,
        field: `/${column}`,
        expected: `${stored}, because the book has ACMEC with it already`,
      });
      expect((await quantities()).sort()).toEqual(['ACMEC 1', 'ACMEC 5']);
      // The lot itself may be said to be another contract, alone or in a book of its own.
      await save([lot('a', rest)], 'add');
      await save([lot('a')], 'add');
      await save([lot('b', rest)]);
      await save([lot('a'), newLot('ACMEC', 5)]);
    }
    await expect(save([lot('b')], 'add')).resolves.toMatchObject({ added: 1 });
  });

  it('leaves one set where eight imports of one file run at once, and refuses none of them', async () => {
    const lots = Array.from({ length: 200 }, (_, i) => newLot(`SYM${i % 50}`, i + 1));
    const counts = await Promise.all(Array.from({ length: 8 }, () => save(lots)));
    expect(counts.filter(({ added }) => added === 200)).toHaveLength(1);
    expect(counts.filter(({ added, changed, removed }) => added + changed + removed === 0)).toHaveLength(7);
    expect(await quantities()).toHaveLength(200);
    expect(await version()).toBe(1);
  });

  it('leaves one of the books whole where different ones replace each other at once', async () => {
    const books = Array.from({ length: 8 }, (_, b) =>
      Array.from({ length: 40 }, (_, i) => newLot(`B${b}S${i}`, i + 1)),
    );
    await Promise.all(books.map((lots) => save(lots)));
    const symbols = new Set((await quantities()).map((line) => line.slice(0, 2)));
    expect([symbols.size, (await quantities()).length]).toEqual([1, 40]);
    expect(await version()).toBe(8);
  });

  it('lets portfolios that bring the same new securities in opposite order pass each other', async () => {
    const ids = await Promise.all(
      Array.from({ length: 6 }, (_, i) =>
        createPortfolio(localOwner, { name: `p${i}`, currency: 'USD', marketIndex: 'SPY', benchmarkCode: 'SP500' }),
      ),
    );
    const lots = Array.from({ length: 150 }, (_, i) => newLot(`${'ZYXWV'[i % 5]}${i}.NEW`, 1));
    const counts = await Promise.all(
      ids.map(({ id }, i) => save(i % 2 ? lots : [...lots].reverse(), 'replace', today, localOwner, id)),
    );
    expect(counts.map(({ added }) => added)).toEqual(ids.map(() => 150));
    expect((await pool().query(`SELECT FROM securities WHERE symbol LIKE '%.NEW'`)).rowCount).toBe(150);
  });

  it('finds nothing of another owner, nor of a portfolio that is not there or has no id', async () => {
    await save([newLot('ACME', 1)]);
    await expect(save([], 'replace', today, stranger)).rejects.toThrow(NotFound);
    await expect(
      save([newLot('X', 1)], 'add', today, localOwner, '00000000-0000-7000-8000-0000000000aa'),
    ).rejects.toThrow(NotFound);
    await expect(save([], 'replace', today, localOwner, `' OR true --`)).rejects.toThrow(NotFound);
    expect(await quantities()).toEqual(['ACME 1']);
    const gone = portfolioId;
    await deletePortfolio(localOwner, gone);
    await expect(save([newLot('X', 1)], 'add', today, localOwner, gone)).rejects.toThrow(NotFound);
  });

  it('takes the currency of a lot that names none from its portfolio', async () => {
    const { id } = await createPortfolio(localOwner, {
      name: 'Euro',
      currency: 'EUR',
      marketIndex: 'SPY',
      benchmarkCode: 'SP500',
    });
    await save([newLot('SAP', 1), newLot('IBM.X', 1, { currency: 'USD' })], 'replace', today, localOwner, id);
    expect((await listLots(localOwner, id)).map(({ symbol, currency }) => [symbol, currency])).toEqual([
      ['IBM.X', 'USD'],
      ['SAP', 'EUR'],
    ]);
    const { rows } = await pool().query(
      `SELECT symbol, currency FROM securities WHERE symbol IN ('SAP', 'IBM.X') ORDER BY 1`,
    );
    expect(rows).toEqual([
      { symbol: 'IBM.X', currency: 'USD' },
      { symbol: 'SAP', currency: 'EUR' },
    ]);
  });

  it('lets the first who holds a security say what its prices are in, and nobody after', async () => {
    await pool().query(`INSERT INTO securities (symbol) VALUES ('NESN')`);
    const euro = await createPortfolio(localOwner, {
      name: 'Franc',
      currency: 'CHF',
      marketIndex: 'SPY',
      benchmarkCode: 'SP500',
    });
    await save([newLot('NESN', 1)], 'replace', today, localOwner, euro.id);
    await save([newLot('NESN', 1)]);
    expect((await pool().query(`SELECT currency FROM securities WHERE symbol = 'NESN'`)).rows).toEqual([
      { currency: 'CHF' },
    ]);
    const { lots } = await bookOn(localOwner, portfolioId, today);
    expect(lots.map(({ currency, securityCurrency }) => [currency, securityCurrency])).toEqual([['USD', 'CHF']]);
  });

  it('does not let a holdings file overrule what is known of a security', async () => {
    await pool().query(
      `INSERT INTO securities (symbol, asset_class, name, sector, currency) VALUES ('IDX', 'index', 'Index', 'Energy', 'USD')`,
    );
    await save([newLot('IDX', 1, { assetClass: 'fund' })]);
    const { rows } = await pool().query(
      `SELECT name, asset_class, sector, currency FROM securities WHERE symbol = 'IDX'`,
    );
    expect(rows).toEqual([{ name: 'Index', asset_class: 'index', sector: 'Energy', currency: 'USD' }]);
  });

  it('takes twenty thousand lots', async () => {
    const lots = Array.from({ length: 20_000 }, (_, i) => newLot(`S${i % 5_000}`, i + 1, { importKey: `k${i}` }));
    expect(await save(lots)).toEqual({ added: 20_000, changed: 0, removed: 0 });
    expect(await save(lots)).toEqual({ added: 0, changed: 0, removed: 0 });
  });
});

describe('bookOn', () => {
  const symbolsOn = async (asOf: string) =>
    (await bookOn(localOwner, portfolioId, asOf)).lots.map(({ symbol }) => symbol).sort();

  it('holds a lot from its entry to the day before its exit, and an option to the day before its expiry', async () => {
    await save([
      newLot('ALWAYS', 1),
      newLot('SPAN', 1, { entryDate: '2024-03-01', exitDate: '2024-03-08' }),
      newLot('LEFT', 1, { exitDate: '2024-03-05' }),
      optionLot('OPT', 1, 'ALWAYS', { expiry: '2024-03-15' }),
    ]);
    expect(await symbolsOn('2024-02-29')).toEqual(['ALWAYS', 'LEFT', 'OPT']);
    expect(await symbolsOn('2024-03-01')).toEqual(['ALWAYS', 'LEFT', 'OPT', 'SPAN']);
    expect(await symbolsOn('2024-03-05')).toEqual(['ALWAYS', 'OPT', 'SPAN']);
    expect(await symbolsOn('2024-03-07')).toEqual(['ALWAYS', 'OPT', 'SPAN']);
    expect(await symbolsOn('2024-03-08')).toEqual(['ALWAYS', 'OPT']);
    expect(await symbolsOn('2024-03-14')).toEqual(['ALWAYS', 'OPT']);
    expect(await symbolsOn('2024-03-15')).toEqual(['ALWAYS']);
  });

  it('reads quantities and prices to the last bit of a double', async () => {
    await save([newLot('ACME', '0.1'), privateLot('P', '12345678.87654321')]);
    const { lots } = await bookOn(localOwner, portfolioId, today);
    expect(lots.map(({ quantity, price }) => [quantity, price]).sort()).toEqual([
      [0.1, null],
      [1, 12345678.87654321],
    ]);
  });

  it('is not there for another owner', async () => {
    await expect(bookOn(stranger, portfolioId, today)).rejects.toThrow(NotFound);
  });
});
