import 'server-only';
import type { PageRequest } from '@/lib/api/page';
import { ProblemError } from '@/lib/api/problem';
import { isUuid } from '@/lib/db/uuid';

type Page<Entry> = { data: Entry[]; page: { next_cursor: string | null } };

const written = (key: string): string => Buffer.from(key).toString('base64url');

/** The key a cursor stands for; undefined where there is no cursor. Refuses what no page before can have answered. */
export function keyOf({ cursor }: PageRequest, isKey: (key: string) => boolean): string | undefined {
  if (cursor === undefined) return undefined;
  const key = Buffer.from(cursor, 'base64url').toString();
  if (written(key) === cursor && isKey(key)) return key;
  const detail = 'needs the next_cursor of the page before';
  throw new ProblemError(400, 'invalid_query', 'the query is not what is expected', [{ pointer: '/cursor', detail }]);
}

/** The id that a cursor stands for, where a list goes by ids. */
export const idOf = (request: PageRequest): string | undefined => keyOf(request, isUuid);

/**
 * A page of rows that were read from behind the cursor on, one more than asked for: that one says whether there is
 * another page, and is left out.
 */
export function paged<Row, Entry>(
  rows: readonly Row[],
  { limit }: PageRequest,
  keyOfRow: (row: Row) => string,
  document: (row: Row) => Entry,
): Page<Entry> {
  const shown = rows.slice(0, limit);
  const isLast = rows.length <= limit;
  return { data: shown.map(document), page: { next_cursor: isLast ? null : written(keyOfRow(shown[limit - 1])) } };
}

/** A page of a list that is here as a whole, in the order of its keys. */
export function pagedWhole<Row, Entry>(
  all: readonly Row[],
  request: PageRequest,
  keyOfRow: (row: Row) => string,
  document: (row: Row) => Entry,
): Page<Entry> {
  const after = keyOf(request, () => true);
  const sorted = all.map((row) => ({ row, key: keyOfRow(row) })).sort((a, b) => (a.key < b.key ? -1 : 1));
  const rest = after === undefined ? sorted : sorted.filter(({ key }) => key > after);
  return paged(
    rest.map(({ row }) => row),
    request,
    keyOfRow,
    document,
  );
}
