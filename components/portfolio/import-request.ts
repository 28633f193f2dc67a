import { documentOf } from '@/lib/api/client';
import type { ImportDocument, ImportQuery } from '@/lib/api/import';

/** How a file is written, and what is to be done with it. */
export type ImportChoices = Pick<ImportQuery, 'numbers' | 'dates'> & { readonly mode?: 'replace' | 'add' };

/** What became of a file, and the refresh of prices that it has set off, where it has. */
export type SentImport = { readonly result: ImportDocument; readonly refreshId: string | null };

/** Sends a file to an import endpoint: to be rehearsed, or to be written. Throws `RequestProblem` where it is refused. */
export async function sendImport(
  url: string,
  file: File,
  choices: ImportChoices,
  isRehearsal: boolean,
): Promise<SentImport> {
  const query = new URLSearchParams({ dry_run: String(isRehearsal), numbers: choices.numbers, dates: choices.dates });
  if (choices.mode) query.set('mode', choices.mode);
  const response = await fetch(`${url}?${query}`, {
    method: 'POST',
    headers: { 'content-type': 'text/csv' },
    body: file,
  });
  const link = /<\/api\/v1\/market\/refreshes\/([0-9a-f-]{36})>/.exec(response.headers.get('link') ?? '');
  return { result: (await documentOf(response)) as ImportDocument, refreshId: link?.[1] ?? null };
}
