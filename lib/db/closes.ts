import 'server-only';
import { to as copyTo } from 'pg-copy-streams';
import type { DatedCloses } from '../risk/align';
import { pool, type Queryable } from './client';

/**
 * The closes of some securities over some years, in columns.
 *
 * They come from `close_quarters`, which the database keeps beside the rows of `daily_prices`: a row a close costs a
 * hundred times as much to send and to read. The binary form of COPY hands the bytes over as they lie there.
 */
export type SecurityCloses = DatedCloses & {
  readonly securityId: number;
  /** The raw closes of the same days: what the security traded at, which values a lot. */
  readonly rawCloses: Float64Array;
};

/** The rows of COPY's binary form: after a header fields, each its length and its bytes, until a count of -1. */
function* copiedRows(bytes: Buffer): Generator<Buffer[]> {
  // A signature of 11 bytes, flags, and the length of what follows of the header.
  let at = 19 + bytes.readInt32BE(15);
  for (let fields = bytes.readInt16BE(at); fields >= 0; fields = bytes.readInt16BE(at)) {
    at += 2;
    const row: Buffer[] = [];
    for (let i = 0; i < fields; i++) {
      const length = bytes.readInt32BE(at);
      row.push(bytes.subarray(at + 4, at + 4 + length));
      at += 4 + length;
    }
    yield row;
  }
}

/** Bytes that are big-endian, in memory of their own: a typed array begins on a multiple of its element's size and is not. */
function int32s(bytes: Buffer): Int32Array {
  const copy = Buffer.allocUnsafeSlow(bytes.length);
  bytes.copy(copy);
  copy.swap32();
  return new Int32Array(copy.buffer, copy.byteOffset, copy.length / 4);
}

/** Memory for the doubles of many rows: a piece by itself for each row takes longer than to fill it. */
type Doubles = { readonly memory: Buffer; taken: number };

function float64s(bytes: Buffer, doubles: Doubles): Float64Array {
  const place = doubles.memory.subarray(doubles.taken, doubles.taken + bytes.length);
  doubles.taken += bytes.length;
  bytes.copy(place);
  place.swap64();
  return new Float64Array(place.buffer, place.byteOffset, place.length / 8);
}

function dayNumber(date: string): number {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(date)) throw new RangeError(`loadCloses: needs a day YYYY-MM-DD, got ${date}`);
  return Date.parse(date) / 86_400_000;
}

/** From so many securities on they are read by several statements at once. */
const readTogether = 250;
/** Four at a time leave connections for everything else. */
const readers = 4;

/**
 * The closes of each security from day to day, both included, by security id; nothing of one that has none.
 * @param from `YYYY-MM-DD`, as `to`; nothing outside is read.
 */
export async function loadCloses(
  securityIds: readonly number[],
  from: string,
  to: string,
): Promise<Map<number, SecurityCloses>> {
  const parts: (readonly number[])[] = [];
  const size = Math.max(readTogether, Math.ceil(securityIds.length / readers));
  for (let i = 0; i < securityIds.length; i += size) parts.push(securityIds.slice(i, i + size));
  const loaded = new Map<number, SecurityCloses>();
  for (const closes of await Promise.all(parts.map((part) => closesOf(part, from, to))))
    for (const one of closes) loaded.set(one.securityId, one);
  return loaded;
}

async function closesOf(securityIds: readonly number[], from: string, to: string): Promise<SecurityCloses[]> {
  // COPY takes no parameters, so that what is written into it is looked at here.
  if (!securityIds.every(Number.isInteger)) throw new RangeError(`loadCloses: needs ids, got ${securityIds.join()}`);
  const [first, last] = [dayNumber(from), dayNumber(to)];
  const client = await pool().connect();
  let isBroken = true;
  try {
    const copy = client.query(
      copyTo(
        `COPY (SELECT int4send(security_id), string_agg(days, ''::bytea ORDER BY quarter),
                      string_agg(adj_closes, ''::bytea ORDER BY quarter), string_agg(closes, ''::bytea ORDER BY quarter)
                 FROM close_quarters
                WHERE security_id = ANY('{${securityIds.join()}}') AND quarter > DATE '${from}' - INTERVAL '3 months'
                  AND quarter <= DATE '${to}'
                GROUP BY security_id) TO STDOUT (FORMAT binary)`,
      ),
    );
    const chunks: Buffer[] = [];
    for await (const chunk of copy) chunks.push(chunk);
    isBroken = false;
    const rows = [...copiedRows(Buffer.concat(chunks))];
    const daysOf = daysBetween(first, last);
    const size = rows.reduce((sum, [, , closes, rawCloses]) => sum + closes.length + rawCloses.length, 0);
    const doubles: Doubles = { memory: Buffer.allocUnsafeSlow(size), taken: 0 };
    return rows.map((row) => closesOn(row, daysOf, doubles)).filter((one) => one !== null);
  } finally {
    client.release(isBroken);
  }
}

/** The days of a row from one day to another, and where among all of the row's they begin and end. */
type DaysBetween = { readonly days: Int32Array; readonly start: number; readonly end: number };

/** Reads the days of rows. Most securities have closes on the same days: those get the very same array. */
function daysBetween(first: number, last: number): (bytes: Buffer) => DaysBetween {
  let read: { bytes: Buffer; between: DaysBetween } | null = null;
  return (bytes) => {
    if (read?.bytes.equals(bytes)) return read.between;
    const all = int32s(bytes);
    let [start, end] = [0, all.length];
    while (start < end && all[start] < first) start++;
    while (end > start && all[end - 1] > last) end--;
    read = { bytes, between: { days: all.subarray(start, end), start, end } };
    return read.between;
  };
}

/** A row of closes without those of days that are not wanted; null where none is left. */
function closesOn(
  [id, bytes, closes, rawCloses]: Buffer[],
  daysOf: (bytes: Buffer) => DaysBetween,
  doubles: Doubles,
): SecurityCloses | null {
  const { days, start, end } = daysOf(bytes);
  if (start === end) return null;
  return {
    securityId: id.readInt32BE(0),
    days,
    closes: float64s(closes.subarray(8 * start, 8 * end), doubles),
    rawCloses: float64s(rawCloses.subarray(8 * start, 8 * end), doubles),
  };
}

export type DatedSplit = { readonly securityId: number; readonly date: string; readonly ratio: number };

/** The splits of the securities, oldest first. */
export async function loadSplits(securityIds: readonly number[], client: Queryable = pool()): Promise<DatedSplit[]> {
  const { rows } = await client.query({
    name: 'splits of',
    text: `SELECT security_id AS "securityId", date, split::float8 AS ratio FROM corporate_actions
      WHERE security_id = ANY($1) AND split <> 1 ORDER BY security_id, date`,
    values: [securityIds],
  });
  return rows;
}

/** The newest day on or before `until` on which the security has a close; null where it has none. */
export async function latestCloseDate(securityId: number, until: string): Promise<string | null> {
  const { rows } = await pool().query(
    `SELECT max(date) AS date FROM daily_prices WHERE security_id = $1 AND date <= $2`,
    [securityId, until],
  );
  return rows[0].date;
}
