import 'server-only';
import type { Absence } from '../risk/estimate';
import { arrayParameter, type ColumnType, type PackedValues, packed } from './binary-array';
import { pool, type Queryable } from './client';

/** Where an estimate of a security is kept: what was measured, on which day, by which method, from which closes. */
export type SymbolKey = {
  readonly securityId: number;
  readonly asOf: string;
  readonly methodVersion: number;
  readonly inputHash: string;
};

/** One regression of a security on an index, exact; every number null where there is a reason. */
export type SymbolBeta = SymbolKey & {
  readonly indexId: number;
  readonly windowDays: number;
  readonly method: string;
  readonly beta: number | null;
  readonly alpha: number | null;
  readonly rSquared: number | null;
  readonly stdError: number | null;
  readonly pValue: number | null;
  readonly hc1StdError: number | null;
  readonly hc3StdError: number | null;
  readonly nwStdError: number | null;
  readonly ci95Low: number | null;
  readonly ci95High: number | null;
  readonly hc3PZero: number | null;
  readonly hc3POne: number | null;
  readonly residualSd: number | null;
  readonly firstDate: string | null;
  readonly lastDate: string | null;
  readonly observations: number;
  readonly required: number;
  readonly dropped: number;
  readonly reason: string | null;
};

/** Every volatility measure of a security on a day, exact; `unavailable` says why for those that are null. */
export type SymbolVolatility = SymbolKey & {
  readonly realized21d: number | null;
  readonly realized63d: number | null;
  readonly realized252d: number | null;
  readonly daily: number | null;
  readonly weekly: number | null;
  readonly monthly: number | null;
  readonly expected21d: number | null;
  readonly expectedLow: number | null;
  readonly expectedHigh: number | null;
  readonly expectedMethod: 'HAR_EWMA' | 'EWMA' | null;
  readonly ewma21d: number | null;
  readonly har21d: number | null;
  readonly harRSquared: number | null;
  readonly trend: 'increasing' | 'decreasing' | 'stable' | null;
  readonly trendZ: number | null;
  readonly trendPValue: number | null;
  readonly trendRatio: number | null;
  readonly percentile: number | null;
  readonly percentileObservations: number | null;
  readonly firstDate: string | null;
  readonly lastDate: string | null;
  readonly observations: number;
  readonly dropped: number;
  readonly unavailable: Readonly<Record<string, Absence>> | null;
};

/** A column of a table: its name, its type and where its value stands in a row of ours. */
type Column<Row> = readonly [name: string, type: ColumnType, value: keyof Row];

const betaColumns: readonly Column<SymbolBeta>[] = [
  ['security_id', 'int', 'securityId'],
  ['index_id', 'int', 'indexId'],
  ['as_of', 'date', 'asOf'],
  ['window_days', 'smallint', 'windowDays'],
  ['method', 'text', 'method'],
  ['method_version', 'smallint', 'methodVersion'],
  ['input_hash', 'uuid', 'inputHash'],
  ['beta', 'float8', 'beta'],
  ['alpha', 'float8', 'alpha'],
  ['r_squared', 'float8', 'rSquared'],
  ['std_error', 'float8', 'stdError'],
  ['p_value', 'float8', 'pValue'],
  ['hc1_std_error', 'float8', 'hc1StdError'],
  ['hc3_std_error', 'float8', 'hc3StdError'],
  ['nw_std_error', 'float8', 'nwStdError'],
  ['ci95_low', 'float8', 'ci95Low'],
  ['ci95_high', 'float8', 'ci95High'],
  ['hc3_p_zero', 'float8', 'hc3PZero'],
  ['hc3_p_one', 'float8', 'hc3POne'],
  ['residual_sd', 'float8', 'residualSd'],
  ['first_date', 'date', 'firstDate'],
  ['last_date', 'date', 'lastDate'],
  ['observations', 'int', 'observations'],
  ['required', 'int', 'required'],
  ['dropped', 'int', 'dropped'],
  ['reason', 'text', 'reason'],
];

