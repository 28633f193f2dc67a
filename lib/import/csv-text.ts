import { type CsvDelimiter, csvDelimiter } from './csv-delimiter';
import { brokenText, type CsvRow, CsvTokenizer, textExpected } from './csv-tokenizer';
import { importLimits } from './import-limits';
import type { ImportLog } from './import-log';
import { type ByteSource, type TextEncoding, type TextPiece, textPieces } from './text-pieces';

/** A CSV file whose header has been read. */
export type CsvText = {
  readonly header: CsvRow;
  readonly delimiter: CsvDelimiter;
  readonly encoding: TextEncoding;
  /** The rows below the header and as wide as it, in the order of the file and in batches; to be gone through once. */
  readonly batches: AsyncIterable<readonly CsvRow[]>;
  /** Lets the source go where the batches are not wanted after all. */
  readonly discard: () => Promise<unknown>;
};

const headerExpected = `a header line within the first ${importLimits.headerCharacters} characters`;

/**
 * Opens a file: decodes it, finds its delimiter in the header line (unless one is declared) and cuts it into rows of
 * text. UTF-8 with or without a byte order mark and UTF-16 with one are read. Problems of the text itself (none, bytes
 * that are no text, open or stray quotes, ragged rows, huge cells) and limits passed go to the log; null where there is
 * no header to go on with. The event loop turns after every 64 KiB.
 */
export async function csvText(source: ByteSource, log: ImportLog, declared?: CsvDelimiter): Promise<CsvText | null> {
  const pieces = textPieces(source, log);
  let head = '';
  let line: string | null = null;
  let last: TextPiece | null = null;
  while (line === null && !last?.isLast && !log.stopped) {
    const piece = await pieces.next();
    if (piece.done) break;
    last = piece.value;
    head += last.text;
    line = firstLine(head, last.isLast);
    if (head.length > importLimits.headerCharacters && line === null)
      log.fatal(1, null, head.trimStart(), brokenText.test(head) ? textExpected : headerExpected);
  }
  const tokenizer = new CsvTokenizer(declared ?? csvDelimiter(line ?? ''), log);
  let rows = log.stopped || !last ? [] : tokenizer.feed(head, last.isLast);
  while (rows.length === 0 && last && !last.isLast && !log.stopped) {
    const piece = await pieces.next();
    if (piece.done) break;
    last = piece.value;
    rows = tokenizer.feed(last.text, last.isLast);
  }
  if (rows.length === 0 || !last || log.stopped) {
    if (!log.stopped) log.fatal(1, null, null, 'a header line and rows below it; the file has no text');
    await pieces.return(undefined);
    return null;
  }
  const [header, ...below] = rows;
  return {
    header,
    delimiter: tokenizer.delimiter,
    encoding: last.encoding,
    batches: batches(below, tokenizer, pieces, last.isLast, log),
    discard: () => pieces.return(undefined),
  };
}

/** The first line with text on it, quotes and all, once its end is there; null where it is not. */
function firstLine(text: string, isWhole: boolean): string | null {
  let from = text.search(/\S/);
  if (from < 0) return null;
  // A header may begin with an empty cell, and the TAB that parts it from the next is no line end.
  from = Math.max(text.lastIndexOf('\n', from), text.lastIndexOf('\r', from)) + 1;
  let isQuoted = false;
  for (let at = from; at < text.length; at++) {
    const character = text[at];
    if (character === '"') isQuoted = !isQuoted;
    else if (!isQuoted && (character === '\n' || character === '\r')) return text.slice(from, at);
  }
  return isWhole ? text.slice(from) : null;
}

async function* batches(
  first: readonly CsvRow[],
  tokenizer: CsvTokenizer,
  pieces: AsyncGenerator<TextPiece>,
  isWhole: boolean,
  log: ImportLog,
): AsyncGenerator<readonly CsvRow[]> {
  try {
    let count = first.length;
    if (first.length > 0) yield first;
    if (isWhole) return;
    for await (const piece of pieces) {
      const rows = tokenizer.feed(piece.text, piece.isLast);
      count += rows.length;
      if (count > importLimits.rows) log.exceed('rows', importLimits.rows);
      if (log.stopped) return;
      if (rows.length > 0) yield rows;
    }
  } finally {
    // Also where the reader has seen enough before the first piece was asked for.
    await pieces.return(undefined);
  }
}
