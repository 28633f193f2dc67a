import { importLimits } from './import-limits';
import type {
  AcceptedImport,
  ImportProblem,
  ImportResult,
  ImportWarning,
  RefusedImport,
  TooLargeImport,
} from './import-problem';
import { shownValue } from './shown-value';

const shown = (value: string | null): string | null => (value === null ? null : shownValue(value));

/**
 * What is found wrong while a file is read. Reading goes on after a problem so that a person mends a file in one round;
 * only the first hundred problems are kept in full and the others counted, so that a hostile file costs no memory.
 */
export class ImportLog {
  /** True after what makes reading on pointless: a limit passed, or text whose cells cannot be told apart. */
  stopped = false;
  problemCount = 0;
  private warningCount = 0;
  private readonly problems: ImportProblem[] = [];
  private readonly warnings: ImportWarning[] = [];
  private readonly roundings = new Map<string, { row: number; value: string; count: number }>();
  private tooLarge: TooLargeImport | null = null;

  problem(row: number, column: string | null, value: string | null, expected: string, otherRow?: number): void {
    this.problemCount++;
    if (this.problems.length >= importLimits.problems) return;
    const problem = { row, column: shown(column), value: shown(value), expected };
    this.problems.push(otherRow === undefined ? problem : { ...problem, otherRow });
  }

  /** A problem behind which nothing can be trusted. */
  fatal(row: number, column: string | null, value: string | null, expected: string): void {
    this.problem(row, column, value, expected);
    this.stopped = true;
  }

  warning(row: number, column: string | null, value: string | null, note: string): void {
    this.warningCount++;
    if (this.warnings.length < importLimits.problems)
      this.warnings.push({ row, column: shown(column), value: shown(value), note });
  }

  /** A number with more decimals than are kept: one warning a column, however many there are. */
  rounding(row: number, column: string, value: string): void {
    const known = this.roundings.get(column);
    if (known) known.count++;
    else this.roundings.set(column, { row, value, count: 1 });
  }

  exceed(unit: 'bytes' | 'rows', limit: number): void {
    this.tooLarge = { ok: false, reason: 'too_large', limit, unit };
    this.stopped = true;
  }

  /** Why a file is not taken. Throws `RangeError` where nothing was found wrong with it. */
  refuse(): RefusedImport | TooLargeImport {
    if (this.tooLarge) return this.tooLarge;
    if (this.problemCount === 0)
      throw new RangeError('ImportLog.refuse: needs a problem or a limit passed, got neither');
    const problems = this.problems.toSorted((a, b) => a.row - b.row);
    return { ok: false, reason: 'refused', problems, problemCount: this.problemCount };
  }

  /** The result of a file that was read to its end, or as far as it was worth reading. */
  conclude<Rows>(accept: () => Omit<AcceptedImport<Rows>, 'ok' | 'warnings' | 'warningCount'>): ImportResult<Rows> {
    if (this.tooLarge || this.problemCount > 0) return this.refuse();
    for (const [column, { row, value, count }] of this.roundings) {
      const others = count > 1 ? `, as are ${count - 1} more of this column` : '';
      this.warning(row, column, value, `rounded to the decimals that are kept${others}`);
    }
    const warnings = this.warnings.toSorted((a, b) => a.row - b.row);
    return { ok: true, ...accept(), warnings, warningCount: this.warningCount };
  }
}
