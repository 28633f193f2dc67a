import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { importSchema } from '@/lib/api/import';
import { disconnect, pool } from '@/lib/db/client';
import { localOwner, type Owner } from '@/lib/db/owner';
import { createPortfolio } from '@/lib/db/portfolios';
import { importTemplates } from '@/lib/import/templates';
import { gicsSectors } from '@/lib/risk/gics-sectors';
import { call, documentOf, problemOf } from '@/test/api';
import { POST as importActions } from './actions/import/route';
import { POST as importWeights } from './benchmarks/[benchmarkCode]/sector-weights/import/route';
import { GET as exportHoldings } from './portfolios/[portfolioId]/positions/export/route';
import { POST as importHoldings } from './portfolios/[portfolioId]/positions/import/route';
import { POST as importPrices } from './prices/import/route';
import { POST as importSecurities } from './securities/import/route';

const csv = { 'content-type': 'text/csv' };
let portfolioId: string;

const doors = {
  holdings: [importHoldings, '/api/v1/portfolios/x/positions/import'],
  prices: [importPrices, '/api/v1/prices/import'],
  prices_wide: [importPrices, '/api/v1/prices/import'],
  actions: [importActions, '/api/v1/actions/import'],
  securities: [importSecurities, '/api/v1/securities/import'],
  sector_weights: [importWeights, '/api/v1/benchmarks/SP500/sector-weights/import'],
} as const;

type Kind = keyof typeof doors;

const send = (kind: Kind, body: unknown, search = '', headers: Record<string, string> = csv) => {
  const [handler, path] = doors[kind];
  return call(handler, path + search, {
    method: 'POST',
    params: { portfolioId, benchmarkCode: 'SP500' },
    body,
    headers,
  });
};

const accepted = async (kind: Kind, body: unknown, search = '') =>
  documentOf(await send(kind, body, search), importSchema);

const tables = ['imports', 'positions', 'securities', 'daily_prices', 'corporate_actions', 'benchmarks_sector_weights'];

/** Everything that an import can write, as text. */
const everything = async () => {
  const parts = await Promise.all(
    tables.map(
      async (table) =>
        (
          await pool().query(
            `SELECT md5(coalesce(string_agg(t::text, ',' ORDER BY t::text), '')) AS sum, count(*)::int FROM ${table} t`,
          )
        ).rows[0],
    ),
  );
  const { rows } = await pool().query('SELECT holdings_version FROM portfolios WHERE id = $1', [portfolioId]);
  return JSON.stringify([...parts, rows]);
};

beforeAll(() => {
  process.env.BALLAST_TODAY = '2025-09-01';
});
afterAll(disconnect);

beforeEach(async () => {
  await pool().query(
    `DELETE FROM imports; DELETE FROM portfolios; DELETE FROM securities; DELETE FROM benchmarks_sector_weights`,
  );
  portfolioId = (
    await createPortfolio(localOwner, { name: 'x', currency: 'USD', marketIndex: 'SPY', benchmarkCode: 'SP500' })
  ).id;
});

const kinds = Object.keys(doors) as Kind[];

