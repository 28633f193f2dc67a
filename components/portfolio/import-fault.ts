import type { ProblemDetail } from '@/lib/api/problem';

/** One thing that is wrong with a file, taken apart for a table. */
export type ImportFault = {
  /** Line of the file; null where the whole file is meant. */
  readonly row: number | null;
  readonly column: string | null;
  /** What was found and what is expected. */
  readonly words: string;
};

const place = /^\/rows\/(\d+)(?:\/(.*))?$/s;
const prefix = /^row \d+(?:, column [^:]*)?: /s;

/** A fault from the API's form, `/rows/3/close` and "row 3, column close: …", with the place said once. */
export function importFault({ pointer, detail }: ProblemDetail): ImportFault {
  const match = place.exec(pointer);
  if (!match) return { row: null, column: null, words: detail };
  const words = match[2] === undefined ? detail : detail.replace(`row ${match[1]}, column ${match[2]}: `, '');
  return { row: Number(match[1]), column: match[2] ?? null, words: words.replace(prefix, '') };
}
