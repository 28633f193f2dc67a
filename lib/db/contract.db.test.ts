import { describe, expect, it } from 'vitest';
import { pool } from './client';

/**
 * The lists of the origin's document, column by column: name, type, and what a row that says nothing of it gets. The
 * document gives no NULLability; `required` is ours and only where a row without the value would mean nothing.
 */
type Column = readonly [name: string, type: string, rule?: 'required' | { readonly defaultOf: unknown }];

const uuid = 'uuid';
const instant = 'timestamp without time zone';
const numeric = (precision: number, scale: number) => `numeric(${precision},${scale})`;
const varchar = (length: number) => `character varying(${length})`;

const created: readonly Column[] = [
  ['created_at', instant, 'required'],
  ['updated_at', instant, 'required'],
];

const newTables: Readonly<Record<string, readonly Column[]>> = {
  position_market_betas: [
    ['id', uuid, 'required'],
    ['portfolio_id', uuid, 'required'],
    ['position_id', uuid, 'required'],
    ['calc_date', 'date', 'required'],
    ['beta', numeric(12, 6), 'required'],
    ['alpha', numeric(12, 6)],
    ['r_squared', numeric(12, 6)],
    ['std_error', numeric(12, 6)],
    ['p_value', numeric(12, 6)],
    ['observations', 'integer', 'required'],
    ['window_days', 'integer', { defaultOf: 90 }],
    ['method', varchar(32), { defaultOf: 'OLS_SIMPLE' }],
    ['market_index', varchar(16), { defaultOf: 'SPY' }],
    ...created,
  ],
  benchmarks_sector_weights: [
    ['id', uuid, 'required'],
    ['benchmark_code', varchar(32), 'required'],
    ['asof_date', 'date', 'required'],
    ['sector', varchar(64), 'required'],
    ['weight', numeric(12, 6), 'required'],
    ['market_cap', numeric(20, 2)],
    ['num_constituents', 'integer'],
    ['data_source', varchar(32), { defaultOf: 'FMP' }],
    ...created,
  ],
  position_volatility: [
    ['id', uuid, 'required'],
    ['position_id', uuid, 'required'],
    ['calculation_date', 'date', 'required'],
    ['realized_vol_21d', numeric(10, 4)],
    ['realized_vol_63d', numeric(10, 4)],
    ['vol_daily', numeric(10, 4)],
    ['vol_weekly', numeric(10, 4)],
    ['vol_monthly', numeric(10, 4)],
    ['expected_vol_21d', numeric(10, 4)],
    ['vol_trend', varchar(20)],
    ['vol_trend_strength', numeric(10, 4)],
    ['vol_percentile', numeric(10, 4)],
    ['observations', 'integer', 'required'],
    ['model_r_squared', numeric(10, 4)],
    ...created,
  ],
};

const snapshotColumns: readonly Column[] = [
  ['market_beta_weighted', numeric(10, 4)],
  ['market_beta_r_squared', numeric(10, 4)],
  ['market_beta_observations', 'integer'],
  ['market_beta_direct', numeric(10, 4)],
  ['sector_exposure', 'jsonb'],
  ['hhi', numeric(10, 2)],
  ['effective_num_positions', numeric(10, 2)],
  ['top_3_concentration', numeric(10, 4)],
  ['top_10_concentration', numeric(10, 4)],
  ['realized_volatility_21d', numeric(10, 4)],
  ['realized_volatility_63d', numeric(10, 4)],
  ['expected_volatility_21d', numeric(10, 4)],
  ['volatility_trend', varchar(20)],
  ['volatility_percentile', numeric(10, 4)],
];

