/**
 * Hostile inputs, one for each rule of each grammar: what is sent, and the exact status and pointers of its refusal.
 * `pointers` null: the refusal is about the request as a whole and names no part of it.
 */
export type HostileInput = {
  readonly rule: string;
  /** The route it is sent to. */
  readonly key: string;
  readonly params?: Readonly<Record<string, string>>;
  readonly search?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string | Uint8Array<ArrayBuffer>;
  readonly status: number;
  readonly pointers: readonly string[] | null;
};

const json = { 'content-type': 'application/json' };
const csv = { 'content-type': 'text/csv' };

const importKeys = {
  holdings: 'POST /api/v1/portfolios/{portfolioId}/positions/import',
  prices: 'POST /api/v1/prices/import',
  actions: 'POST /api/v1/actions/import',
  securities: 'POST /api/v1/securities/import',
  sector_weights: 'POST /api/v1/benchmarks/{benchmarkCode}/sector-weights/import',
} as const;
type Kind = keyof typeof importKeys;

const file = (
  kind: Kind,
  rule: string,
  body: string | Uint8Array<ArrayBuffer>,
  pointers: readonly string[] | null,
  more: Partial<HostileInput> = {},
): HostileInput => ({
  rule: `${kind}.csv: ${rule}`,
  key: importKeys[kind],
  headers: csv,
  body,
  status: 422,
  pointers,
  ...more,
});

/** A good row of each kind, to be spoilt in one cell. */
const good: Readonly<Record<Kind, Readonly<Record<string, string>>>> = {
  holdings: { symbol: 'ACME', quantity: '5' },
  prices: { date: '2024-03-05', symbol: 'ACME', close: '10' },
  actions: { date: '2024-03-05', symbol: 'ACME', dividend: '0.5' },
  securities: { symbol: 'ACME', name: 'Acme', sector: 'Energy' },
  sector_weights: { asof_date: '2024-03-05', sector: 'Energy', weight: '1' },
};
const option = {
  symbol: 'ACME250117C100',
  quantity: '1',
  asset_class: 'option',
  underlying: 'ACME',
  option_type: 'call',
  strike: '100',
  expiry: '2025-01-17',
};

