import type { ImportDocument, ImportQuery } from '@/lib/api/import';
import { answerJson } from './answer-json';

/** How a file is written, and what is to be done with it. */
export type ImportChoices = Pick<ImportQuery, 'numbers' | 'dates'> & { readonly mode?: 'replace' | 'add' };

/** Sends a file to an import endpoint: to be rehearsed, or to be written. Throws `RequestProblem` where it is refused. */
export async function sendImport(
  url: string,
  file: File,
  choices: ImportChoices,
  isRehearsal: boolean,
): Promise<ImportDocument> {
  const query = new URLSearchParams({ dry_run: String(isRehearsal), numbers: choices.numbers, dates: choices.dates });
  if (choices.mode) query.set('mode', choices.mode);
  return answerJson(
    await fetch(`${url}?${query}`, { method: 'POST', headers: { 'content-type': 'text/csv' }, body: file }),
  );
}
