/**
 * The values of a column in PostgreSQL's binary form. As text a double costs ten times as much on both sides: its
 * shortest digits have to be found here, escaped and quoted, and read again there.
 */
export type ColumnType = 'int' | 'smallint' | 'date' | 'float8' | 'text' | 'uuid' | 'jsonb';

const oids: Record<ColumnType, number> = {
  int: 23,
  smallint: 21,
  date: 1082,
  float8: 701,
  text: 25,
  uuid: 2950,
  jsonb: 3802,
};

/** Some values of one column, each with its length before it; -1 is NULL. */
export type PackedValues = { readonly count: number; readonly hasNull: boolean; readonly bytes: Uint8Array };

const widths: Partial<Record<ColumnType, number>> = { int: 4, smallint: 2, date: 4, float8: 8, uuid: 16 };
/** PostgreSQL counts days from here. */
const firstDay = Date.UTC(2000, 0, 1) / 86_400_000;
const dayNumbers = new Map<string, number>();

/** A column has few different days, and reading one costs as much as writing ten numbers. */
function dayNumber(date: string): number {
  const known = dayNumbers.get(date);
  if (known !== undefined) return known;
  const day = Date.parse(date) / 86_400_000 - firstDay;
  if (!Number.isInteger(day)) throw new RangeError(`packed: needs a day YYYY-MM-DD, got ${date}`);
  if (dayNumbers.size > 50_000) dayNumbers.clear();
  dayNumbers.set(date, day);
  return day;
}

/** What each character is as a hexadecimal digit; -1 where it is none. */
const digitOf = Int8Array.from({ length: 128 }, (_, code) =>
  '0123456789abcdef'.indexOf(String.fromCharCode(code).toLowerCase()),
);

/**
 * Writes a UUID's 16 bytes and answers whether it is one, with its four hyphens.
 * A third of the time of a buffer's own `write`, and a book of ten thousand lots has thirty thousand.
 */
function writeUuid(bytes: Buffer, at: number, uuid: string): boolean {
  if (uuid.length !== 36) return false;
  let place = at;
  for (let i = 0; i < 36; i += 2) {
    if (i === 8 || i === 13 || i === 18 || i === 23) {
      if (uuid[i] !== '-') return false;
      i++;
    }
    const high = digitOf[uuid.charCodeAt(i)];
    const low = digitOf[uuid.charCodeAt(i + 1)];
    // Characters beyond the table are undefined, and no number is.
    if (!(high >= 0 && low >= 0)) return false;
    bytes[place++] = 16 * high + low;
  }
  return true;
}

/**
 * Packs the value that each of some rows has of a column; null and undefined are NULL. Throws `RangeError` for what is
 * not finite or no whole number: PostgreSQL takes NaN and Infinity as doubles, and a measure that made one is broken.
 * @param place names the column in what is thrown.
 */
export function packed<Row>(
  type: ColumnType,
  rows: readonly Row[],
  take: (row: Row) => unknown,
  place: string,
): PackedValues {
  const width = widths[type];
  if (width === undefined) return packedTexts(type, rows, take);
  const bytes = Buffer.allocUnsafeSlow(rows.length * (4 + width));
  // A buffer's own `writeDoubleBE` and its like cost twice as much.
  const view = new DataView(bytes.buffer, bytes.byteOffset);
  let at = 0;
  let hasNull = false;
  for (let i = 0; i < rows.length; i++) {
    const value = take(rows[i]);
    if (value === null || value === undefined) {
      hasNull = true;
      view.setInt32(at, -1);
      at += 4;
      continue;
    }
    view.setInt32(at, width);
    at += 4;
    if (type === 'float8') view.setFloat64(at, number(value, Number.isFinite(value), type, place));
    else if (type === 'int') view.setInt32(at, number(value, value === ((value as number) | 0), type, place));
    else if (type === 'smallint')
      view.setInt16(at, number(value, value === ((value as number) << 16) >> 16, type, place));
    else if (type === 'date') view.setInt32(at, dayNumber(value as string));
    else if (!writeUuid(bytes, at, value as string)) throw new RangeError(`${place}: needs UUIDs, got ${value}`);
    at += width;
  }
  return { count: rows.length, hasNull, bytes: bytes.subarray(0, at) };
}

/** A value that is a number its type can hold; throws where it is not. */
function number(value: unknown, isHeld: boolean, type: ColumnType, place: string): number {
  if (!isHeld) throw new RangeError(`${place}: needs ${type === 'float8' ? 'finite' : 'whole'} numbers, got ${value}`);
  return value as number;
}

const nothing = Buffer.alloc(4);
nothing.writeInt32BE(-1);

function packedTexts<Row>(type: ColumnType, rows: readonly Row[], take: (row: Row) => unknown): PackedValues {
  let hasNull = false;
  // A column of texts has few different ones.
  const known = new Map<unknown, Buffer>();
  const parts = rows.map((row) => {
    const value = take(row);
    if (value === null || value === undefined) {
      hasNull = true;
      return nothing;
    }
    const before = known.get(value);
    if (before) return before;
    const text = Buffer.from(type === 'jsonb' ? `\u0001${JSON.stringify(value)}` : (value as string));
    const part = Buffer.allocUnsafe(4 + text.length);
    part.writeInt32BE(text.length);
    text.copy(part, 4);
    known.set(value, part);
    return part;
  });
  return { count: rows.length, hasNull, bytes: Buffer.concat(parts) };
}

/** One array of all the values, as a parameter of a statement; `pg` sends a buffer as it is. */
export function arrayParameter(type: ColumnType, parts: readonly PackedValues[]): Buffer {
  const count = parts.reduce((sum, part) => sum + part.count, 0);
  const head = Buffer.alloc(count === 0 ? 12 : 20);
  head.writeInt32BE(count === 0 ? 0 : 1, 0);
  head.writeInt32BE(parts.some(({ hasNull }) => hasNull) ? 1 : 0, 4);
  head.writeInt32BE(oids[type], 8);
  if (count > 0) {
    head.writeInt32BE(count, 12);
    head.writeInt32BE(1, 16);
  }
  return Buffer.concat([head, ...parts.map(({ bytes }) => bytes)]);
}

/** Where in an array of all the values each part's begin and end, counted from one; `parts` by their columns. */
export function partsOf(parts: readonly (readonly PackedValues[])[]): { firsts: number[]; lasts: number[] } {
  const firsts: number[] = [];
  const lasts: number[] = [];
  let count = 0;
  for (const [column] of parts) {
    firsts.push(count + 1);
    count += column.count;
    lasts.push(count);
  }
  return { firsts, lasts };
}
