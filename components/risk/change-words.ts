import type { Change, ChangeParts } from '@/lib/risk/change-split';
import { reasonInShort } from './reason-words';

type Words = { readonly value: (value: number) => string; readonly difference: (difference: number) => string };

/** The parts of a change in the order in which they are taken, and what they are called. */
export const changeParts: readonly (readonly [part: keyof ChangeParts, label: string])[] = [
  ['prices', 'Prices, market'],
  ['holdings', 'Holdings'],
  ['revision', 'Method or data'],
];

/** A change and its parts in one sentence; what rounds to nothing is left out of the parts. */
export function changeSummary(label: string, { before, after, change, parts }: Change, words: Words): string {
  if (before.status === 'unavailable') return `${label} was unavailable on the earlier day: ${reasonInShort(before)}.`;
  if (after.status === 'unavailable') return `${label} is unavailable on the later day: ${reasonInShort(after)}.`;
  if (change.status === 'unavailable') return `${label} cannot be compared: ${reasonInShort(change)}.`;
  const whole = words.difference(change.value);
  const ends = `from ${words.value(before.value)} to ${words.value(after.value)}`;
  const moved = /[1-9]/.test(whole) ? `${label} changed by ${whole}, ${ends}` : `${label} stayed, ${ends}`;
  if (parts.status === 'unavailable') return `${moved}. Why cannot be told: ${reasonInShort(parts)}.`;
  const told = changeParts
    .map(([part, name]) => ({ name: name.toLowerCase(), said: words.difference(parts.value[part]) }))
    .filter(({ said }) => /[1-9]/.test(said));
  if (told.length === 0) return `${moved}.`;
  return `${moved}: ${told.map(({ name, said }) => `${name} ${said}`).join(', ')}.`;
}
