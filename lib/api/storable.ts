/** U+0000, which PostgreSQL keeps in no text, and halves of characters, which no encoding carries. */
const unstorable = /[\0\p{Cs}]/u;

/** Whether the text can be kept, and comes back as it was. */
export const isStorable = (text: string): boolean => !unstorable.test(text);

/** The places of a document whose text cannot be kept. */
export function unstorablePlaces(document: unknown, at: readonly string[] = []): (readonly string[])[] {
  if (typeof document === 'string') return isStorable(document) ? [] : [at];
  if (typeof document !== 'object' || document === null) return [];
  return Object.entries(document).flatMap(([name, part]) => unstorablePlaces(part, [...at, name]));
}