describe('a good file', () => {
  it.each(kinds)('of %s is taken in, once however often it comes', async (kind) => {
    const first = await accepted(kind, importTemplates[kind]);
    expect(first.rows_added).toBeGreaterThan(0);
    expect([first.dry_run, first.rows_changed, first.rows_removed, first.rows_unchanged]).toEqual([false, 0, 0, 0]);
    const before = await everything();
    const again = await accepted(kind, importTemplates[kind]);
    expect(again).toMatchObject({ rows_added: 0, rows_changed: 0, rows_removed: 0, rows_unchanged: first.rows_added });
    const { rows } = await pool().query('SELECT kind, rows_read, rows_added FROM imports ORDER BY created_at');
    expect(rows.map((row) => [row.kind, row.rows_added])).toEqual([
      [kind.replace('_wide', ''), first.rows_added],
      [kind.replace('_wide', ''), 0],
    ]);
    await pool().query('DELETE FROM imports WHERE rows_added = 0');
    expect(await everything()).toBe(before);
  });

  it.each(kinds)('of %s that is only rehearsed says the same and leaves nothing', async (kind) => {
    const before = await everything();
    const told = await accepted(kind, importTemplates[kind], '?dry_run=true');
    expect(await everything()).toBe(before);
    const done = await accepted(kind, importTemplates[kind], '?dry_run=false');
    expect({ ...done, dry_run: true }).toEqual(told);
  });

  it('of holdings is the whole book, or joins it', async () => {
    await accepted('holdings', 'symbol,quantity\nA,1\nB,2\n');
    expect(await accepted('holdings', 'symbol,quantity\nC,3\n', '?mode=add')).toMatchObject({
      rows_added: 1,
      rows_removed: 0,
    });
    expect(await accepted('holdings', 'symbol,quantity\nC,3\n')).toMatchObject({
      rows_added: 0,
      rows_unchanged: 1,
      rows_removed: 2,
    });
  });

  it('of holdings changes the lot of an id, in both modes', async () => {
    await accepted('holdings', 'symbol,quantity,lot_id\nA,1,x\nA,2,y\n');
    for (const [search, quantity] of [
      ['', 5],
      ['?mode=add', 6],
    ] as const)
      expect(await accepted('holdings', `symbol,quantity,lot_id\nA,${quantity},x\nA,2,y\n`, search)).toMatchObject({
        rows_added: 0,
        rows_changed: 1,
        rows_unchanged: 1,
        rows_removed: 0,
      });
    const { rows } = await pool().query(
      'SELECT lot_id, quantity::float8 FROM positions WHERE removed_at IS NULL ORDER BY 1',
    );
    expect(rows).toEqual([
      { lot_id: 'x', quantity: 6 },
      { lot_id: 'y', quantity: 2 },
    ]);
  });

  it('of holdings keeps identical genuine lots', async () => {
    expect(
      await accepted('holdings', 'symbol,quantity,entry_date\nA,1,2020-01-02\nA,1,2020-01-02\nA,1,2020-01-02\n'),
    ).toMatchObject({ rows_added: 3 });
    expect(
      await accepted(
        'holdings',
        'symbol,quantity,entry_date\nA,1,2020-01-02\nA,1,2020-01-02\nA,1,2020-01-02\n',
        '?mode=add',
      ),
    ).toMatchObject({ rows_added: 0, rows_unchanged: 3 });
  });

  it('of holdings has cash in the currency it is called by', async () => {
    await accepted(
      'holdings',
      'symbol,quantity,asset_class,currency\nEUR,1,cash,\nUSD,2,cash,\nCASH,3,cash,\nGBP,4,cash,CHF\nEUR,5,stock,\n',
    );
    const { rows } = await pool().query('SELECT symbol, asset_class, currency FROM positions ORDER BY quantity');
    expect(rows.map((row) => Object.values(row).join(' '))).toEqual([
      'EUR cash EUR',
      'USD cash USD',
      'CASH cash USD',
      'GBP cash CHF',
      'EUR stock USD',
    ]);
  });

  it('of holdings that was exported imports back to equal holdings', async () => {
    await accepted('holdings', importTemplates.holdings);
    const before = await everything();
    const response = await call(exportHoldings, '/api/v1/portfolios/x/positions/export', { params: { portfolioId } });
    expect(await accepted('holdings', await response.text())).toMatchObject({
      rows_added: 0,
      rows_changed: 0,
      rows_removed: 0,
    });
    await pool().query('DELETE FROM imports WHERE rows_added = 0');
    expect(await everything()).toBe(before);
  });

  it('lists what it ignores, and warns of what is odd', async () => {
    const told = await accepted('prices', 'date,symbol,close,high,low,colour\n2025-08-29,A,12,11,10,red\n');
    expect(told.ignored_columns).toEqual(['colour']);
    expect(told).toMatchObject({ warning_count: 1, warnings: [{ pointer: '/rows/2/close' }] });
    expect(await accepted('actions', 'date,symbol,dividend,split\n2025-08-29,A,0,1\n2025-08-28,A,1,\n')).toMatchObject({
      rows_read: 2,
      rows_added: 1,
      ignored_rows: 1,
      rows_unchanged: 0,
    });
  });

  it('says how it was read', async () => {
    const told = await accepted(
      'prices',
      Buffer.from('\ufeffdate;symbol;close\n29/08/2025;a;1.234,5\n', 'utf16le'),
      '?numbers=1.234,56&dates=DD/MM/YYYY',
    );
    expect(told.format).toEqual({
      encoding: 'utf-16le',
      delimiter: ';',
      layout: 'long',
      columns: [
        { column: 'date', field: 'date' },
        { column: 'symbol', field: 'symbol' },
        { column: 'close', field: 'close' },
      ],
    });
    expect((await pool().query('SELECT close::float8 FROM daily_prices')).rows).toEqual([{ close: 1234.5 }]);
  });

  it('counts the prices of a wide file, not its lines', async () => {
    expect(await accepted('prices', 'date,A,B\n2025-08-28,1,2\n2025-08-29,3,\n')).toMatchObject({
      rows_read: 2,
      rows_added: 3,
    });
    expect(await accepted('prices', 'date,A,B\n2025-08-28,1,2\n2025-08-29,3,4\n')).toMatchObject({
      rows_added: 1,
      rows_unchanged: 3,
    });
  });

  it.each(['text/csv', 'TEXT/CSV', 'text/csv; charset=utf-8', 'text/csv;header=present'])(
    'may be called %s',
    async (type) => {
      expect((await send('prices', importTemplates.prices, '', { 'content-type': type })).status).toBe(200);
    },
  );
});

