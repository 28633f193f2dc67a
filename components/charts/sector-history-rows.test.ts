import { describe, expect, it } from 'vitest';
import { sectorHistorySummary, sectorMultiples } from './sector-history-rows';

const dayOf = (date: string, energy: number, cash: number, isCompared = true) => ({
  date,
  net: { Energy: energy, Cash: cash, Funds: 0 },
  active: isCompared ? { Energy: energy - 0.25, Cash: cash, Funds: 0 } : null,
});
const days = [dayOf('2024-01-02', 0.5, 0.5), dayOf('2024-01-03', 0.75, 0.25, false)];
const plain = (text: string) => text.replaceAll('\u00a0', ' ');

describe('sectorMultiples', () => {
  const multiples = sectorMultiples(days);

  it('shows all eleven sectors, and of the buckets those that ever held anything', () => {
    expect(multiples).toHaveLength(12);
    expect(multiples[0].label).toBe('Energy');
    expect(multiples.at(-1)?.label).toBe('Cash');
  });

  it('holds sectors against the benchmark on the days they were compared, and buckets against nothing', () => {
    expect(multiples[0].against).toEqual([0.25, null]);
    expect(multiples.at(-1)?.against).toBeNull();
  });

  it('never takes a sector nobody wrote down for one of weight zero', () => {
    expect(multiples.find(({ label }) => label === 'Utilities')?.values).toEqual([null, null]);
  });
});

describe('sectorHistorySummary', () => {
  it('names what has changed most', () => {
    expect(plain(sectorHistorySummary(days, sectorMultiples(days)))).toBe(
      'Energy has changed most from 2 Jan 2024 to 3 Jan 2024: from 50.0 % to 75.0 %.',
    );
  });

  it('says so where nothing has, and where one day is all there is', () => {
    const still = [days[0], { ...days[0], date: '2024-01-04' }];
    expect(plain(sectorHistorySummary(still, sectorMultiples(still)))).toBe(
      'No weight has changed from 2 Jan 2024 to 4 Jan 2024.',
    );
    expect(sectorHistorySummary([days[0]], sectorMultiples([days[0]]))).toContain('one stored day');
  });
});
