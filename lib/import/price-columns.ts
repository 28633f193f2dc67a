/** What a price file may say of a symbol on a day, in the order of the output. */
export const priceFields = ['open', 'high', 'low', 'close', 'adj_close', 'volume'] as const;

export type PriceField = (typeof priceFields)[number];

const blockLength = 1 << 16;

/** A column of numbers that grows without ever being copied, since a copy would hold the memory twice. */
class Growing<Block extends Float64Array | Int32Array> {
  private readonly blocks: Block[] = [];

  constructor(private readonly newBlock: () => Block) {}

  at(index: number): number {
    return this.blocks[index >>> 16][index & 0xffff];
  }

  set(index: number, value: number): void {
    const block = index >>> 16;
    while (block >= this.blocks.length) this.blocks.push(this.newBlock());
    this.blocks[block][index & 0xffff] = value;
  }
}

const growingIntegers = () => new Growing(() => new Int32Array(blockLength));

/**
 * Non-negative decimals of up to 8 places without loss and without a string each: the whole part as a double (exact to
 * 2^53) and the hundred-millionths as an integer. A double of the whole number would lose digits of what NUMERIC(20,8)
 * keeps.
 */
export class DecimalColumn {
  private readonly whole = new Growing(() => new Float64Array(blockLength).fill(Number.NaN));
  private readonly fraction = growingIntegers();

  set(index: number, whole: number, fraction: number): void {
    this.whole.set(index, whole);
    this.fraction.set(index, fraction);
  }

  skip(index: number): void {
    this.whole.set(index, Number.NaN);
    this.fraction.set(index, 0);
  }

  /** The number at an index as near as a double comes, NaN where there is none. */
  value(index: number): number {
    return this.whole.at(index) + this.fraction.at(index) / 1e8;
  }

  /** The number at an index as a plain decimal, null where there is none. */
  text(index: number): string | null {
    const whole = this.whole.at(index);
    if (Number.isNaN(whole)) return null;
    let fraction = this.fraction.at(index);
    if (fraction === 0) return String(whole);
    let places = 8;
    for (; fraction % 10 === 0; fraction /= 10) places--;
    return `${whole}.${String(fraction).padStart(places, '0')}`;
  }

  /** Whether the number at an index is below another column's, to the last decimal; false where either is absent. */
  isBelow(other: DecimalColumn, index: number): boolean {
    const a = this.whole.at(index);
    const b = other.whole.at(index);
    return a < b || (a === b && this.fraction.at(index) < other.fraction.at(index));
  }

  agrees(a: number, b: number): boolean {
    return Object.is(this.whole.at(a), this.whole.at(b)) && this.fraction.at(a) === this.fraction.at(b);
  }
}

/**
 * The prices of a file as columns of numbers, in the order in which they were read: two million rows take some 12 bytes
 * each and 12 more a field, where an object each would take several hundred.
 */
export class PriceColumns {
  length = 0;
  readonly symbol = growingIntegers();
  /** Days since 1970-01-01. */
  readonly day = growingIntegers();
  /** Line of the file. */
  readonly line = growingIntegers();
  private readonly columns: ReadonlyMap<PriceField, DecimalColumn>;
  private readonly all: readonly DecimalColumn[];

  constructor(readonly fields: readonly PriceField[]) {
    this.columns = new Map(fields.map((field) => [field, new DecimalColumn()]));
    this.all = [...this.columns.values()];
  }

  /** The column of a field, undefined where the file has none. */
  column(field: PriceField): DecimalColumn | undefined {
    return this.columns.get(field);
  }

  /** Whether two rows say the same prices. */
  agree(a: number, b: number): boolean {
    return this.all.every((column) => column.agrees(a, b));
  }
}