/** Files that are refused: the file, and where its fault is. The database stays as it is. */
const faults: readonly (readonly [kind: Kind, what: string, file: string | Buffer, pointer: string])[] = [
  ['prices', 'nothing', '', '/rows/1'],
  ['prices', 'blank lines', '\n\n \n', '/rows/1'],
  ['prices', 'a header alone', 'date,symbol,close\n', '/rows/1'],
  ['prices', 'no close', 'date,symbol,adj_close\n2025-08-29,A,1\n', '/rows/1/close'],
  ['prices', 'a column twice', 'date,symbol,close,close\n2025-08-29,A,1,1\n', '/rows/1/close'],
  ['prices', 'a day that is none', 'date,symbol,close\n2025-02-30,A,1\n', '/rows/2/date'],
  ['prices', 'a day to come', 'date,symbol,close\n2025-09-02,A,1\n', '/rows/2/date'],
  ['prices', 'a day in another way', 'date,symbol,close\n08/29/2025,A,1\n', '/rows/2/date'],
  ['prices', 'an instant', 'date,symbol,close\n2025-08-29T00:00:00,A,1\n', '/rows/2/date'],
  ['prices', 'an empty day', 'date,symbol,close\n,A,1\n', '/rows/2/date'],
  ['prices', 'an empty symbol', 'date,symbol,close\n2025-08-29,,1\n', '/rows/2/symbol'],
  ['prices', 'a symbol with a blank', 'date,symbol,close\n2025-08-29,A B,1\n', '/rows/2/symbol'],
  ['prices', 'a symbol that is a statement', `date,symbol,close\n2025-08-29,"A'; DROP TABLE x",1\n`, '/rows/2/symbol'],
  ['prices', 'an empty close', 'date,symbol,close\n2025-08-29,A,\n', '/rows/2/close'],
  ['prices', 'a negative close', 'date,symbol,close\n2025-08-29,A,-1\n', '/rows/2/close'],
  ['prices', 'a close of zero', 'date,symbol,close\n2025-08-29,A,0.00\n', '/rows/2/close'],
  ['prices', 'NaN', 'date,symbol,close\n2025-08-29,A,NaN\n', '/rows/2/close'],
  ['prices', 'Infinity', 'date,symbol,close\n2025-08-29,A,Infinity\n', '/rows/2/close'],
  ['prices', 'an exponent', 'date,symbol,close\n2025-08-29,A,1e999\n', '/rows/2/close'],
  ['prices', 'a small exponent', 'date,symbol,close\n2025-08-29,A,1e2\n', '/rows/2/close'],
  ['prices', 'hexadecimal', 'date,symbol,close\n2025-08-29,A,0x10\n', '/rows/2/close'],
  ['prices', 'thousands that were not declared', 'date,symbol,close\n2025-08-29,A,"1,000.50"\n', '/rows/2/close'],
  ['prices', 'a decimal comma that was not declared', 'date;symbol;close\n2025-08-29;A;10,50\n', '/rows/2/close'],
  ['prices', 'a currency before the number', 'date,symbol,close\n2025-08-29,A,$10\n', '/rows/2/close'],
  ['prices', 'more digits than are kept', 'date,symbol,close\n2025-08-29,A,1234567890123\n', '/rows/2/close'],
  ['prices', 'less than is kept', 'date,symbol,close\n2025-08-29,A,0.000000001\n', '/rows/2/close'],
  ['prices', 'a negative volume', 'date,symbol,close,volume\n2025-08-29,A,1,-5\n', '/rows/2/volume'],
  ['prices', 'a high below the low', 'date,symbol,close,high,low\n2025-08-29,A,1,1,2\n', '/rows/2/high'],
  ['prices', 'two prices for a day', 'date,symbol,close\n2025-08-29,A,1\n2025-08-29,a,2\n', '/rows/3/close'],
  ['prices', 'a fault in the third row alone', 'date,symbol,close\n2025-08-28,A,1\n2025-08-29,A,x\n', '/rows/3/close'],
  ['prices', 'a ragged row', 'date,symbol,close\n2025-08-29,A\n', '/rows/2/close'],
  ['prices', 'a row with a cell too many', 'date,symbol,close\n2025-08-29,A,1,2\n', '/rows/2/column 4'],
  ['prices', 'a quote that is never closed', 'date,symbol,close\n2025-08-29,"A,1\n', '/rows/2/symbol'],
  ['prices', 'a quote in the middle', 'date,symbol,close\n2025-08-29,A"B,1\n', '/rows/2/symbol'],
  ['prices', 'a NUL', 'date,symbol,close\n2025-08-29,A\0,1\n', '/rows/2/symbol'],
  [
    'prices',
    'bytes that are no text',
    Buffer.from('date,symbol,close\n2025-08-29,\xffA,1\n', 'latin1'),
    '/rows/2/symbol',
  ],
  [
    'prices',
    'a lone surrogate in UTF-16',
    Buffer.from('\ufeffdate,symbol,close\n2025-08-29,A\ud800,1\n', 'utf16le'),
    '/rows/2/symbol',
  ],
  [
    'prices',
    'UTF-16 without a mark',
    Buffer.from('date,symbol,close\n2025-08-29,A,1\n', 'utf16le'),
    '/rows/1/column 1',
  ],
  ['prices', 'a page of HTML', '<!DOCTYPE html><html><body>504 Gateway Time-out</body></html>', '/rows/1/date'],
  ['prices', 'a document of JSON', '{"Error Message":"Limit Reach"}', '/rows/1/column 1'],
  ['prices', 'an archive', gzipSync('date,symbol,close\n2025-08-29,A,1\n'), '/rows/1/column 1'],
  ['prices_wide', 'a symbol twice', 'date,A,a\n2025-08-29,1,2\n', '/rows/1/a'],
  ['prices_wide', 'a column that is no symbol', 'date,A B\n2025-08-29,1\n', '/rows/1/A B'],
  ['prices_wide', 'a prototype for a symbol', 'date,__proto__\n2025-08-29,1\n', '/rows/1/__proto__'],
  ['prices_wide', 'no price at all', 'date,A\n2025-08-29,\n', '/rows/1'],
  ['prices_wide', 'a price that is none', 'date,A,B\n2025-08-29,1,x\n', '/rows/2/B'],
  ['holdings', 'no quantity', 'symbol,lot_id\nA,1\n', '/rows/1/quantity'],
  ['holdings', 'a quantity of zero', 'symbol,quantity\nA,0\n', '/rows/2/quantity'],
  ['holdings', 'an empty quantity', 'symbol,quantity\nA,\n', '/rows/2/quantity'],
  ['holdings', 'no symbol', 'symbol,quantity\n,1\n', '/rows/2/symbol'],
  ['holdings', 'a long lot below zero', 'symbol,quantity,side\nA,-1,long\n', '/rows/2/side'],
  ['holdings', 'a side that is none', 'symbol,quantity,side\nA,1,sideways\n', '/rows/2/side'],
  ['holdings', 'a class that is none', 'symbol,quantity,asset_class\nA,1,bond\n', '/rows/2/asset_class'],
  ['holdings', 'a private asset without a price', 'symbol,quantity,asset_class\nA,1,private\n', '/rows/2/price'],
  ['holdings', 'cash at a price', 'symbol,quantity,asset_class,price\nUSD,1,cash,2\n', '/rows/2/price'],
  [
    'holdings',
    'an option without its terms',
    'symbol,quantity,asset_class,underlying,option_type,expiry\nA1,1,option,A,call,2026-01-16\n',
    '/rows/2/strike',
  ],
  [
    'holdings',
    "a put with a call's delta",
    'symbol,quantity,asset_class,underlying,option_type,strike,expiry,delta\nA1,1,option,A,put,5,2026-01-16,0.5\n',
    '/rows/2/delta',
  ],
  ['holdings', 'a stock with a strike', 'symbol,quantity,strike\nA,1,5\n', '/rows/2/strike'],
  [
    'holdings',
    'an exit on the day of the entry',
    'symbol,quantity,entry_date,exit_date\nA,1,2025-01-02,2025-01-02\n',
    '/rows/2/exit_date',
  ],
  ['holdings', 'an entry to come', 'symbol,quantity,entry_date\nA,1,2025-09-02\n', '/rows/2/entry_date'],
  ['holdings', 'two lots under one id', 'symbol,quantity,lot_id\nA,1,x\nA,2,x\n', '/rows/3/lot_id'],
  ['holdings', 'a currency that is none', 'symbol,quantity,currency\nA,1,dollars\n', '/rows/2/currency'],
  ['holdings', 'a column whose name has a slash', 'symbol,quantity,call/put\nA,1,x\n', '/rows/2/call~1put'],
  ['actions', 'a dividend below zero', 'date,symbol,dividend\n2025-08-29,A,-1\n', '/rows/2/dividend'],
  ['actions', 'a split of zero', 'date,symbol,split\n2025-08-29,A,0\n', '/rows/2/split'],
  ['actions', 'a split in words', 'date,symbol,split\n2025-08-29,A,4:1\n', '/rows/2/split'],
  ['actions', 'two splits on a day', 'date,symbol,split\n2025-08-29,A,2\n2025-08-29,A,4\n', '/rows/3/date'],
  ['actions', 'neither a dividend nor a split', 'date,symbol\n2025-08-29,A\n', '/rows/1/dividend'],
  ['securities', 'a sector that is none', 'symbol,sector\nA,Technologie\n', '/rows/2/sector'],
  ['securities', 'two sectors for one', 'symbol,sector\nA,Energy\nA,Utilities\n', '/rows/3/symbol'],
  ['securities', 'a name with a line end', 'symbol,name\nA,"a\nb"\n', '/rows/2/name'],
  ['securities', 'a name of 201 characters', `symbol,name\nA,${'x'.repeat(201)}\n`, '/rows/2/name'],
  ['securities', 'a class that is none', 'symbol,asset_class\nA,option\n', '/rows/2/asset_class'],
  [
    'sector_weights',
    'ten sectors',
    `asof_date,sector,weight\n${gicsSectors
      .slice(1)
      .map((s) => `2025-08-29,${s},0.1`)
      .join('\n')}\n`,
    '/rows/11/sector',
  ],
  [
    'sector_weights',
    'a twelfth sector',
    `asof_date,sector,weight\n${gicsSectors.map((s) => `2025-08-29,${s},0.09`).join('\n')}\n2025-08-29,Cash,0.01\n`,
    '/rows/13/sector',
  ],
  [
    'sector_weights',
    'weights in percent',
    `asof_date,sector,weight\n${gicsSectors.map((s) => `2025-08-29,${s},9.09`).join('\n')}\n`,
    '/rows/2/weight',
  ],
  [
    'sector_weights',
    'weights that do not add up',
    `asof_date,sector,weight\n${gicsSectors.map((s) => `2025-08-29,${s},0.09`).join('\n')}\n`,
    '/rows/12/weight',
  ],
  [
    'sector_weights',
    'a sector twice',
    `asof_date,sector,weight\n2025-08-29,Energy,0.5\n2025-08-29,Energy,0.5\n`,
    '/rows/3/sector',
  ],
  ['sector_weights', 'a weight below zero', `asof_date,sector,weight\n2025-08-29,Energy,-0.1\n`, '/rows/2/weight'],
];

