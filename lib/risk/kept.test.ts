import { describe, expect, it } from 'vitest';
import { kept } from './kept';

describe('answers that are kept', () => {
  const counted = (most: number) => {
    const asked: number[] = [];
    const half = kept(most, (key: number) => {
      asked.push(key);
      if (key < 0) throw new RangeError('negative');
      return key / 2;
    });
    return { asked, half };
  };

  it('are made once, nothing and zero among them', () => {
    const { asked, half } = counted(10);
    expect([4, 0, 4, 0, 6].map(half)).toEqual([2, 0, 2, 0, 3]);
    expect(asked).toEqual([4, 0, 6]);
  });

  it('are as many as are allowed, and then begin anew', () => {
    const { asked, half } = counted(2);
    [1, 2, 1, 2].forEach(half);
    expect(asked).toEqual([1, 2]);
    [3, 3, 1, 3].forEach(half);
    expect(asked).toEqual([1, 2, 3, 1]);
  });

  it('are none where there is none', () => {
    const { asked, half } = counted(10);
    for (let i = 0; i < 2; i++) expect(() => half(-1)).toThrow(RangeError);
    expect(asked).toEqual([-1, -1]);
  });
});