const volatilityColumns: readonly Column<SymbolVolatility>[] = [
  ['security_id', 'int', 'securityId'],
  ['as_of', 'date', 'asOf'],
  ['method_version', 'smallint', 'methodVersion'],
  ['input_hash', 'uuid', 'inputHash'],
  ['realized_21d', 'float8', 'realized21d'],
  ['realized_63d', 'float8', 'realized63d'],
  ['realized_252d', 'float8', 'realized252d'],
  ['daily', 'float8', 'daily'],
  ['weekly', 'float8', 'weekly'],
  ['monthly', 'float8', 'monthly'],
  ['expected_21d', 'float8', 'expected21d'],
  ['expected_low', 'float8', 'expectedLow'],
  ['expected_high', 'float8', 'expectedHigh'],
  ['expected_method', 'text', 'expectedMethod'],
  ['ewma_21d', 'float8', 'ewma21d'],
  ['har_21d', 'float8', 'har21d'],
  ['har_r_squared', 'float8', 'harRSquared'],
  ['trend', 'text', 'trend'],
  ['trend_z', 'float8', 'trendZ'],
  ['trend_p_value', 'float8', 'trendPValue'],
  ['trend_ratio', 'float8', 'trendRatio'],
  ['percentile', 'float8', 'percentile'],
  ['percentile_observations', 'smallint', 'percentileObservations'],
  ['first_date', 'date', 'firstDate'],
  ['last_date', 'date', 'lastDate'],
  ['observations', 'int', 'observations'],
  ['dropped', 'int', 'dropped'],
  ['unavailable', 'jsonb', 'unavailable'],
];

/** Rows as they are sent: column by column, in the order of the table's columns here. */
export type PackedRows = readonly PackedValues[];

const packedRows = <Row>(table: string, columns: readonly Column<Row>[], rows: readonly Row[]): PackedRows =>
  columns.map(([name, type, value]) => packed(type, rows, (row) => row[value], `${table}.${name}`));

export const packedBetas = (rows: readonly SymbolBeta[]): PackedRows =>
  packedRows('symbol_market_betas', betaColumns, rows);

export const packedVolatilities = (rows: readonly SymbolVolatility[]): PackedRows =>
  packedRows('symbol_volatilities', volatilityColumns, rows);

/** A statement carries so many rows, so that what is sent at once stays a few megabytes. */
const appendedTogether = 20_000;

/** Adds rows that are not there yet. The key holds the inputs, so a row that is there says the same. */
async function append<Row>(
  client: Queryable,
  table: string,
  columns: readonly Column<Row>[],
  parts: readonly PackedRows[],
): Promise<void> {
  const names = columns.map(([name]) => name).join(', ');
  const text = `INSERT INTO ${table} (${names})
     SELECT ${names} FROM unnest(${columns.map(([, type], at) => `$${at + 1}::${type}[]`).join(', ')}) AS given (${names})
     ON CONFLICT DO NOTHING`;
  let together: PackedRows[] = [];
  let count = 0;
  for (const [i, part] of parts.entries()) {
    together.push(part);
    count += part[0].count;
    if (count < appendedTogether && i < parts.length - 1) continue;
    const values = columns.map(([, type], at) =>
      arrayParameter(
        type,
        together.map((one) => one[at]),
      ),
    );
    if (count > 0) await client.query({ name: `append ${table}`, text, values });
    together = [];
    count = 0;
  }
}

/** What was found out about securities: it belongs to no portfolio, and its key says from which closes it was made. */
export type SymbolRows = { readonly betaRows: readonly PackedRows[]; readonly volatilityRows: readonly PackedRows[] };

const saveBetas = (client: Queryable, { betaRows }: SymbolRows): Promise<void> =>
  append(client, 'symbol_market_betas', betaColumns, betaRows);

const saveVolatilities = (client: Queryable, { volatilityRows }: SymbolRows): Promise<void> =>
  append(client, 'symbol_volatilities', volatilityColumns, volatilityRows);

/** Within the caller's transaction. */
export async function saveSymbols(client: Queryable, rows: SymbolRows): Promise<void> {
  await saveBetas(client, rows);
  await saveVolatilities(client, rows);
}

/** So many regressions are worth a statement of their own while more are being measured. */
const keptTogether = 1_000;