const indexes: readonly (readonly [name: string, table: string, columns: readonly string[]])[] = [
  ['idx_pos_beta_lookup', 'position_market_betas', ['portfolio_id', 'calc_date']],
  ['idx_pos_beta_position', 'position_market_betas', ['position_id', 'calc_date']],
  ['idx_pos_beta_created', 'position_market_betas', ['created_at']],
  ['idx_snapshots_beta', 'portfolio_snapshots', ['portfolio_id', 'snapshot_date', 'market_beta_weighted']],
  ['idx_benchmark_lookup', 'benchmarks_sector_weights', ['benchmark_code', 'asof_date']],
  ['idx_benchmark_sector', 'benchmarks_sector_weights', ['benchmark_code', 'sector', 'asof_date']],
  ['idx_snapshots_volatility', 'portfolio_snapshots', ['portfolio_id', 'snapshot_date', 'realized_volatility_21d']],
  ['ix_position_volatility_position_id', 'position_volatility', ['position_id']],
  ['ix_position_volatility_calculation_date', 'position_volatility', ['calculation_date']],
  ['ix_position_volatility_lookup', 'position_volatility', ['position_id', 'calculation_date']],
];

const uniques: readonly (readonly [table: string, columns: readonly string[]])[] = [
  ['position_market_betas', ['portfolio_id', 'position_id', 'calc_date', 'method', 'window_days']],
  ['benchmarks_sector_weights', ['benchmark_code', 'asof_date', 'sector']],
  ['position_volatility', ['position_id', 'calculation_date']],
  ['portfolio_snapshots', ['portfolio_id', 'snapshot_date']],
];

const foreignKeys: readonly (readonly [table: string, column: string, target: string])[] = [
  ['position_market_betas', 'portfolio_id', 'portfolios'],
  ['position_market_betas', 'position_id', 'positions'],
  ['position_volatility', 'position_id', 'positions'],
];

const query = async (sql: string, values: unknown[] = []) => (await pool().query(sql, values)).rows;

const columnsOf = (table: string) =>
  query(
    `SELECT attname::text AS name, format_type(atttypid, atttypmod) AS type, attnotnull AS "isRequired",
            pg_get_expr(adbin, adrelid) AS "defaultOf"
       FROM pg_attribute LEFT JOIN pg_attrdef ON adrelid = attrelid AND adnum = attnum
      WHERE attrelid = $1::regclass AND attnum > 0 AND NOT attisdropped ORDER BY attnum`,
    [table],
  );

const keyColumns = (kind: 'unique' | 'primary', table: string) =>
  query(
    `SELECT conname::text AS name, (SELECT array_agg(attname::text ORDER BY place)
              FROM unnest(conkey) WITH ORDINALITY AS key (attnum, place) JOIN pg_attribute a
                ON a.attrelid = conrelid AND a.attnum = key.attnum) AS columns
       FROM pg_constraint WHERE conrelid = $1::regclass AND contype = $2`,
    [table, kind === 'unique' ? 'u' : 'p'],
  );

/** Runs a statement within a transaction that is taken back, and answers the rows it gave. */
async function tried(statements: readonly string[]): Promise<Record<string, unknown>[]> {
  const client = await pool().connect();
  try {
    await client.query('BEGIN');
    let rows: Record<string, unknown>[] = [];
    for (const sql of statements) rows = (await client.query(sql)).rows;
    return rows;
  } finally {
    await client.query('ROLLBACK');
    client.release();
  }
}

