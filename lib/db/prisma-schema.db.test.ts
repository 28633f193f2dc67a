import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { pool, prisma } from './client';

/** A field of a model as prisma/schema.prisma declares it, relations left out. */
type Field = { readonly column: string; readonly type: string; readonly isNullable: boolean; readonly isList: boolean };
type Model = {
  readonly name: string;
  readonly table: string;
  readonly fields: ReadonlyMap<string, Field>;
  readonly id: readonly string[];
  readonly uniques: readonly (readonly string[])[];
  readonly indexes: readonly { readonly name: string; readonly columns: readonly string[] }[];
};

const schema = readFileSync(new URL('../../prisma/schema.prisma', import.meta.url), 'utf8');

/** The column type that a scalar with its @db attribute stands for. */
function columnType(scalar: string, db: string | undefined): string {
  const given = db?.match(/^(\w+)(?:\(([^)]*)\))?$/);
  const size = given?.[2]?.replaceAll(' ', '');
  switch (given?.[1]) {
    case 'Uuid':
      return 'uuid';
    case 'VarChar':
      return `character varying(${size})`;
    case 'Char':
      return `character(${size})`;
    case 'Decimal':
      return `numeric(${size})`;
    case 'Date':
      return 'date';
    case 'Timestamptz':
      return 'timestamp with time zone';
    case 'Timestamp':
      return 'timestamp without time zone';
    case 'JsonB':
      return 'jsonb';
    case 'SmallInt':
      return 'smallint';
    case undefined:
      return {
        Int: 'integer',
        BigInt: 'bigint',
        Boolean: 'boolean',
        String: 'text',
        Float: 'double precision',
        Bytes: 'bytea',
      }[scalar] as string;
    default:
      throw new Error(`@db.${db} is not known to this test`);
  }
}

function parseModels(text: string): Model[] {
  const bodies = [...text.matchAll(/^model (\w+) \{\n([\s\S]*?)^\}/gm)];
  const names = new Set(bodies.map(([, name]) => name));
  return bodies.map(([, name, body]) => {
    const lines = body.split('\n').map((line) => line.trim());
    const fields = new Map<string, Field>();
    const id: string[] = [];
    const uniques: string[][] = [];
    for (const line of lines) {
      const match = /^(\w+)\s+(\w+)(\?|\[\])?(.*)$/.exec(line);
      if (!match || names.has(match[2])) continue;
      const [, field, scalar, mark, rest] = match;
      const column = /@map\("(\w+)"\)/.exec(rest)?.[1] ?? field;
      const type = columnType(scalar, /@db\.(\w+(?:\([^)]*\))?)/.exec(rest)?.[1]);
      // Prisma has no list that may be absent, so a list says nothing of NULL.
      fields.set(field, { column, type, isNullable: mark === '?', isList: mark === '[]' });
      if (/@id\b/.test(rest)) id.push(column);
      if (/@unique\b/.test(rest)) uniques.push([column]);
    }
    const columns = (list: string) => list.split(',').map((one) => fields.get(one.trim())!.column);
    const blocks = (kind: string) =>
      lines.flatMap((line) => [...line.matchAll(new RegExp(`^@@${kind}\\(\\[(.*?)\\](.*)\\)$`, 'g'))]);
    return {
      name,
      table: /@@map\("(\w+)"\)/.exec(body)![1],
      fields,
      id: id.length > 0 ? id : columns(blocks('id')[0][1]),
      uniques: [...uniques, ...blocks('unique').map(([, list]) => columns(list))],
      indexes: blocks('index').map(([, list, rest]) => ({
        name: /map: "(\w+)"/.exec(rest)![1],
        columns: columns(list),
      })),
    };
  });
}

const models = parseModels(schema);
const query = async (sql: string, values: unknown[] = []) => (await pool().query(sql, values)).rows;

const keysOf = (table: string, kind: 'p' | 'u') =>
  query(
    `SELECT (SELECT array_agg(attname::text ORDER BY place) FROM unnest(conkey) WITH ORDINALITY AS key (num, place)
              JOIN pg_attribute a ON a.attrelid = conrelid AND a.attnum = num) AS columns
       FROM pg_constraint WHERE conrelid = $1::regclass AND contype = $2`,
    [table, kind],
  );

