import { describe, expect, it } from 'vitest';
import { cumulativeSummary, cumulativeWeights } from './cumulative-summary';

const plain = (text: string) => text.replaceAll('\u00a0', ' ');
const of = (...weights: number[]) => weights.map((weight, i) => ({ symbol: `S${i + 1}`, weight }));

describe('cumulativeWeights', () => {
  it('adds up to everything', () => {
    expect(cumulativeWeights(of(0.5, 0.25, 0.25))).toEqual([0.5, 0.75, 1]);
  });
});

describe('cumulativeSummary', () => {
  it('says how few are half of it', () => {
    expect(plain(cumulativeSummary(of(0.3, 0.25, 0.25, 0.2)))).toBe(
      'S1 is the largest with 30.0 %; the largest 2 together are half of all that is held.',
    );
    expect(plain(cumulativeSummary(of(0.7, 0.3)))).toBe(
      'S1 is the largest with 70.0 %; it alone is half of all that is held.',
    );
  });

  it('says what there is of one and of none', () => {
    expect(cumulativeSummary(of(1))).toBe('S1 is all there is.');
    expect(cumulativeSummary([])).toBe('Nothing is held.');
  });
});