describe('the contract of tables', () => {
  it.each(Object.entries(newTables))('%s has the columns of the document, in their order', async (table, expected) => {
    const live = await columnsOf(table);
    // What METHODS 0 adds stands behind.
    expect(live.map(({ name, type }) => [name, type])).toEqual(
      [...expected.map(([name, type]) => [name, type]), ['run_id', uuid]].slice(
        0,
        table === 'benchmarks_sector_weights' ? -1 : undefined,
      ),
    );
    for (const [name, , rule] of expected) {
      const column = live.find((one) => one.name === name);
      expect([name, column.isRequired], `NOT NULL of ${table}.${name}`).toEqual([name, rule !== undefined]);
    }
  });

  it.each(Object.keys(newTables))('%s has a uuid primary key that fills itself', async (table) => {
    expect(await keyColumns('primary', table)).toEqual([expect.objectContaining({ columns: ['id'] })]);
    expect((await columnsOf(table)).find(({ name }) => name === 'id')?.defaultOf).toBe('time_ordered_uuid()');
  });

  it('portfolio_snapshots has the fourteen columns of the document, all of them nullable, and snapshot_date', async () => {
    const live = await columnsOf('portfolio_snapshots');
    const found = snapshotColumns.map(([name]) => live.find((column) => column.name === name));
    expect(found.map((column) => [column?.name, column?.type, column?.isRequired])).toEqual(
      snapshotColumns.map(([name, type]) => [name, type, false]),
    );
    expect(live.map(({ name }) => name)).toContain('snapshot_date');
    expect(live.map(({ name }) => name)).not.toContain('calculation_date');
  });

  it.each(
    Object.entries(newTables).flatMap(([table, columns]) =>
      columns.flatMap(([name, , rule]) => (typeof rule === 'object' ? [[table, name, rule.defaultOf] as const] : [])),
    ),
  )('%s.%s is by default %s', async (table, name, expected) => {
    const text = (await columnsOf(table)).find((column) => column.name === name)!.defaultOf;
    expect((await query(`SELECT ${text} AS value`))[0].value).toEqual(expected);
  });

  it.each(['position_market_betas', 'benchmarks_sector_weights', 'position_volatility', 'portfolio_snapshots'])(
    '%s is stamped with the time in UTC, whatever the time zone of the session',
    async (table) => {
      for (const name of ['created_at', 'updated_at']) {
        const text = (await columnsOf(table)).find((column) => column.name === name)!.defaultOf;
        const [row] = await tried([
          `SET LOCAL TIME ZONE 'Pacific/Kiritimati'`,
          `SELECT extract(epoch FROM (${text}) - (clock_timestamp() AT TIME ZONE 'UTC'))::float8 AS off`,
        ]);
        expect(Math.abs(row.off as number)).toBeLessThan(60);
      }
    },
  );

  it.each(indexes)('index %s is on %s (%s)', async (name, table, columns) => {
    const [found] = await query(
      `SELECT i.indrelid::regclass::text AS table, i.indisunique AS "isUnique", i.indpred IS NULL AS "isWhole",
              am.amname::text AS method, i.indisvalid AS "isValid",
              (SELECT array_agg(attname::text ORDER BY place) FROM unnest(i.indkey::int2[]) WITH ORDINALITY AS k (num, place)
                 JOIN pg_attribute a ON a.attrelid = i.indrelid AND a.attnum = k.num) AS columns
         FROM pg_index i JOIN pg_class c ON c.oid = i.indexrelid JOIN pg_am am ON am.oid = c.relam
        WHERE c.relname = $1`,
      [name],
    );
    expect(found).toEqual({ table, columns, isUnique: false, isWhole: true, isValid: true, method: 'btree' });
  });

  it.each(uniques)('%s is unique by (%s)', async (table, columns) => {
    expect((await keyColumns('unique', table)).map((key) => key.columns)).toEqual([columns]);
  });

  it.each(foreignKeys)('%s.%s refers to %s and goes with it', async (table, column, target) => {
    const found = await query(
      `SELECT confrelid::regclass::text AS target, confdeltype::text AS "onDelete" FROM pg_constraint
        WHERE contype = 'f' AND conrelid = $1::regclass
          AND conkey = ARRAY[(SELECT attnum FROM pg_attribute WHERE attrelid = $1::regclass AND attname = $2)]`,
      [table, column],
    );
    expect(found).toEqual([{ target, onDelete: 'c' }]);
  });
});

