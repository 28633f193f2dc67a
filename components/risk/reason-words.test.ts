import { describe, expect, it } from 'vitest';
import { reasons, unavailable } from '@/lib/risk/estimate';
import { observationsInWords, reasonInShort, reasonWords } from './reason-words';

const plain = (text: string | null) => text?.replaceAll('\u00a0', ' ') ?? null;

describe('reasonWords', () => {
  it('has words for every reason there is, and for no other', () => {
    expect(Object.keys(reasonWords).sort()).toEqual([...reasons].sort());
  });

  it.each(reasons)('says of %s what it is, why, and what would mend it', (reason) => {
    const { short, sentence, remedy } = reasonWords[reason];
    expect(short).toMatch(/^[a-z][^.]{4,30}$/);
    expect(sentence).toMatch(/^[A-Z].{20,}\.$/);
    expect(remedy).toMatch(/^[A-Z].{10,}\.$/);
    expect(`${short}${sentence}${remedy}`).not.toContain('_');
  });

  it('never says the same of two reasons', () => {
    const all = Object.values(reasonWords);
    for (const part of ['short', 'sentence', 'remedy'] as const)
      expect(new Set(all.map((words) => words[part])).size).toBe(reasons.length);
  });
});

describe('what there was and what it needs', () => {
  it('counts returns where history is short', () => {
    expect(plain(observationsInWords(unavailable('short_history', 12, 30)))).toBe('12 of the 30 returns it needs');
    expect(plain(observationsInWords(unavailable('short_history', 0, 1)))).toBe('0 of the 1 return it needs');
    expect(plain(reasonInShort(unavailable('short_history', 12, 30)))).toBe('too little history, 12 of 30 returns');
  });

  it('does not count where a count would say nothing', () => {
    expect(observationsInWords(unavailable('private_asset', 0, 1))).toBeNull();
    expect(observationsInWords(unavailable('no_prices', 0, 30))).toBeNull();
    expect(plain(observationsInWords(unavailable('stale_prices', 250, 30)))).toBe('250 observations; it needs 30');
    expect(reasonInShort(unavailable('private_asset', 0, 1))).toBe('private asset');
  });
});