describe('a file with a fault', () => {
  it.each(faults)('of %s with %s is refused where it is, and nothing of it is kept', async (kind, _, file, pointer) => {
    await accepted('holdings', 'symbol,quantity\nKEPT,1\n');
    const before = await everything();
    for (const search of ['', '?dry_run=true']) {
      const problem = await problemOf(await send(kind, file, search), 422);
      expect(problem.code).toBe('import_refused');
      expect(
        problem.errors?.map((error) => error.pointer),
        JSON.stringify(problem.errors),
      ).toContain(pointer);
      for (const error of problem.errors!) expect(error.detail).toMatch(/^row \d+.*: .*expected .+/);
    }
    expect(await everything()).toBe(before);
  });

  it('is told what the book has already under the symbol of an option, in the words of the file', async () => {
    const header = 'symbol,quantity,asset_class,underlying,option_type,Strike Price,expiry\n';
    await accepted('holdings', `${header}ACMEC,1,option,ACME,call,100,2026-01-16\n`);
    const before = await everything();
    const more = `${header}BETAC,1,option,BETA,call,5,2026-01-16\nACMEC,2,option,ACME,call,110,2026-01-16\n`;
    for (const search of ['?mode=add', '?mode=add&dry_run=true']) {
      const problem = await problemOf(await send('holdings', more, search), 422);
      expect(problem).toMatchObject({
        code: 'import_refused',
        errors: [
          {
            pointer: '/rows/3/Strike Price',
            detail: 'row 3, column Strike Price: "110" found, expected 100, because the book has ACMEC with it already',
          },
        ],
      });
    }
    expect(await everything()).toBe(before);
    await accepted('holdings', more);
  });

  it('names every fault of the file, up to a hundred of them', async () => {
    const rows = Array.from({ length: 150 }, (_, i) => `2025-08-29,S${i},-1`);
    const problem = await problemOf(await send('prices', `date,symbol,close\n${rows.join('\n')}\n`), 422);
    expect(problem.errors?.map((error) => error.pointer)).toEqual(
      Array.from({ length: 100 }, (_, i) => `/rows/${i + 2}/close`),
    );
    expect(problem.detail).toMatch(/150 faults/);
  });

  it('shows a hostile value harmlessly and briefly', async () => {
    const hostile = `"${'<script>alert(1)</script>\u202e\u0007'.repeat(50)}"`;
    const problem = await problemOf(await send('prices', `date,symbol,close\n2025-08-29,${hostile},1\n`), 422);
    expect(problem.errors![0].detail.length).toBeLessThan(400);
    expect(problem.errors![0].detail).not.toMatch(/\p{C}/u);
  });
});