const owner = '00000000-0000-7000-8000-000000000001';
const portfolio = '00000000-0000-7000-8000-00000000aaaa';
const position = '00000000-0000-7000-8000-00000000bbbb';
const run = '00000000-0000-7000-8000-00000000cccc';
const hash = '00000000-0000-0000-0000-00000000dddd';

const scene = [
  `INSERT INTO securities (symbol) VALUES ('ACME'), ('SPY')`,
  `INSERT INTO portfolios (id, owner_id, name) VALUES ('${portfolio}', '${owner}', 'x')`,
  `INSERT INTO positions (id, portfolio_id, security_id, symbol, quantity, quantity_as_of, import_key)
   SELECT '${position}', '${portfolio}', id, 'ACME', 1, '2024-01-02', 'k' FROM securities WHERE symbol = 'ACME'`,
  `INSERT INTO runs (id, portfolio_id, snapshot_date, market_index, benchmark_code, holdings_version, method_version,
                     input_hash)
   VALUES ('${run}', '${portfolio}', '2024-01-02', 'SPY', 'SP500', 1, 1, '${hash}')`,
];

/** A row that every table takes; a test changes one value of it. */
const goodRows: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  daily_prices: {
    security_id: `(SELECT id FROM securities WHERE symbol = 'ACME')`,
    date: `'2024-01-02'`,
    open: '10',
    high: '11',
    low: '9',
    close: '10.5',
    adj_close: '10.5',
    volume: '1000',
    source: `'x'`,
  },
  corporate_actions: {
    security_id: `(SELECT id FROM securities WHERE symbol = 'ACME')`,
    date: `'2024-01-02'`,
    dividend: '0.1',
    split: '2',
    source: `'x'`,
  },
  securities: { symbol: `'NEW'`, asset_class: `'stock'`, sector: `'Energy'`, currency: `'USD'` },
  portfolios: { owner_id: `'${owner}'`, name: `'Mine'`, currency: `'USD'`, benchmark_code: `'SP500'` },
  positions: {
    portfolio_id: `'${portfolio}'`,
    security_id: `(SELECT id FROM securities WHERE symbol = 'ACME')`,
    symbol: `'ACME'`,
    asset_class: `'option'`,
    quantity: '1',
    quantity_as_of: `'2024-01-02'`,
    entry_date: `'2024-01-02'`,
    exit_date: `'2024-01-03'`,
    entry_price: '0',
    price: '1',
    option_type: `'call'`,
    strike: '10',
    expiry: `'2025-01-17'`,
    multiplier: '100',
    delta: '0.5',
    currency: `'USD'`,
    import_key: `'other'`,
  },
  recalculations: {
    portfolio_id: `'${portfolio}'`,
    from_date: `'2024-01-02'`,
    as_of: `'2024-01-02'`,
    trigger: `'api'`,
    state: `'running'`,
    phase: `'load'`,
    done: '1',
    total: '1',
    attempts: '1',
  },
  imports: {
    owner_id: `'${owner}'`,
    kind: `'prices'`,
    content_hash: `'${'0'.repeat(64)}'`,
    rows_read: '1',
    rows_added: '1',
    rows_changed: '0',
    rows_removed: '0',
  },
  position_market_betas: {
    portfolio_id: `'${portfolio}'`,
    position_id: `'${position}'`,
    calc_date: `'2024-01-02'`,
    beta: '1.5',
    alpha: '0.001',
    r_squared: '0.5',
    std_error: '0.1',
    p_value: '0.01',
    observations: '90',
    window_days: '90',
  },
  benchmarks_sector_weights: {
    benchmark_code: `'SP500'`,
    asof_date: `'2024-01-02'`,
    sector: `'Energy'`,
    weight: '0.05',
    market_cap: '1e12',
    num_constituents: '20',
  },
  position_volatility: {
    position_id: `'${position}'`,
    calculation_date: `'2024-01-02'`,
    realized_vol_21d: '0.2',
    realized_vol_63d: '0.2',
    vol_daily: '0.2',
    vol_weekly: '0.2',
    vol_monthly: '0.2',
    expected_vol_21d: '0.2',
    vol_trend: `'stable'`,
    vol_trend_strength: '0.5',
    vol_percentile: '0.5',
    observations: '252',
    model_r_squared: '0.3',
  },
  portfolio_snapshots: {
    portfolio_id: `'${portfolio}'`,
    snapshot_date: `'2024-01-02'`,
    equity_value: '-5',
    gross_value: '100',
    positions_total: '3',
    positions_covered: '2',
    market_beta_weighted: '-1',
    market_beta_r_squared: '0.5',
    market_beta_observations: '90',
    market_beta_direct: '1.1',
    sector_exposure: `'{"Energy": 1}'`,
    hhi: '10000',
    effective_num_positions: '1',
    top_3_concentration: '1',
    top_10_concentration: '1',
    realized_volatility_21d: '0.2',
    realized_volatility_63d: '0.2',
    expected_volatility_21d: '0.2',
    volatility_trend: `'increasing'`,
    volatility_percentile: '0.5',
  },
  symbol_market_betas: {
    security_id: `(SELECT id FROM securities WHERE symbol = 'ACME')`,
    index_id: `(SELECT id FROM securities WHERE symbol = 'SPY')`,
    as_of: `'2024-01-02'`,
    window_days: '90',
    method: `'OLS_SIMPLE'`,
    method_version: '1',
    input_hash: `'${hash}'`,
    beta: '1',
    alpha: '0',
    r_squared: '0.5',
    std_error: '0.1',
    p_value: '0.1',
    hc1_std_error: '0.1',
    hc3_std_error: '0.1',
    nw_std_error: '0.1',
    ci95_low: '0.8',
    ci95_high: '1.2',
    hc3_p_zero: '0.1',
    hc3_p_one: '0.1',
    residual_sd: '0.01',
    observations: '90',
    required: '90',
  },
  symbol_volatilities: {
    security_id: `(SELECT id FROM securities WHERE symbol = 'ACME')`,
    as_of: `'2024-01-02'`,
    method_version: '1',
    input_hash: `'${hash}'`,
    realized_21d: '0.2',
    realized_63d: '0.2',
    realized_252d: '0.2',
    daily: '0.2',
    weekly: '0.2',
    monthly: '0.2',
    expected_21d: '0.2',
    expected_low: '0.1',
    expected_high: '0.3',
    ewma_21d: '0.2',
    har_21d: '0.2',
    har_r_squared: '0.3',
    trend: `'stable'`,
    trend_z: '-0.4',
    trend_p_value: '0.7',
    trend_ratio: '0.9',
    percentile: '0.4',
    observations: '252',
  },
  portfolio_estimates: { run_id: `'${run}'`, estimates: `'{}'` },
  run_positions: {
    run_id: `'${run}'`,
    position_ids: `ARRAY['${position}']::uuid[]`,
    security_ids: 'ARRAY[1]',
    quantities: 'ARRAY[1.5]',
    market_values: 'ARRAY[NULL]::float8[]',
    exposures: 'ARRAY[15.75]',
    weights: 'ARRAY[1.0]',
    beta_contributions: 'ARRAY[1.0]',
    volatility_contributions: 'ARRAY[0.2]',
    reasons: 'ARRAY[NULL]::varchar[]',
    beta_hashes: `ARRAY[NULL]::uuid[]`,
    volatility_hashes: `ARRAY[NULL]::uuid[]`,
  },
  price_changes: {
    security_id: `(SELECT id FROM securities WHERE symbol = 'ACME')`,
    kind: `'restated'`,
    old_source: `'a'`,
    new_source: `'b'`,
    dates: `ARRAY['2024-01-02']::date[]`,
    closes: 'ARRAY[1.0]',
    adj_closes: 'ARRAY[0.5]',
  },
  run_series: {
    run_id: `'${run}'`,
    name: `'x'`,
    dates: `ARRAY['2024-01-02']::date[]`,
    values: 'ARRAY[1.0]',
    low: 'ARRAY[0.5]',
    high: 'ARRAY[1.5]',
  },
};

