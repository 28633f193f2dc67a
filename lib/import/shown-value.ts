import { importLimits } from './import-limits';

/** Control, format, private and unassigned characters: what can hide, reorder or break the text around it. */
const unsafe = /[\p{C}\u2028\u2029]/gu;

/** A value as a problem repeats it: at most 80 characters, each of them visible. */
export function shownValue(value: string): string {
  const { valueCharacters } = importLimits;
  // One more code unit than is shown tells whether anything was cut, and a cut through a pair leaves no half of it.
  const head = value.slice(0, valueCharacters + 1).replace(unsafe, '\uFFFD');
  if (value.length <= valueCharacters) return head;
  return `${Array.from(head)
    .slice(0, valueCharacters - 1)
    .join('')
    .replace(/\uFFFD$/, '')}…`;
}