describe('a request that is none of a file', () => {
  it.each([
    ['another type', importTemplates.prices, { 'content-type': 'application/json' }, 415, 'unsupported_media_type'],
    [
      'a form',
      importTemplates.prices,
      { 'content-type': 'multipart/form-data; boundary=x' },
      415,
      'unsupported_media_type',
    ],
    [
      'a spreadsheet',
      importTemplates.prices,
      { 'content-type': 'application/vnd.ms-excel' },
      415,
      'unsupported_media_type',
    ],
    [
      'a length beyond the limit',
      importTemplates.prices,
      { ...csv, 'content-length': String(64 * 1024 * 1024 + 1) },
      413,
      'body_too_large',
    ],
    ['a length that is not kept to', importTemplates.prices, { ...csv, 'content-length': '5' }, 400, 'body_incomplete'],
    [
      'a body that was cut short',
      importTemplates.prices.slice(0, 60),
      { ...csv, 'content-length': String(importTemplates.prices.length) },
      400,
      'body_incomplete',
    ],
    [
      'a length that is no number',
      importTemplates.prices,
      { ...csv, 'content-length': '1e3' },
      400,
      'bad_content_length',
    ],
    [
      'a page of another site',
      importTemplates.prices,
      { ...csv, origin: 'https://attacker.example' },
      403,
      'origin_not_allowed',
    ],
    [
      'another name for this machine',
      importTemplates.prices,
      { ...csv, host: 'attacker.example' },
      403,
      'host_not_allowed',
    ],
  ])('but %s is refused', async (_, body, headers, status, code) => {
    const before = await everything();
    expect(await problemOf(await send('prices', body, '', headers), status)).toMatchObject({ code });
    expect(await everything()).toBe(before);
  });

  it('but a stream beyond the limit is refused, and read no further', async () => {
    let sent = 0;
    const line = Buffer.from('2025-08-29,A,1\n'.repeat(65_536));
    const endless = new ReadableStream({
      pull(controller) {
        sent += line.length;
        controller.enqueue(line);
      },
    });
    expect(await problemOf(await send('prices', endless), 413)).toMatchObject({ code: 'body_too_large' });
    expect(sent).toBeLessThan(70 * 1024 * 1024);
  });

  it.each([
    ['?dry_run=yes', '/dry_run'],
    ['?dry_run=', '/dry_run'],
    ['?dryrun=true', '/dryrun'],
    ['?dry_run=true&dry_run=false', '/dry_run'],
    ['?numbers=german', '/numbers'],
    ['?dates=YYYY/MM/DD', '/dates'],
    ['?mode=replace', '/mode'],
    ['?today=2030-01-01', '/today'],
  ])('but the query %s is refused', async (search, pointer) => {
    const before = await everything();
    const problem = await problemOf(await send('prices', importTemplates.prices, search), 400);
    expect(problem.errors?.map((error) => error.pointer)).toEqual([pointer]);
    expect(await everything()).toBe(before);
  });

  it('but the book of a stranger, of nobody, and of no id is not found', async () => {
    await pool().query(
      `INSERT INTO users (id, name) VALUES ('00000000-0000-7000-8000-0000000000ff', 'x') ON CONFLICT DO NOTHING`,
    );
    const settings = { name: 'x', currency: 'USD', marketIndex: 'SPY', benchmarkCode: 'SP500' };
    const { id } = await createPortfolio('00000000-0000-7000-8000-0000000000ff' as Owner, settings);
    const to = (portfolio: string) =>
      call(importHoldings, doors.holdings[1], {
        method: 'POST',
        params: { portfolioId: portfolio },
        body: importTemplates.holdings,
        headers: csv,
      });
    await problemOf(await to(id), 404);
    await problemOf(await to('00000000-0000-7000-8000-0000000000aa'), 404);
    await problemOf(await to('x'), 400);
    expect((await pool().query('SELECT FROM positions')).rowCount).toBe(0);
  });

  it.each(['NOPE', 'sp500', '../SP500', "'", ''])('but the benchmark %j is not found', async (benchmarkCode) => {
    await problemOf(
      await call(importWeights, doors.sector_weights[1], {
        method: 'POST',
        params: { benchmarkCode },
        body: importTemplates.sector_weights,
        headers: csv,
      }),
      404,
    );
  });
});