const insert = (table: string, row: Readonly<Record<string, string>>) =>
  `INSERT INTO ${table} (${Object.keys(row).join(', ')}) VALUES (${Object.values(row).join(', ')})`;

const times = (names: readonly string[], values: readonly string[]) =>
  names.flatMap((name) => values.map((value) => [name, value] as const));

const nan = `'NaN'`;
const infinities = [`'Infinity'`, `'-Infinity'`];
const notFinite = [nan, ...infinities];

/** What each table must refuse: one value that the good row does not have. */
const refused: Readonly<Record<string, readonly (readonly [column: string, value: string])[]>> = {
  daily_prices: [
    ...times(['open', 'high', 'low', 'close', 'adj_close'], [...notFinite, '0', '-1']),
    ['high', '8'],
    ['low', '12'],
    ['volume', '-1'],
    ['close', 'NULL'],
    ['adj_close', 'NULL'],
    ['security_id', '-1'],
  ],
  corporate_actions: [...times(['dividend'], [...notFinite, '-0.01']), ...times(['split'], [...notFinite, '0', '-2'])],
  securities: [
    ...times(
      ['symbol'],
      [`''`, `'acme'`, `'A B'`, `'ACMEACMEACMEACMEACMEA'`, `'A;'`, `'ACME'`, 'NULL', `'Ä'`, `E'A\\n'`],
    ),
    ['asset_class', `'bond'`],
    ['sector', `'Technology'`],
    ['sector', `''`],
    ['currency', `'usd'`],
    ['currency', `'US'`],
  ],
  portfolios: [
    ['name', `''`],
    ['name', `'   '`],
    ['name', `E'\\t\\n'`],
    ['owner_id', `'00000000-0000-7000-8000-000000000002'`],
    ['benchmark_code', `'NOPE'`],
    ['currency', `'dollar'`],
  ],
  positions: [
    ...times(['quantity'], [...notFinite, '0']),
    ...times(['price', 'strike', 'multiplier'], [...notFinite, '0', '-1']),
    ...times(['entry_price'], [...notFinite, '-0.01']),
    ...times(['delta'], [...notFinite, '1.01', '-1.01']),
    ['asset_class', `'bond'`],
    ['asset_class', `'cash'`],
    ['asset_class', `'private'`],
    // A stock has no strike and no delta; a short delta is a put's.
    ['asset_class', `'stock'`],
    ['delta', '-0.000001'],
    ['option_type', `'put'`],
    ['security_id', 'NULL'],
    ['option_type', `'fall'`],
    ['option_type', 'NULL'],
    ['strike', 'NULL'],
    ['expiry', 'NULL'],
    ['multiplier', 'NULL'],
    ['exit_date', `'2024-01-02'`],
    ['exit_date', `'2024-01-01'`],
    ['import_key', `'k'`],
    ['quantity', 'NULL'],
  ],
  recalculations: [
    ['from_date', `'2024-01-03'`],
    ['trigger', `'cat'`],
    ['state', `'stuck'`],
    ['phase', `'lunch'`],
    ['done', '2'],
    ['done', '-1'],
    ['attempts', '-1'],
  ],
  imports: [['kind', `'trades'`]],
  position_market_betas: [
    ...times(['beta', 'alpha'], notFinite),
    ...times(['std_error'], [...notFinite, '-0.1']),
    ...times(['r_squared', 'p_value'], [...notFinite, '-0.1', '1.1']),
    ['observations', '2'],
    ['observations', '91'],
    ['beta', 'NULL'],
    ['position_id', `'${portfolio}'`],
  ],
  benchmarks_sector_weights: [
    ...times(['weight'], [...notFinite, '-0.000001', '1.000001', 'NULL']),
    ...times(['market_cap'], [...notFinite, '-1']),
    ['num_constituents', '-1'],
    ['sector', `'Technology'`],
    ['sector', `'Cash'`],
    ['benchmark_code', `'NOPE'`],
  ],
  position_volatility: [
    ...times(
      ['realized_vol_21d', 'realized_vol_63d', 'vol_daily', 'vol_weekly', 'vol_monthly', 'expected_vol_21d'],
      [...notFinite, '-0.1'],
    ),
    ...times(['vol_trend_strength', 'vol_percentile', 'model_r_squared'], [...notFinite, '-0.1', '1.1']),
    ['vol_trend', `'up'`],
    ['vol_trend', `''`],
    ['observations', '-1'],
  ],
  portfolio_snapshots: [
    ...times(['equity_value', 'market_beta_weighted', 'market_beta_direct'], notFinite),
    ...times(
      ['gross_value', 'realized_volatility_21d', 'realized_volatility_63d', 'expected_volatility_21d'],
      [...notFinite, '-0.1'],
    ),
    ...times(
      ['market_beta_r_squared', 'top_3_concentration', 'top_10_concentration', 'volatility_percentile'],
      [...notFinite, '-0.1', '1.1'],
    ),
    ...times(['hhi'], [...notFinite, '-1', '10000.01']),
    ...times(['effective_num_positions'], [...notFinite, '0', '0.5']),
    ['market_beta_observations', '-1'],
    ['positions_covered', '4'],
    ['positions_covered', '-1'],
    ['sector_exposure', `'[]'`],
    ['sector_exposure', `'0'`],
    ['volatility_trend', `'sideways'`],
    ['run_id', `'${portfolio}'`],
  ],
  symbol_market_betas: [
    ...times(['beta', 'alpha', 'ci95_low', 'ci95_high'], notFinite),
    ...times(['std_error', 'hc1_std_error', 'hc3_std_error', 'nw_std_error', 'residual_sd'], [...notFinite, '-1']),
    ...times(['r_squared', 'p_value', 'hc3_p_zero', 'hc3_p_one'], [...notFinite, '-0.1', '1.1']),
    ['beta', 'NULL'],
    ['reason', `'short_history'`],
  ].map(([column, value]) => [column, value] as const),
  symbol_volatilities: [
    ...times(
      [
        'realized_21d',
        'realized_63d',
        'realized_252d',
        'daily',
        'weekly',
        'monthly',
        'expected_21d',
        'expected_low',
        'expected_high',
        'ewma_21d',
        'har_21d',
        'trend_ratio',
      ],
      [...notFinite, '-1'],
    ),
    ...times(['har_r_squared', 'trend_p_value', 'percentile'], [...notFinite, '-0.1', '1.1']),
    ...times(['trend_z'], notFinite),
    ['trend', `'up'`],
    ['unavailable', `'[]'`],
  ].map(([column, value]) => [column, value] as const),
  portfolio_estimates: [
    ['estimates', `'[]'`],
    ['estimates', `'{"x": NaN}'`],
    ['estimates', 'NULL'],
  ],
  run_positions: [
    ...times(
      ['quantities', 'market_values', 'exposures', 'weights', 'beta_contributions', 'volatility_contributions'],
      notFinite.map((value) => `ARRAY[${value}]::float8[]`),
    ),
    ...times(['security_ids'], ['ARRAY[]::int[]', 'ARRAY[1, 2]']),
    ...times(
      ['quantities', 'market_values', 'exposures', 'weights', 'beta_contributions', 'volatility_contributions'],
      ['ARRAY[]::float8[]', 'ARRAY[1, 2]::float8[]'],
    ),
    ...times(['reasons'], ['ARRAY[]::varchar[]']),
    ...times(['beta_hashes', 'volatility_hashes', 'position_ids'], ['ARRAY[]::uuid[]']),
  ],
  price_changes: [
    ...times(
      ['closes', 'adj_closes'],
      [...notFinite, '0', '-1'].map((value) => `ARRAY[${value}]::float8[]`),
    ),
    ...times(['dates'], ['ARRAY[]::date[]']),
    ...times(['closes', 'adj_closes'], ['ARRAY[1, 2]::float8[]']),
    ['kind', `'lost'`],
  ],
  run_series: [
    ...times(
      ['values', 'low', 'high'],
      notFinite.map((value) => `ARRAY[${value}]::float8[]`),
    ),
    ...times(['values', 'low', 'high'], ['ARRAY[]::float8[]', 'ARRAY[1, 2]::float8[]']),
  ],
};

