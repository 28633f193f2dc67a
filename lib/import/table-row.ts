import type { ColumnPlan } from './column-plan';
import { type CsvRow, columnName } from './csv-tokenizer';
import { unescapeFormula } from './formula-escape';
import type { ImportLog } from './import-log';
import type { ImportOptions } from './import-options';
import {
  type DecimalRule,
  type Reading,
  readChoice,
  readCurrency,
  readDate,
  readDecimal,
  readText,
} from './strict-values';
import { canonicalSymbol, symbolExpected } from './symbol';

/** Beyond this many texts, sharing them costs more than it saves. */
const mostShared = 100_000;

/**
 * A row read by the names of its fields. Every reader gives null for an empty cell or a column that is not there, and
 * for a value its grammar refuses, which it logs; `isSpoilt` tells that the row is not to be taken.
 */
export class TableRow<Name extends string> {
  line = 0;
  isSpoilt = false;
  private cells: readonly string[] = [];
  /** One string for each symbol and date, however often it comes: a million rows hold a few thousand of them. */
  private readonly shared = new Map<string, string>();

  constructor(
    private readonly header: CsvRow,
    private readonly plan: ColumnPlan<Name>,
    private readonly options: ImportOptions,
    private readonly log: ImportLog,
  ) {}

  /** Moves on to the next row of the file. */
  turnTo(row: CsvRow): void {
    this.line = row.line;
    this.cells = row.cells;
    this.isSpoilt = false;
  }

  /** The cell without the spaces around it; empty where the file has no such column. */
  cell(field: Name): string {
    const index = this.plan.positions.get(field);
    return index === undefined ? '' : this.cells[index].trim();
  }

  /** Logs a problem of this field; the row is not taken. */
  refuse(field: Name, expected: string, otherRow?: number): void {
    this.log.problem(this.line, this.column(field), this.rawCell(field), expected, otherRow);
    this.isSpoilt = true;
  }

  /** Logs something to look at; the row is taken. */
  warn(field: Name, note: string): void {
    this.log.warning(this.line, this.column(field), this.rawCell(field), note);
  }

  /** Refuses the row where a field that it needs is empty; `because` says what makes it needed. */
  require(field: Name, expected: string): void {
    if (this.cell(field) === '') this.refuse(field, expected);
  }

  decimal(field: Name, rule: DecimalRule): string | null {
    const style = this.options.numbers ?? '1234.56';
    const decimal = this.read(field, (cell) => readDecimal(cell, rule, style));
    if (decimal?.isRounded) this.log.rounding(this.line, this.column(field), this.cell(field));
    return decimal?.text ?? null;
  }

  date(field: Name, latest: string = this.options.today): string | null {
    return this.share(this.read(field, (cell) => readDate(cell, this.options.dates ?? 'YYYY-MM-DD', latest)));
  }

  choice<T extends string>(field: Name, choices: readonly T[]): T | null {
    return this.read(field, (cell) => readChoice(cell, choices));
  }

  currency(field: Name): string | null {
    return this.read(field, readCurrency);
  }

  text(field: Name, maxCharacters: number): string | null {
    return this.read(field, (cell) => readText(unescapeFormula(cell), maxCharacters));
  }

  symbol(field: Name): string | null {
    const symbol = this.read<string>(field, (cell) => {
      const value = canonicalSymbol(unescapeFormula(cell));
      return value === null ? { ok: false, expected: symbolExpected } : { ok: true, value };
    });
    return this.share(symbol);
  }

  private share(text: string | null): string | null {
    const known = text === null ? null : this.shared.get(text);
    if (known === undefined && this.shared.size < mostShared) this.shared.set(text as string, text as string);
    return known ?? text;
  }

  private read<T>(field: Name, grammar: (cell: string) => Reading<T>): T | null {
    const cell = this.cell(field);
    if (cell === '') return null;
    const reading = grammar(cell);
    if (reading.ok) return reading.value;
    this.refuse(field, reading.expected);
    return null;
  }

  private rawCell(field: Name): string | null {
    const index = this.plan.positions.get(field);
    return index === undefined ? null : this.cells[index];
  }

  private column(field: Name): string {
    const index = this.plan.positions.get(field);
    return index === undefined ? field : columnName(this.header.cells, index);
  }
}