describe('files that come at once', () => {
  it('leave one book and one set of prices, and none is refused', async () => {
    const book = `symbol,quantity,lot_id\n${Array.from({ length: 300 }, (_, i) => `S${i % 40},${i + 1},L${i}`).join('\n')}\n`;
    const prices = `date,${Array.from({ length: 40 }, (_, i) => `S${i}`).join(',')}\n${Array.from(
      { length: 20 },
      (_, d) =>
        `2025-08-${String(d + 1).padStart(2, '0')},${Array(40)
          .fill(d + 1)
          .join(',')}`,
    ).join('\n')}\n`;
    const answers = await Promise.all(
      Array.from({ length: 8 }, (_, i) => [
        send('holdings', book),
        send(i % 2 ? 'prices' : 'prices_wide', prices),
      ]).flat(),
    );
    expect(answers.map(({ status }) => status)).toEqual(Array(16).fill(200));
    expect((await pool().query('SELECT FROM positions WHERE removed_at IS NULL')).rowCount).toBe(300);
    expect((await pool().query('SELECT FROM daily_prices')).rowCount).toBe(800);
  });

  it('keep nobody else waiting, and are told to come again where they are too many', async () => {
    const { GET: list } = await import('./portfolios/route');
    const holder = await pool().connect();
    await holder.query('BEGIN');
    await holder.query('SELECT FROM portfolios WHERE id = $1 FOR UPDATE', [portfolioId]);
    // Every one of these needs the row that is held.
    const sent = Array.from({ length: 40 }, (_, i) => send('holdings', `symbol,quantity\nA,${i + 1}\n`));
    const started = performance.now();
    const others = await Promise.all(Array.from({ length: 20 }, () => call(list, '/api/v1/portfolios')));
    expect(others.map(({ status }) => status)).toEqual(Array(20).fill(200));
    expect(performance.now() - started).toBeLessThan(4_000);
    let answered = 0;
    for (const one of sent) void one.then(() => answered++);
    while (answered < 24) await new Promise((resolve) => setTimeout(resolve, 20));
    await holder.query('COMMIT');
    holder.release();
    const answers = await Promise.all(sent);
    const late = answers.filter(({ status }) => status === 429);
    expect([answers.filter(({ status }) => status === 200).length, late.length]).toEqual([16, 24]);
    for (const response of late) {
      expect(response.headers.get('retry-after')).toBe('5');
      expect((await problemOf(response, 429)).code).toBe('too_many_imports');
    }
    // Turns are given back, by those that fail too.
    const more = await Promise.all(
      Array.from({ length: 16 }, (_, i) => send('holdings', i % 2 ? 'nonsense' : 'symbol,quantity\nA,1\n')),
    );
    expect(more.map(({ status }) => status)).toEqual(Array.from({ length: 16 }, (_, i) => (i % 2 ? 422 : 200)));
    expect((await send('holdings', 'symbol,quantity\nA,1\n')).status).toBe(200);
  });
});