describe('the CHECKs', () => {
  it.each(Object.entries(goodRows))('%s takes a good row', async (table, row) => {
    await expect(tried([...scene, insert(table, row)])).resolves.toEqual([]);
  });

  it.each(
    Object.entries(goodRows).flatMap(([table]) => refused[table].map(([column, value]) => [table, column, value])),
  )('%s refuses %s = %s', async (table, column, value) => {
    const row = { ...goodRows[table], [column]: value };
    // 23…: an integrity rule; 22…: a value the type does not hold (Infinity in a NUMERIC of fixed size, NaN in JSON).
    await expect(tried([...scene, insert(table, row)])).rejects.toMatchObject({
      code: expect.stringMatching(/^2[23]/),
    });
  });

  it('covers every column that can hold a number that is none', async () => {
    const numbers = await query(
      `SELECT c.relname::text AS table, a.attname::text AS column
         FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid
        WHERE c.relnamespace = 'public'::regnamespace AND c.relkind = 'r' AND a.attnum > 0 AND NOT a.attisdropped
          AND a.atttypid IN ('numeric'::regtype, 'float8'::regtype, 'float4'::regtype, 'float8[]'::regtype)
        ORDER BY 1, 2`,
    );
    expect(numbers.length).toBeGreaterThan(60);
    const untested = numbers.filter(
      ({ table, column }) => !refused[table]?.some(([name, value]) => name === column && value.includes(nan)),
    );
    expect(untested).toEqual([]);
  });
});

