import { describe, expect, it } from 'vitest';
import { changeSplit } from '@/lib/risk/change-split';
import { measured, unavailable } from '@/lib/risk/estimate';
import { changeSummary } from './change-words';
import { measureWords } from './measure-words';

const plain = (text: string) => text.replaceAll('\u00a0', ' ').replaceAll('\u2212', '-');
const words = measureWords('number', 'USD');
const say = (values: readonly number[]) => {
  const [storedBefore, measuredBefore, carried, measuredAfter, storedAfter] = values.map(measured);
  return plain(
    changeSummary('Beta', changeSplit({ storedBefore, measuredBefore, carried, measuredAfter, storedAfter }), words),
  );
};

describe('a change in words', () => {
  it('names the parts that say anything, with their signs', () => {
    expect(say([1, 1, 1.2, 1.1, 1.1])).toBe(
      'Beta changed by +0.100, from 1.00 to 1.10: prices, market +0.200, holdings -0.100.',
    );
    expect(say([1, 1.05, 1.05, 1.05, 1.05])).toBe('Beta changed by +0.050, from 1.00 to 1.05: method or data +0.050.');
  });

  it('says that nothing moved, and what moved against each other', () => {
    expect(say([1, 1, 1, 1, 1])).toBe('Beta stayed, from 1.00 to 1.00.');
    expect(say([1, 1, 1.3, 1, 1])).toBe('Beta stayed, from 1.00 to 1.00: prices, market +0.300, holdings -0.300.');
  });

  it('says why it cannot be told', () => {
    const gone = unavailable('short_history', 12, 30);
    const stations = {
      storedBefore: measured(1),
      measuredBefore: measured(1),
      carried: measured(1),
      measuredAfter: measured(1),
      storedAfter: measured(2),
    };
    expect(plain(changeSummary('Beta', changeSplit({ ...stations, storedBefore: gone }), words))).toBe(
      'Beta was unavailable on the earlier day: too little history, 12 of 30 returns.',
    );
    expect(plain(changeSummary('Beta', changeSplit({ ...stations, carried: gone }), words))).toBe(
      'Beta changed by +1.000, from 1.00 to 2.00. Why cannot be told: too little history, 12 of 30 returns.',
    );
  });
});