describe('prisma/schema.prisma', () => {
  it('has a model for every table, and no other', async () => {
    const tables = await query(
      `SELECT relname::text AS name FROM pg_class
        WHERE relnamespace = 'public'::regnamespace AND relkind IN ('r', 'p') AND relname <> '_prisma_migrations'`,
    );
    expect(models.map(({ table }) => table).sort()).toEqual(tables.map(({ name }) => name).sort());
  });

  it.each(models.map((model) => [model.name, model] as const))(
    '%s has the columns of its table, of their types and NULLs, and no other',
    async (_, { table, fields }) => {
      const live = await query(
        `SELECT attname::text AS column, format_type(atttypid, atttypmod) AS type, NOT attnotnull AS "isNullable"
           FROM pg_attribute WHERE attrelid = $1::regclass AND attnum > 0 AND NOT attisdropped`,
        [table],
      );
      const byColumn = (a: { column: string }, b: { column: string }) => (a.column < b.column ? -1 : 1);
      const stated = [...fields.values()].map(({ column, type, isNullable, isList }) => ({
        column,
        type: isList ? `${type}[]` : type,
        isNullable: isList ? null : isNullable,
      }));
      const found = live.map((one) => ({ ...one, isNullable: one.type.endsWith('[]') ? null : one.isNullable }));
      expect(stated.sort(byColumn)).toEqual(found.sort(byColumn));
    },
  );

  it.each(models.map((model) => [model.name, model] as const))(
    '%s has the primary key, the unique constraints and the plain indexes of its table',
    async (_, { table, id, uniques, indexes }) => {
      expect((await keysOf(table, 'p')).map(({ columns }) => columns)).toEqual([id]);
      expect((await keysOf(table, 'u')).map(({ columns }) => columns).sort()).toEqual([...uniques].sort());
      const live = await query(
        `SELECT c.relname::text AS name,
                (SELECT array_agg(attname::text ORDER BY place) FROM unnest(i.indkey::int2[]) WITH ORDINALITY AS k (num, place)
                   JOIN pg_attribute a ON a.attrelid = i.indrelid AND a.attnum = num) AS columns
           FROM pg_index i JOIN pg_class c ON c.oid = i.indexrelid
          WHERE i.indrelid = $1::regclass AND i.indpred IS NULL
            AND NOT EXISTS (SELECT FROM pg_constraint k WHERE k.conindid = i.indexrelid)
          ORDER BY 1`,
        [table],
      );
      expect([...indexes].sort((a, b) => (a.name < b.name ? -1 : 1))).toEqual(live);
    },
  );
});

const day = '2024-01-02';
const hash = '00000000-0000-0000-0000-00000000dddd';
const uuidOf = (digit: string) => `00000000-0000-7000-8000-00000000${digit.repeat(4)}`;

