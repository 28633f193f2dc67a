import type { CsvDelimiter } from './csv-delimiter';
import { importLimits } from './import-limits';
import type { ImportLog } from './import-log';

/** One row of cells as the file has them, and the line of the file where it begins. */
export type CsvRow = { readonly line: number; readonly cells: readonly string[] };

const quoteCode = 0x22;
const feedCode = 0x0a;
const returnCode = 0x0d;

/** What U+FFFD stands for after decoding: bytes that were no text. NUL is a character PostgreSQL cannot keep. */
export const brokenText = /[\0\uFFFD]/;

/** What text is, as the end of a sentence that begins "expected". */
export const textExpected = 'text in UTF-8, or in UTF-16 with a byte order mark, without NUL characters';

const lineEnd = /\r\n|\r|\n/g;

const cellLimit = importLimits.cellCharacters;

/** What a quoted cell of that many characters may take in the file: each of them a doubled quote, the two around, a CR. */
const quotedLimit = 2 * cellLimit + 3;

/** Where `found` is the answer of `indexOf`: the place, or past the end where there is none. */
const placeOrEnd = (found: number, text: string): number => (found < 0 ? text.length : found);

/**
 * Cuts text into rows of cells after RFC 4180: cells are parted by one delimiter, rows by LF, CRLF or CR; a cell that
 * begins with a quote ends with one, keeps delimiters and line ends as they are and has its quotes doubled. Stricter
 * than most readers where they guess: a quote inside a bare cell and text after a closing quote are problems.
 *
 * Text is fed piece by piece and rows come out as soon as they are complete, the header first. Between pieces only the
 * finished cells of the open row and the text of its unfinished cell are kept, so memory is bounded by the limits and no
 * cell is read more than a few times. Rows without any text are left out, rows with a problem are logged and left out.
 *
 * The witness is csv-parse, which the tests hold it against. It is not used here because it takes 10 s for two million
 * rows once it is asked for the line of each, and stops at the first broken row or leaves it out without a word.
 */
export class CsvTokenizer {
  private readonly delimiterCode: number;
  private header: readonly string[] | null = null;
  /** The text of the cell that the last piece broke off in. */
  private carry = '';
  private text = '';
  private isLast = false;
  private textIsBroken = false;
  /** The open row: its cells, how many it has (the surplus of a ragged row is not kept), and whether it is spoilt. */
  private cells: string[] = [];
  private cellCount = 0;
  private rowIsSpoilt = false;
  private rowLine = 1;
  private line = 1;
  private rows: CsvRow[] = [];

  constructor(
    readonly delimiter: CsvDelimiter,
    private readonly log: ImportLog,
  ) {
    this.delimiterCode = delimiter.charCodeAt(0);
  }

  /** The rows that this piece completes; the last piece completes the last row. */
  feed(piece: string, isLast: boolean): CsvRow[] {
    const text = this.carry + piece;
    this.text = text;
    this.isLast = isLast;
    this.carry = '';
    this.rows = [];
    this.textIsBroken = brokenText.test(text);
    let at = 0;
    // Where the next line feed, carriage return and quote stand, looked for again only once they are passed.
    let nextFeed = -1;
    let nextReturn = -1;
    let nextQuote = -1;
    while (at < text.length && !this.log.stopped) {
      if (nextFeed < at) nextFeed = placeOrEnd(text.indexOf('\n', at), text);
      if (nextReturn < at) nextReturn = placeOrEnd(text.indexOf('\r', at), text);
      if (nextQuote < at) nextQuote = placeOrEnd(text.indexOf('"', at), text);
      const isPlainLine =
        this.cellCount === 0 &&
        nextFeed < text.length &&
        nextReturn >= nextFeed - 1 &&
        nextQuote > nextFeed &&
        nextFeed - at <= cellLimit &&
        !this.textIsBroken;
      if (isPlainLine) {
        // Nearly every line is like this, and splitting it whole is several times faster than going by cells.
        this.cells = text.slice(at, Math.min(nextReturn, nextFeed)).split(this.delimiter);
        this.cellCount = this.cells.length;
        this.finishRow();
        at = nextFeed + 1;
      } else {
        const next = text.charCodeAt(at) === quoteCode ? this.readQuotedCell(at) : this.readBareCell(at);
        if (next < 0) {
          this.carry = text.slice(at);
          break;
        }
        at = next;
      }
    }
    if (isLast && this.cellCount > 0 && !this.log.stopped) {
      // The file ends right behind a delimiter, with an empty cell that no character stands for.
      this.addCell('');
      this.finishRow();
    }
    return this.rows;
  }

  /** Reads the bare cell at `from`; where the next one begins, or −1 where the piece ends first. */
  private readBareCell(from: number): number {
    const end = this.endOfCell(from);
    if (!this.isComplete(end)) {
      if (this.text.length - from > cellLimit + 1) this.refuseHugeCell(from);
      return -1;
    }
    const value = this.text.slice(from, end);
    if (value.length > cellLimit) this.refuseHugeCell(from);
    else if (value.includes('"'))
      this.spoil(value, 'a cell in quotes from its first to its last character, quotes inside it doubled');
    return this.closeCell(value, end);
  }

