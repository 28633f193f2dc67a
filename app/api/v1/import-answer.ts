import 'server-only';
import { createHash } from 'node:crypto';
import { json } from '@/app/api/answer';
import { pointerOf, readBody } from '@/app/api/parse';
import { inImportTurn } from '@/app/api/v1/import-turn';
import type { ImportDocument, ImportQuery } from '@/lib/api/import';
import { ProblemError } from '@/lib/api/problem';
import { type Connection, rehearsable } from '@/lib/db/client';
import { type ImportKind, recordImport } from '@/lib/db/imports';
import { RefusedLot } from '@/lib/db/one-contract';
import type { Owner } from '@/lib/db/owner';
import { today } from '@/lib/env';
import { importLimits } from '@/lib/import/import-limits';
import type { ImportOptions } from '@/lib/import/import-options';
import type { AcceptedImport, ImportProblem, ImportResult, RefusedImport } from '@/lib/import/import-problem';

type Counts = { readonly added: number; readonly changed: number; readonly removed?: number };

/** Where a fault is, as a pointer into the file: row 3, column close is /rows/3/close. */
const pointerTo = (row: number, column: string | null) =>
  pointerOf(column === null ? ['rows', row] : ['rows', row, column]);

/** A column without a name is called by its number already. */
const inColumn = (column: string) => (/^column \d+$/.test(column) ? column : `column ${column}`);

const sentence = ({ row, column, value, expected }: ImportProblem): string =>
  `row ${row}${column === null ? '' : `, ${inColumn(column)}`}: ${value === null ? '' : `${JSON.stringify(value)} found, `}expected ${expected}`;

const shownProblems = 100;

/** The rows of a good file; a problem document with every fault of one that is not. */
function accepted<Rows>(result: ImportResult<Rows>): AcceptedImport<Rows> {
  if (result.ok) return result;
  if (result.reason === 'too_large')
    throw new ProblemError(
      413,
      'file_too_large',
      `a file here has at most ${result.limit.toLocaleString('en-US')} ${result.unit}`,
    );
  throw refusedFile(result);
}

function refusedFile(result: Pick<RefusedImport, 'problems' | 'problemCount'>): ProblemError {
  const many = result.problemCount > shownProblems ? `, of which the first ${shownProblems} follow` : '';
  return new ProblemError(
    422,
    'import_refused',
    `the file has ${result.problemCount} ${result.problemCount === 1 ? 'fault' : 'faults'}${many}; nothing of it was taken in`,
    result.problems.map((problem) => ({ pointer: pointerTo(problem.row, problem.column), detail: sentence(problem) })),
  );
}

type ImportCall<Rows> = {
  readonly request: Request;
  readonly once: (bytes: Uint8Array, work: () => Promise<Response>) => Promise<Response>;
  readonly owner: Owner;
  readonly kind: ImportKind;
  readonly portfolioId: string | null;
  readonly query: ImportQuery;
  readonly parse: (bytes: Uint8Array, options: ImportOptions) => Promise<ImportResult<Rows>>;
  readonly save: (client: Connection, rows: Rows) => Promise<Counts>;
  /** The line of the file that a lot of it is on, where `save` may refuse one. */
  readonly lineOf?: (rows: Rows, index: number) => number;
  /** What the answer says beside the document, once it is known. */
  readonly headers?: () => Record<string, string>;
};

/**
 * Takes a CSV file in: whole or not at all. It is read and checked to its last row first; then one transaction writes
 * it, or rehearses the writing where `dry_run` asks what would change.
 */
export async function answerImport<Rows extends { readonly length: number }>(
  call: ImportCall<Rows>,
): Promise<Response> {
  const { request } = call;
  const type = request.headers.get('content-type')?.split(';')[0].trim().toLowerCase();
  if (type !== 'text/csv') throw new ProblemError(415, 'unsupported_media_type', 'the body must be text/csv');
  return inImportTurn(
    () => readBody(request, importLimits.bytes),
    (bytes) => takeIn(call, bytes),
  );
}

async function takeIn<Rows extends { readonly length: number }>(
  call: ImportCall<Rows>,
  bytes: Uint8Array,
): Promise<Response> {
  const file = accepted(
    await call.parse(bytes, { today: today(), numbers: call.query.numbers, dates: call.query.dates }),
  );
  return call.once(bytes, () => write(call, bytes, file));
}

async function write<Rows extends { readonly length: number }>(
  call: ImportCall<Rows>,
  bytes: Uint8Array,
  file: AcceptedImport<Rows>,
): Promise<Response> {
  const { owner, kind, portfolioId, query } = call;
  const isRehearsal = query.dry_run === 'true';
  const counts = await rehearsable(isRehearsal, async (client) => {
    const { added, changed, removed = 0 } = await call.save(client, file.rows);
    const contentHash = createHash('sha256').update(bytes).digest('hex');
    await recordImport(client, owner, {
      kind,
      portfolioId,
      contentHash,
      rowsRead: file.rowsRead,
      added,
      changed,
      removed,
    });
    return { added, changed, removed };
  }).catch((error) => {
    if (!(error instanceof RefusedLot && call.lineOf)) throw error;
    const { index, column, given, expected } = error;
    const named = file.format.columns.find(({ field }) => field === column)?.column ?? column;
    const problem = { row: call.lineOf(file.rows, index), column: named, value: given, expected };
    throw refusedFile({ problems: [problem], problemCount: 1 });
  });
  const document: ImportDocument = {
    dry_run: isRehearsal,
    rows_read: file.rowsRead,
    rows_added: counts.added,
    rows_changed: counts.changed,
    rows_removed: counts.removed,
    // A row of a wide file has many prices, so what is unchanged is told by what was written, not by lines.
    rows_unchanged: file.rows.length - counts.added - counts.changed,
    ignored_rows: file.ignoredRows,
    ignored_columns: [...file.ignoredColumns],
    warnings: file.warnings.map(({ row, column, note }) => ({ pointer: pointerTo(row, column), detail: note })),
    warning_count: file.warningCount,
    format: { ...file.format, columns: file.format.columns.map((one) => ({ ...one })) },
  };
  return json(document, { headers: call.headers?.() });
}