/** A row for every table that a fresh database has none of, in an order in which they refer to each other. */
const rows = `
  INSERT INTO settings VALUES ('x', '{"a": 1}');
  INSERT INTO securities (symbol) VALUES ('ACME'), ('SPY');
  INSERT INTO daily_prices (security_id, date, close, adj_close, volume, source)
    SELECT id, '${day}', 12345678901.12345678, 10, 9007199254740993, 'x' FROM securities WHERE symbol = 'ACME';
  INSERT INTO corporate_actions (security_id, date, source) SELECT id, '${day}', 'x' FROM securities WHERE symbol = 'ACME';
  INSERT INTO price_changes (security_id, kind, old_source, new_source, dates, closes, adj_closes)
    SELECT id, 'restated', 'x', 'x', '{${day}}', '{10}', '{9.5}' FROM securities WHERE symbol = 'ACME';
  INSERT INTO quarantined_prices (security_id, source, date, reason, row_text)
    SELECT id, 'x', '${day}', 'no_close', '{}' FROM securities WHERE symbol = 'ACME';
  INSERT INTO price_refreshes (security_id, outcome) SELECT id, 'stored' FROM securities WHERE symbol = 'ACME';
  INSERT INTO accepted_moves (security_id, date) SELECT id, '${day}' FROM securities WHERE symbol = 'ACME';
  INSERT INTO market_refreshes (owner_id, trigger, symbols)
    VALUES ('00000000-0000-7000-8000-000000000001', 'api', '{ACME}');
  INSERT INTO nights (trading_day) VALUES ('${day}');
  INSERT INTO accounts (user_id, name, password_hash) VALUES ('00000000-0000-7000-8000-000000000001', 'x', '$scrypt$');
  INSERT INTO account_sessions (account_id, secret_hash, expires_at)
    VALUES ('00000000-0000-7000-8000-000000000001', '${'1'.repeat(64)}', now());
  INSERT INTO api_tokens (account_id, name, secret_hash, scope, expires_at)
    VALUES ('00000000-0000-7000-8000-000000000001', 'x', '${'2'.repeat(64)}', 'read', now());
  INSERT INTO sign_in_attempts (bucket, attempts) VALUES ('${'3'.repeat(64)}', 1);
  INSERT INTO audit_events (owner_id, action, via) VALUES ('00000000-0000-7000-8000-000000000001', 'signed_in', 'session');
  INSERT INTO idempotency_keys (owner_id, key, request_hash, status, headers)
    VALUES ('00000000-0000-7000-8000-000000000001', 'x', '${'4'.repeat(64)}', 201, '{}');
  INSERT INTO exchange_sessions VALUES ('NYSE', '${day}', '${day} 21:00Z', false, '1');
  INSERT INTO portfolios (id, owner_id, name)
    VALUES ('${uuidOf('a')}', '00000000-0000-7000-8000-000000000001', 'x');
  INSERT INTO positions (id, portfolio_id, security_id, symbol, quantity, quantity_as_of, import_key)
    SELECT '${uuidOf('b')}', '${uuidOf('a')}', id, 'ACME', 1, '${day}', 'k' FROM securities WHERE symbol = 'ACME';
  INSERT INTO imports (owner_id, kind, content_hash, rows_read, rows_added, rows_changed, rows_removed)
    VALUES ('00000000-0000-7000-8000-000000000001', 'prices', '${'0'.repeat(64)}', 1, 1, 0, 0);
  INSERT INTO recalculations (portfolio_id, from_date, as_of, trigger) VALUES ('${uuidOf('a')}', '${day}', '${day}', 'api');
  INSERT INTO runs (id, portfolio_id, snapshot_date, market_index, benchmark_code, holdings_version, method_version,
                    input_hash)
    VALUES ('${uuidOf('c')}', '${uuidOf('a')}', '${day}', 'SPY', 'SP500', 1, 1, '${hash}');
  INSERT INTO portfolio_snapshots (portfolio_id, snapshot_date, positions_total, positions_covered, hhi, sector_exposure)
    VALUES ('${uuidOf('a')}', '${day}', 1, 0, 10000, '{"Energy": 0.1}');
  INSERT INTO position_market_betas (portfolio_id, position_id, calc_date, beta, observations)
    VALUES ('${uuidOf('a')}', '${uuidOf('b')}', '${day}', 1.123456, 90);
  INSERT INTO benchmarks_sector_weights (benchmark_code, asof_date, sector, weight)
    VALUES ('SP500', '${day}', 'Energy', 0.05);
  INSERT INTO position_volatility (position_id, calculation_date, observations) VALUES ('${uuidOf('b')}', '${day}', 21);
  INSERT INTO symbol_market_betas (security_id, index_id, as_of, window_days, method, method_version, input_hash, beta,
                                   observations, required)
    SELECT a.id, i.id, '${day}', 90, 'OLS_SIMPLE', 1, '${hash}', 1.1, 90, 90
      FROM securities a, securities i WHERE a.symbol = 'ACME' AND i.symbol = 'SPY';
  INSERT INTO symbol_volatilities (security_id, as_of, method_version, input_hash, observations)
    SELECT id, '${day}', 1, '${hash}', 0 FROM securities WHERE symbol = 'ACME';
  INSERT INTO portfolio_estimates VALUES ('${uuidOf('c')}', '{"x": 0.1}');
  INSERT INTO run_positions VALUES ('${uuidOf('c')}', '{${uuidOf('b')}}', '{1}', '{1}', '{10}', '{10}', '{1}', '{1.1}',
    '{0.2}', '{x}', '{${hash}}', '{${hash}}');
  INSERT INTO run_series VALUES ('${uuidOf('c')}', 'x', '{${day}}', '{0.5}');
`;

type Delegate = { findMany: () => Promise<Record<string, unknown>[]> };

describe('the generated client', () => {
  it('reads a row of every model, field by field as SQL reads it', async () => {
    await pool().query(rows);
    const client = prisma() as unknown as Record<string, Delegate>;
    for (const { name, table, fields } of models) {
      const delegate = client[`${name[0].toLowerCase()}${name.slice(1)}`];
      const [read] = await delegate.findMany();
      const [plain] = await query(
        `SELECT ${[...fields].map(([field, { column }]) => `${column}::text AS "${field}"`).join(', ')} FROM ${table}
          ORDER BY ctid LIMIT 1`,
      );
      expect(Object.keys(read).sort(), name).toEqual([...fields.keys()].sort());
      for (const [field, { type, isList }] of fields) {
        const value = read[field];
        if (plain[field] === null) expect([name, field, value]).toEqual([name, field, isList ? [] : null]);
        else if (type === 'date' && !isList)
          expect([name, field, (value as Date).toISOString()]).toEqual([name, field, `${plain[field]}T00:00:00.000Z`]);
        else if (type.startsWith('numeric'))
          expect([name, field, Number(value)]).toEqual([name, field, Number(plain[field])]);
        else if (type === 'bigint') expect([name, field, String(value)]).toEqual([name, field, plain[field]]);
        else expect([name, field, value === undefined]).toEqual([name, field, false]);
      }
    }
  });

  it('reads an instant without time zone as UTC', async () => {
    const [{ at }] = await query(
      `SELECT extract(epoch FROM created_at AT TIME ZONE 'UTC') * 1000 AS at FROM portfolio_snapshots`,
    );
    const read = await prisma().portfolioSnapshot.findFirstOrThrow();
    expect(Math.abs(read.createdAt.getTime() - Number(at))).toBeLessThan(2);
  });
});