describe('time_ordered_uuid', () => {
  it('gives ids of version 7 that ascend with time', async () => {
    const first = Date.now();
    const [{ id }] = await query('SELECT time_ordered_uuid() AS id');
    const last = Date.now();
    expect(id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
    const madeAt = Number.parseInt(id.replaceAll('-', '').slice(0, 12), 16);
    expect(madeAt).toBeGreaterThanOrEqual(first - 1_000);
    expect(madeAt).toBeLessThanOrEqual(last + 1_000);
  });

  it('gives the same on a server older than PostgreSQL 18, which has no uuidv7 of its own', async () => {
    // The branch of the migration that this server did not take.
    const [{ sql }] = [
      {
        sql: `encode(set_bit(set_bit(overlay(uuid_send(gen_random_uuid())
      PLACING substring(int8send(floor(extract(epoch FROM clock_timestamp()) * 1000)::bigint) FROM 3) FROM 1 FOR 6),
      52, 1), 53, 1), 'hex')::uuid`,
      },
    ];
    const { readFileSync } = await import('node:fs');
    const migration = readFileSync(new URL('../../prisma/migrations/001_base/migration.sql', import.meta.url), 'utf8');
    const squeeze = (text: string) => text.replace(/\s+/g, ' ').replaceAll('( ', '(').replaceAll(' )', ')');
    expect(squeeze(migration)).toContain(squeeze(sql));
    const [{ id }] = await query(`SELECT ${sql} AS id`);
    expect(id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
    expect(Math.abs(Number.parseInt(id.replaceAll('-', '').slice(0, 12), 16) - Date.now())).toBeLessThan(60_000);
  });
});