  /** Reads the quoted cell at `from`; where the next one begins, or −1 where the piece ends first. */
  private readQuotedCell(from: number): number {
    const { text } = this;
    const close = this.closingQuote(from);
    if (close < 0) {
      if (text.length - from > quotedLimit) this.refuseHugeCell(from);
      else if (this.isLast) this.log.fatal(this.rowLine, this.column(), text.slice(from), 'a closing quote');
      return -1;
    }
    const end = this.endOfCell(close + 1);
    if (!this.isComplete(end)) {
      if (text.length - from > quotedLimit) this.refuseHugeCell(from);
      return -1;
    }
    const inner = text.slice(from + 1, close);
    const value = inner.includes('"') ? inner.replaceAll('""', '"') : inner;
    if (value.length > cellLimit) this.refuseHugeCell(from);
    else if (end > close + 1)
      this.spoil(text.slice(from, end), 'a delimiter or the end of the line after the closing quote');
    return this.closeCell(value, end);
  }

  /** The place of the quote that ends the cell at `from`, or −1 where the piece ends first. */
  private closingQuote(from: number): number {
    const { text } = this;
    // A doubled quote belongs to the text; both of the pair are stepped over.
    for (let at = text.indexOf('"', from + 1); at >= 0; at = text.indexOf('"', at + 2))
      if (text.charCodeAt(at + 1) !== quoteCode) return at + 1 < text.length || this.isLast ? at : -1;
    return -1;
  }

  /** The place of the delimiter or line end at or after `from`, or of the end of the text. */
  private endOfCell(from: number): number {
    const { text, delimiterCode } = this;
    for (let at = from; at < text.length; at++) {
      const code = text.charCodeAt(at);
      if (code === delimiterCode || code === feedCode || code === returnCode) return at;
    }
    return text.length;
  }

  /** Whether what ends a cell at `end` is all there: a CR that ends the piece may be the first half of a CRLF. */
  private isComplete(end: number): boolean {
    if (this.isLast) return true;
    return end + (this.text.charCodeAt(end) === returnCode ? 1 : 0) < this.text.length;
  }

  /** Takes the cell that ends at `end`, and the row with it where the line ends; where the next cell begins. */
  private closeCell(value: string, end: number): number {
    const { text } = this;
    if (this.textIsBroken && brokenText.test(value)) this.spoil(value, textExpected);
    this.addCell(value);
    const code = text.charCodeAt(end);
    if (code === this.delimiterCode) return end + 1;
    this.finishRow();
    return code === returnCode && text.charCodeAt(end + 1) === feedCode ? end + 2 : end + 1;
  }

  private addCell(value: string): void {
    this.cellCount++;
    const most = this.header ? this.header.length + 1 : importLimits.columns;
    if (this.cells.length < most) this.cells.push(value);
    // A ragged row shows the first of its surplus that is text, and is not blank because of what was not kept.
    else if (value !== '' && this.cells[most - 1].trim() === '') this.cells[most - 1] = value;
    if (value.includes('\n') || value.includes('\r')) this.line += value.match(lineEnd)?.length ?? 0;
  }

  private finishRow(): void {
    const { cells, cellCount, header, log } = this;
    const line = this.rowLine;
    const isSpoilt = this.rowIsSpoilt;
    this.cells = [];
    this.cellCount = 0;
    this.rowIsSpoilt = false;
    this.rowLine = ++this.line;
    if (isSpoilt && header === null) log.stopped = true;
    if (isSpoilt || isBlank(cells)) return;
    if (header === null) {
      this.header = cells;
      if (cellCount > importLimits.columns)
        log.fatal(line, null, `${cellCount} columns`, `at most ${importLimits.columns} columns`);
    } else if (cellCount !== header.length) {
      // Named by the first column that is missing or too many.
      const column = columnName(header, Math.min(cellCount, header.length));
      const expected = `${header.length} cells, as many as the header has; this row has ${cellCount}`;
      const surplus = cells.slice(header.length);
      log.problem(line, column, surplus.find((cell) => cell.trim() !== '') ?? surplus[0] ?? null, expected);
      return;
    }
    this.rows.push({ line, cells });
  }

  private refuseHugeCell(from: number): void {
    this.log.fatal(
      this.rowLine,
      this.column(),
      this.text.slice(from, from + 200),
      `a cell of at most ${cellLimit} characters`,
    );
  }

  /** A problem of the cell being read: its row is not taken, the rows behind it are read on. */
  private spoil(value: string, expected: string): void {
    if (!this.rowIsSpoilt) this.log.problem(this.rowLine, this.column(), value, expected);
    this.rowIsSpoilt = true;
  }

  private column(): string {
    return columnName(this.header ?? [], this.cellCount);
  }
}

/** What a column is called in a problem: by its header, or by its number where it has none. */
export const columnName = (header: readonly string[], index: number): string =>
  header[index]?.trim() || `column ${index + 1}`;

function isBlank(cells: readonly string[]): boolean {
  for (const cell of cells) if (cell.length > 0 && cell.trim() !== '') return false;
  return true;
}