/** Rows of securities on their way to everybody, while more of them are being measured. */
export type SymbolKeeper = {
  readonly add: (rows: SymbolRows) => void;
  /**
   * Resolves when all that was added is there, or is not going to be (a security was removed, the disk is full): whoever
   * needs it and is answered no saves it again and sees why.
   */
  readonly all: () => Promise<boolean>;
};

/** Writes what it is given on connections of its own, one table beside the other. */
export function symbolKeeper(): SymbolKeeper {
  let isWhole = true;
  let waiting: SymbolRows[] = [];
  let count = 0;
  let sending = Promise.resolve();
  const send = () => {
    const rows: SymbolRows = {
      betaRows: waiting.flatMap(({ betaRows }) => betaRows),
      volatilityRows: waiting.flatMap(({ volatilityRows }) => volatilityRows),
    };
    [waiting, count] = [[], 0];
    sending = sending
      .then(async () => {
        if (isWhole) await Promise.all([saveBetas(pool(), rows), saveVolatilities(pool(), rows)]);
      })
      .catch(() => {
        isWhole = false;
      });
  };
  return {
    add: (rows) => {
      waiting.push(rows);
      count += rows.betaRows.reduce((sum, part) => sum + part[0].count, 0);
      if (count >= keptTogether) send();
    },
    all: async () => {
      if (waiting.length > 0) send();
      await sending;
      return isWhole;
    },
  };
}

/** What a portfolio takes from a security's rows; a number is null where there is a reason. */
export type StoredMeasures = {
  readonly securityId: number;
  readonly asOf: string;
  readonly beta: number | null;
  readonly rSquared: number | null;
  readonly observations: number;
  readonly required: number;
  readonly reason: string | null;
  readonly realized252d: number | null;
  readonly realizedAbsence: {
    readonly reason: string;
    readonly observations: number;
    readonly required: number;
  } | null;
};

/** A security and day with the hashes of what it would be measured from. */
export type MeasureKey = {
  readonly securityId: number;
  readonly asOf: string;
  readonly betaHash: string;
  readonly volatilityHash: string;
};

/** Whether any of the securities has been measured on any of the days before, from whatever closes. */
export async function hasMeasures(
  client: Queryable,
  securityIds: readonly number[],
  dates: readonly string[],
  methodVersion: number,
): Promise<boolean> {
  const { rows } = await client.query({
    name: 'has measures',
    text: `SELECT FROM unnest($1::int[]) AS held (id) CROSS JOIN unnest($2::date[]) AS on_day (date)
      WHERE EXISTS (SELECT FROM symbol_volatilities v
                     WHERE v.security_id = held.id AND v.as_of = on_day.date AND v.method_version = $3) LIMIT 1`,
    values: [securityIds, dates, methodVersion],
  });
  return rows.length > 0;
}

/** Those of the securities and days that have been measured from the same closes before, for whomever it was. */
export async function storedMeasures(
  client: Queryable,
  keys: readonly MeasureKey[],
  indexId: number,
  windowDays: number,
  methodVersion: number,
): Promise<StoredMeasures[]> {
  const { rows } = await client.query({
    name: 'stored measures',
    text: `SELECT k.security_id AS "securityId", k.as_of AS "asOf", b.beta, b.r_squared AS "rSquared", b.observations,
            b.required, b.reason, v.realized_252d AS "realized252d", v.unavailable -> 'realized252d' AS "realizedAbsence"
       FROM unnest($1::int[], $2::date[], $3::uuid[], $4::uuid[]) AS k (security_id, as_of, beta_hash, volatility_hash)
       JOIN symbol_market_betas b ON b.security_id = k.security_id AND b.index_id = $5 AND b.as_of = k.as_of
            AND b.window_days = $6 AND b.method = 'OLS_SIMPLE' AND b.method_version = $7 AND b.input_hash = k.beta_hash
       JOIN symbol_volatilities v ON v.security_id = k.security_id AND v.as_of = k.as_of AND v.method_version = $7
            AND v.input_hash = k.volatility_hash`,
    values: [
      keys.map(({ securityId }) => securityId),
      keys.map(({ asOf }) => asOf),
      keys.map(({ betaHash }) => betaHash),
      keys.map(({ volatilityHash }) => volatilityHash),
      indexId,
      windowDays,
      methodVersion,
    ],
  });
  return rows;
}