const quoted = (text: string) => (/[",\n\r]|^\s|\s$/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);
const fileOf = (...rows: readonly Readonly<Record<string, string>>[]): string => {
  const columns = [...new Set(rows.flatMap((row) => Object.keys(row)))];
  const line = (row: Readonly<Record<string, string>>) => columns.map((name) => quoted(row[name] ?? '')).join(',');
  return `${[columns.join(','), ...rows.map(line)].join('\n')}\n`;
};

/** The file of one good row with one cell of it spoilt. */
const cell = (kind: Kind, column: string, text: string, row = good[kind]): HostileInput =>
  file(kind, `${column} is ${JSON.stringify(text)}`, fileOf({ ...row, [column]: text }), [`/rows/2/${column}`]);

const noNumbers = ['NaN', '1e999', '0x10', '1,000', '1.234,5', '5-', '--5', '٣'];
const noDates = ['2024-02-30', '05/03/2024', '2024-3-5', '20240305', '0000-01-01'];

const cells: readonly HostileInput[] = [
  ...noNumbers.flatMap((text) => [
    cell('holdings', 'quantity', text),
    cell('holdings', 'price', text),
    cell('holdings', 'entry_price', text),
    cell('holdings', 'strike', text, option),
    cell('holdings', 'multiplier', text, option),
    cell('holdings', 'delta', text, option),
    cell('prices', 'close', text),
    cell('prices', 'adj_close', text),
    cell('prices', 'open', text),
    cell('prices', 'volume', text),
    cell('actions', 'dividend', text),
    cell('actions', 'split', text),
    cell('sector_weights', 'weight', text),
  ]),
  ...noDates.flatMap((text) => [
    cell('holdings', 'entry_date', text),
    cell('holdings', 'exit_date', text),
    cell('holdings', 'quantity_as_of', text),
    cell('holdings', 'expiry', text, option),
    cell('prices', 'date', text),
    cell('actions', 'date', text),
    cell('sector_weights', 'asof_date', text),
  ]),
  cell('holdings', 'symbol', ''),
  cell('holdings', 'symbol', 'A B'),
  cell('holdings', 'symbol', 'A'.repeat(21)),
  cell('holdings', 'symbol', '<b>'),
  cell('holdings', 'symbol', 'a;b'),
  cell('holdings', 'quantity', ''),
  cell('holdings', 'quantity', '0'),
  cell('holdings', 'quantity', '-0.000'),
  cell('holdings', 'quantity', '1'.repeat(17)),
  cell('holdings', 'price', '0'),
  cell('holdings', 'price', '-1'),
  cell('holdings', 'entry_price', '-0.01'),
  cell('holdings', 'side', 'sideways'),
  cell('holdings', 'side', 'long', { ...good.holdings, quantity: '-5' }),
  cell('holdings', 'asset_class', 'bond'),
  cell('holdings', 'currency', 'DOLLAR'),
  cell('holdings', 'currency', 'U5D'),
  cell('holdings', 'lot_id', 'x'.repeat(65)),
  cell('holdings', 'lot_id', 'a\u0007b'),
  cell('holdings', 'entry_date', '2024-03-09'),
  cell('holdings', 'exit_date', '2024-01-02', { ...good.holdings, entry_date: '2024-01-02' }),
  cell('holdings', 'price', '', { ...good.holdings, price_date: '2024-01-02' }),
  cell('holdings', 'price', '', { ...good.holdings, asset_class: 'private' }),
  cell('holdings', 'price', '2', { symbol: 'USD', quantity: '5', asset_class: 'cash' }),
  cell('holdings', 'strike', '5'),
  cell('holdings', 'option_type', 'call'),
  cell('holdings', 'expiry', '2025-01-17'),
  cell('holdings', 'underlying', 'OTHER'),
  cell('holdings', 'multiplier', '100'),
  cell('holdings', 'delta', '0.5'),
  ...['underlying', 'option_type', 'strike', 'expiry'].map((column) => cell('holdings', column, '', option)),
  cell('holdings', 'option_type', 'straddle', option),
  cell('holdings', 'delta', '1.5', option),
  cell('holdings', 'delta', '0.5', { ...option, option_type: 'put' }),
  cell('holdings', 'strike', '0', option),
  cell('holdings', 'multiplier', '-100', option),
  cell('holdings', 'expiry', '3000-01-01', option),
  cell('prices', 'date', ''),
  cell('prices', 'date', '2024-03-09'),
  cell('prices', 'symbol', ''),
  cell('prices', 'symbol', 'A B'),
  cell('prices', 'close', '0'),
  cell('prices', 'close', '-1'),
  cell('prices', 'volume', '-1'),
  cell('prices', 'high', '5', { ...good.prices, low: '6' }),
  cell('actions', 'symbol', ''),
  cell('actions', 'date', ''),
  cell('actions', 'dividend', '-1'),
  cell('actions', 'split', '0'),
  cell('actions', 'split', '-2'),
  cell('securities', 'symbol', ''),
  cell('securities', 'symbol', 'A B'),
  cell('securities', 'sector', 'Widgets'),
  cell('securities', 'asset_class', 'bond'),
  cell('securities', 'name', 'x'.repeat(201)),
  cell('securities', 'name', 'a\u0000b'),
  cell('sector_weights', 'asof_date', ''),
  cell('sector_weights', 'sector', ''),
  cell('sector_weights', 'sector', 'Widgets'),
  cell('sector_weights', 'weight', ''),
  cell('sector_weights', 'weight', '-0.1'),
  cell('sector_weights', 'weight', '28'),
];

const bytes = (text: string, encoding: BufferEncoding): Uint8Array<ArrayBuffer> =>
  new Uint8Array(Buffer.from(text, encoding));

const kinds = Object.keys(importKeys) as Kind[];
/** The columns that a file cannot do without. */
const needed: Readonly<Record<Kind, readonly string[]>> = {
  holdings: ['symbol', 'quantity'],
  prices: ['date'],
  actions: ['date', 'symbol', 'dividend'],
  securities: ['symbol', 'name'],
  sector_weights: ['asof_date', 'sector', 'weight'],
};
const files: readonly HostileInput[] = [
  ...kinds.flatMap((kind) => {
    const [header, row] = fileOf(good[kind]).split('\n');
    const first = Object.keys(good[kind])[0];
    const width = Object.keys(good[kind]).length;
    return [
      file(kind, 'is empty', '', ['/rows/1']),
      file(kind, 'is a header alone', `${header}\n`, ['/rows/1']),
      file(
        kind,
        'lacks a column',
        fileOf({ colour: 'x' }),
        needed[kind].map((name) => `/rows/1/${name}`),
      ),
      file(kind, 'has a column twice', `${header},${first}\n${row},${row.split(',')[0]}\n`, [`/rows/1/${first}`]),
      file(kind, 'has a row with a cell too many', `${header}\n${row},x\n`, [`/rows/2/column ${width + 1}`]),
      file(kind, 'has an open quote', `${header}\n"${row}\n`, [`/rows/2/${first}`]),
      file(kind, 'has a quote within a cell', `${header}\nx"y${row}\n`, [`/rows/2/${first}`]),
      file(kind, 'has bytes that are no text', bytes(`${Buffer.from(header).toString('hex')}0afffe80`, 'hex'), [
        `/rows/2/${first}`,
      ]),
      file(kind, 'has a NUL', `${header}\n\0${row}\n`, [`/rows/2/${first}`]),
      file(kind, 'is of another media type', `${header}\n${row}\n`, null, { headers: json, status: 415 }),
      file(kind, 'is of no media type', bytes(`${header}\n${row}\n`, 'utf8'), null, { headers: {}, status: 415 }),
      file(kind, 'is a form', 'a=b', null, {
        headers: { 'content-type': 'application/x-www-form-urlencoded' },
        status: 415,
      }),
      file(kind, 'is longer than its Content-Length', `${header}\n${row}\n`, null, {
        headers: { ...csv, 'content-length': '3' },
        status: 400,
      }),
      file(kind, 'says it is too large', 'x', null, {
        headers: { ...csv, 'content-length': '999999999' },
        status: 413,
      }),
      file(kind, 'is declared in a style that is none', `${header}\n${row}\n`, ['/numbers'], {
        search: '?numbers=german',
        status: 400,
      }),
    ];
  }),
  file(
    'holdings',
    'has one id for two lots',
    fileOf({ ...good.holdings, lot_id: 'a' }, { symbol: 'ACME', quantity: '6', lot_id: 'a' }),
    ['/rows/3/lot_id'],
  ),
  file('prices', 'has two closes for a day', fileOf(good.prices, { ...good.prices, close: '11' }), ['/rows/3/close']),
  file('actions', 'has two rows for a day', fileOf(good.actions, { ...good.actions, dividend: '0.6' }), [
    '/rows/3/date',
  ]),
  ...(
    [
      ['underlying', 'OTHER'],
      ['option_type', 'put'],
      ['strike', '101'],
      ['expiry', '2025-02-21'],
    ] as const
  ).map(([column, text]) =>
    file('holdings', `has an option with another ${column}`, fileOf(option, { ...option, [column]: text }), [
      `/rows/3/${column}`,
    ]),
  ),
  file('securities', 'says two things of one', fileOf(good.securities, { ...good.securities, name: 'B' }), [
    '/rows/3/symbol',
  ]),
  file('sector_weights', 'has a sector twice', fileOf(good.sector_weights, good.sector_weights), ['/rows/3/sector']),
  file('prices', 'is a header called __proto__', '__proto__,symbol,close\n1,2,3\n', ['/rows/1/date']),
  file('holdings', 'has a mode that is none', fileOf(good.holdings), ['/mode'], { search: '?mode=merge', status: 400 }),
  file('prices', 'has a mode', fileOf(good.prices), ['/mode'], { search: '?mode=add', status: 400 }),
];

/** A body that is not what its route takes. */
const body = (
  key: string,
  value: unknown,
  pointers: readonly string[] | null,
  more: Partial<HostileInput> = {},
): HostileInput => {
  const text = typeof value === 'string' ? value : JSON.stringify(value);
  return { rule: text.slice(0, 120), key, headers: json, body: text, status: 422, pointers, ...more };
};

const portfolio = 'POST /api/v1/portfolios';
const portfolioChange = 'PATCH /api/v1/portfolios/{portfolioId}';
const lot = 'POST /api/v1/portfolios/{portfolioId}/positions';
const lotChange = 'PATCH /api/v1/portfolios/{portfolioId}/positions/{positionId}';
const recalculation = 'POST /api/v1/portfolios/{portfolioId}/recalculations';
const refresh = 'POST /api/v1/market/refreshes';
const benchmark = 'POST /api/v1/benchmarks';
const security = 'PATCH /api/v1/securities/{symbol}';

const malformed = [
  '{',
  '{"name":',
  '{"name":"x",}',
  "{'name':'x'}",
  'NaN',
  '{"name":"a\nb"}',
  '{"name":"x"}{}',
  '\uFEFF\uFEFF{}',
];

const bodies: readonly HostileInput[] = [
  ...malformed.map((text) => body(portfolio, text, null, { status: 400, rule: `JSON is ${JSON.stringify(text)}` })),
  body(portfolio, '{}', ['/name']),
  body(portfolio, '[]', ['']),
  body(portfolio, 'null', ['']),
  body(portfolio, '"x"', ['']),
  body(portfolio, { name: '' }, ['/name']),
  body(portfolio, { name: 5 }, ['/name']),
  body(portfolio, { name: null }, ['/name']),
  body(portfolio, { name: 'x'.repeat(121) }, ['/name']),
  body(portfolio, { name: 'a\u0000b' }, ['/name']),
  body(portfolio, { name: 'a\ud800' }, ['/name']),
  body(portfolio, { name: '\u202eabc' }, ['/name']),
  body(portfolio, { name: 'x', currency: 'usd' }, ['/currency']),
  body(portfolio, { name: 'x', currency: 5 }, ['/currency']),
  body(portfolio, { name: 'x', market_index: 'S&P' }, ['/market_index']),
  body(portfolio, { name: 'x', benchmark_code: 'sp500' }, ['/benchmark_code']),
  body(portfolio, { name: 'x', benchmark_code: 'NOPE' }, ['/benchmark_code']),
  body(portfolio, { name: 'x', owner_id: 1 }, ['/owner_id']),
  body(portfolio, { name: 'x', 'a/b~c': 1 }, ['/a~1b~0c']),
  body(portfolio, '{"name":"x","__proto__":{"is_demonstration":true}}', ['/__proto__']),
  body(portfolioChange, {}, ['']),
  body(portfolioChange, { name: '\t' }, ['/name']),
  body(portfolioChange, { currency: 'EUR' }, ['/currency', '']),
  body(portfolioChange, { market_index: '' }, ['/market_index']),
  body(portfolioChange, { benchmark_code: null }, ['/benchmark_code']),
  body(portfolioChange, { looks_through: 'yes' }, ['/looks_through']),
  ...['1e3', '0x10', 'NaN', '1,5', ' 1', '0', '1'.repeat(17), 5, null].map((quantity) =>
    body(lotChange, { quantity }, ['/quantity']),
  ),
  body(lotChange, { quantity: '' }, ['/quantity', '/quantity']),
  body(lotChange, {}, ['']),
  body(lotChange, { symbol: 'B' }, ['/symbol', '']),
  body(lotChange, { price: '0' }, ['/price']),
  body(lotChange, { price: '-1' }, ['/price']),
  body(lotChange, { entry_price: '-0.01' }, ['/entry_price']),
  body(lotChange, { delta: '1.5' }, ['/delta']),
  body(lotChange, { delta: '0.5' }, ['/delta']),
  body(lotChange, { entry_date: '2024-02-30' }, ['/entry_date']),
  body(lotChange, { exit_date: 'today' }, ['/exit_date']),
  body(lotChange, { price_date: 20240305 }, ['/price_date']),
  body(lotChange, { quantity_as_of: null }, ['/quantity_as_of']),
  body(lotChange, { entry_date: '2024-03-05', exit_date: '2024-03-05' }, ['/exit_date']),
  body(lot, {}, ['/symbol', '/quantity']),
  body(lot, { symbol: 'A B', quantity: '1' }, ['/symbol']),
  body(lot, { symbol: 'ACME', quantity: 1 }, ['/quantity']),
  body(lot, { symbol: 'ACME', quantity: '0' }, ['/quantity']),
  body(lot, { symbol: 'ACME', quantity: '1', asset_class: 'bond' }, ['/asset_class']),
  body(lot, { symbol: 'ACME', quantity: '1', strike: '5' }, ['/strike']),
  body(lot, { symbol: 'X', quantity: '1', asset_class: 'option' }, [
    '/underlying',
    '/option_type',
    '/strike',
    '/expiry',
  ]),
  body(lot, { symbol: 'X', quantity: '1', asset_class: 'private' }, ['/price']),
  body(lot, { symbol: 'ACME', quantity: '1', lot_id: 'x'.repeat(65) }, ['/lot_id']),
  body(lot, { symbol: 'ACME', quantity: '1', lot_id: 'a\u0007' }, ['/lot_id']),
  body(lot, { symbol: 'ACME', quantity: '1', entry_date: '2999-01-01' }, ['/entry_date']),
  body(recalculation, { as_of: '2024-02-30' }, ['/as_of']),
  body(recalculation, { as_of: '2999-01-01' }, ['/as_of']),
  body(recalculation, { as_of: '2024-03-02' }, ['/as_of']),
  body(recalculation, { as_of: 5 }, ['/as_of']),
  body(recalculation, { from: '2024-03-08', as_of: '2024-03-07' }, ['/from']),
  body(recalculation, { from: '1990-01-01', as_of: '2024-03-07' }, ['/from']),
  body(recalculation, { window: 90 }, ['/window']),
  body(refresh, { symbols: [] }, ['/symbols']),
  body(refresh, { symbols: 'SPY' }, ['/symbols']),
  body(refresh, { symbols: [5] }, ['/symbols/0']),
  body(refresh, { symbols: ['x'.repeat(21)] }, ['/symbols/0']),
  body(refresh, { from: 'yesterday' }, ['/from']),
  body(benchmark, { code: 'x y', name: 'x' }, ['/code']),
  body(benchmark, { code: 'X', name: '' }, ['/name']),
  body(benchmark, { code: 'SP500', name: 'x' }, ['/code']),
  body(benchmark, { code: 'X', name: 'x', market_index: 'a b' }, ['/market_index']),
  body(security, { sector: 'Widgets' }, ['/sector'], { params: { symbol: 'ACME' } }),
  body(security, {}, [''], { params: { symbol: 'ACME' } }),
  body('PUT /api/v1/market/providers', { order: 'fmp' }, ['/order']),
  body('PUT /api/v1/market/providers', {}, ['/order']),
  body('PUT /api/v1/market/providers/{provider}/key', { key: 'short' }, ['/key'], { params: { provider: 'fmp' } }),
  body('PUT /api/v1/market/providers/{provider}/key', { key: 'with spaces in it' }, ['/key'], {
    params: { provider: 'fmp' },
  }),
  body('DELETE /api/v1/portfolios/{portfolioId}', { force: true }, ['/force']),
];

const list = 'GET /api/v1/portfolios';
const query = (key: string, search: string, pointer: string, more: Partial<HostileInput> = {}): HostileInput => ({
  rule: `the query is ${search}`,
  key,
  search,
  status: 400,
  pointers: [pointer],
  ...more,
});
const analytics = 'GET /api/v1/analytics/portfolio/{portfolioId}/volatility';
const snapshots = 'GET /api/v1/portfolios/{portfolioId}/snapshots';

const queries: readonly HostileInput[] = [
  ...['0', '501', '-1', '1.5', '1e2', '', 'ten', '%D9%A3', '00'].map((limit) =>
    query(list, `?limit=${limit}`, '/limit'),
  ),
  ...['', '%00', '!!', 'x'.repeat(401)].map((cursor) => query(list, `?cursor=${cursor}`, '/cursor')),
  query('GET /api/v1/recalculations', '?cursor=eHg', '/cursor'),
  query('GET /api/v1/recalculations', '?state=done', '/state'),
  query(list, '?offset=5', '/offset'),
  query(list, '?limit=5&limit=5', '/limit'),
  query(list, '?__proto__=1', '/__proto__'),
  query(list, '?limit%5B%5D=1', '/limit[]'),
  ...['2024-02-30', 'today', '', '2024-3-5', '20240305', '2024-03-05T00:00:00Z'].map((day) =>
    query(analytics, `?as_of=${day}`, '/as_of'),
  ),
  query(analytics, '?asof=2024-03-05', '/asof'),
  query(analytics, '?as_of=2024-03-05&as_of=2024-03-06', '/as_of'),
  query(snapshots, '?from=2024-03-06&to=2024-03-05', '/to'),
  query(snapshots, '?from=x', '/from'),
  query('GET /api/v1/securities/{symbol}/prices', '?to=2024-13-01', '/to', { params: { symbol: 'ACME' } }),
  query('GET /api/v1/portfolios/{portfolioId}', '?expand=positions', '/expand'),
  query('GET /api/v1/market/status', '?x=', '/x'),
];

const paths: readonly HostileInput[] = [
  ...['x', '1', '', '%00', "' OR 1=1 --", '00000000-0000-7000-8000-00000000000', '../portfolios', 'null'].flatMap(
    (id): HostileInput[] => [
      {
        rule: `the id is ${JSON.stringify(id)}`,
        key: portfolioChange.replace('PATCH', 'GET'),
        params: { portfolioId: id },
        status: 400,
        pointers: ['/portfolioId'],
      },
      {
        rule: `the id is ${JSON.stringify(id)}`,
        key: 'GET /api/v1/recalculations/{recalculationId}',
        params: { recalculationId: id },
        status: 400,
        pointers: ['/recalculationId'],
      },
      {
        rule: `the id is ${JSON.stringify(id)}`,
        key: 'DELETE /api/v1/portfolios/{portfolioId}/positions/{positionId}',
        params: { positionId: id },
        status: 400,
        pointers: ['/positionId'],
      },
    ],
  ),
  {
    rule: 'the portfolio is nobody’s',
    key: 'GET /api/v1/portfolios/{portfolioId}',
    params: { portfolioId: '00000000-0000-7000-8000-0000000000aa' },
    status: 404,
    pointers: null,
  },
  ...['NOBODY', 'A B', '%', 'a;b', 'x'.repeat(50), '', '\u0000'].map((symbol) => ({
    rule: `the symbol is ${JSON.stringify(symbol)}`,
    key: 'GET /api/v1/securities/{symbol}',
    params: { symbol },
    status: 404,
    pointers: null,
  })),
  ...['NOPE', '', "x' --"].map((benchmarkCode) => ({
    rule: `the benchmark is ${JSON.stringify(benchmarkCode)}`,
    key: 'GET /api/v1/benchmarks/{benchmarkCode}/sector-weights',
    params: { benchmarkCode },
    status: 404,
    pointers: null,
  })),
  ...['2024-02-30', 'x', '2024-03-02'].map((date) => ({
    rule: `the day is ${date}`,
    key: 'GET /api/v1/portfolios/{portfolioId}/snapshots/{date}',
    params: { date },
    status: 404,
    pointers: null,
  })),
  ...['__proto__', 'constructor', 'x', ''].map((kind) => ({
    rule: `the kind is ${JSON.stringify(kind)}`,
    key: 'GET /api/v1/templates/{kind}',
    params: { kind },
    status: 404,
    pointers: null,
  })),
];

const name = '{"name":"x"}';
const header = (
  rule: string,
  headers: Readonly<Record<string, string>>,
  status: number,
  pointers: readonly string[] | null = null,
): HostileInput => ({ rule, key: portfolio, headers: { ...json, ...headers }, body: name, status, pointers });

const headers: readonly HostileInput[] = [
  ...[
    'attacker.example',
    'localhost.attacker.example',
    'localhost:3000@attacker.example',
    '127.0.0.1.nip.io',
    '169.254.169.254',
  ].map((host) => header(`Host is ${host}`, { host }, 403)),
  ...[
    'https://attacker.example',
    'null',
    'http://localhost:3001',
    'http://localhost:3000.attacker.example',
    'http://localhost:3000/',
  ].map((origin) => header(`Origin is ${origin}`, { origin }, 403)),
  ...['cross-site', 'same-site', 'none', 'x'].map((site) =>
    header(`Sec-Fetch-Site is ${site}`, { 'sec-fetch-site': site }, 403),
  ),
  header('X-Forwarded-Host is another', { 'x-forwarded-host': 'attacker.example' }, 403),
  ...[
    'text/plain',
    'text/csv',
    'multipart/form-data; boundary=x',
    'application/x-www-form-urlencoded',
    'application/jsonp',
    '',
  ].map((type) => header(`Content-Type is ${JSON.stringify(type)}`, { 'content-type': type }, 415)),
  ...['-1', '1e3', 'x', '0x10'].map((length) =>
    header(`Content-Length is ${length}`, { 'content-length': length }, 400),
  ),
  header('Content-Length is too much', { 'content-length': '1048577' }, 413),
  header('Content-Length is more than comes', { 'content-length': '500' }, 400),
  header('Content-Length is less than comes', { 'content-length': '2' }, 400),
  ...['', 'a b', 'x'.repeat(256)].map((key) =>
    header(`Idempotency-Key is ${JSON.stringify(key.slice(0, 9))}`, { 'idempotency-key': key }, 400, [
      '/idempotency-key',
    ]),
  ),
  ...['Bearer x', 'Bearer', 'Basic eDp5', ''].map((authorization) =>
    header(`Authorization is ${JSON.stringify(authorization)}`, { authorization }, 401),
  ),
];

export const hostileInputs: readonly HostileInput[] = [...cells, ...files, ...bodies, ...queries, ...paths, ...headers];
