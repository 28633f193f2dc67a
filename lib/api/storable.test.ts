import { describe, expect, it } from 'vitest';
import { isStorable, unstorablePlaces } from './storable';

describe('text that a database keeps', () => {
  it('is any but U+0000 and halves of characters', () => {
    for (const text of ['', 'Müller', '日本', '𝕏', '\u0001', '\u0085', '\u202e', '\uffff', '\ufffd'])
      expect(isStorable(text), JSON.stringify(text)).toBe(true);
    for (const text of ['\0', 'a\0b', '\ud800', '\udfff', 'a\udc00\ud800', '𝕏'.slice(0, 1)])
      expect(isStorable(text), JSON.stringify(text)).toBe(false);
  });

  it('is named by where it lies in a document', () => {
    const document = { name: 'a\0', lots: [{ symbol: 'A' }, { symbol: '\ud800', quantity: 5 }], price: null };
    expect(unstorablePlaces(document)).toEqual([['name'], ['lots', '1', 'symbol']]);
    expect(unstorablePlaces('\0')).toEqual([[]]);
    expect(unstorablePlaces(undefined)).toEqual([]);
  });
});
