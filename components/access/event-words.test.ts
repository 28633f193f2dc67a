import { describe, expect, it } from 'vitest';
import { actionWords, detailWords, wayWords } from './event-words';

describe('the words of an event', () => {
  it('say what was done, and what nobody has words for as it is written', () => {
    expect(actionWords('token_revoked')).toBe('Token revoked');
    expect(actionWords('something_new')).toBe('something_new');
    expect(wayWords('sign-in')).toBe('sign-in page');
  });

  it.each([
    [{ name: 'backup', scope: 'write' }, 'backup, read and write'],
    [{ kind: 'sector_weights', rows: 22, added: 1, changed: 0 }, 'sector weights, 22 rows'],
    [{ as_of: '2026-06-30', from: '2026-06-30' }, 'of 2026-06-30'],
    [{ as_of: '2026-06-30', from: '2025-06-30' }, 'of 2025-06-30 to 2026-06-30'],
    [{ symbol: 'ACME', portfolio_id: 'x' }, 'ACME'],
    [{}, null],
  ])('say of %j: %s', (detail, words) => {
    expect(detailWords(detail)).toBe(words);
  });
});
