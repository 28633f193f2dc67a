import { describe, expect, it } from 'vitest';
import { measured, unavailable } from '@/lib/risk/estimate';
import { coneSummary, standing } from './cone-summary';

const slice = {
  lowest: 0.1,
  lowerQuartile: 0.15,
  median: 0.2,
  upperQuartile: 0.25,
  highest: 0.4,
  windows: 9,
  flatWindows: 0,
};
const plain = (text: string) => text.replaceAll('\u00a0', ' ');

describe('the cone in words', () => {
  it('says where today stands, its ends included', () => {
    const at = (today: number) => standing({ ...slice, today });
    expect([0.4, 0.3, 0.2, 0.15, 0.12, 0.1].map(at)).toEqual([
      'the highest there has been',
      'in the highest quarter',
      'within the middle half',
      'within the middle half',
      'in the lowest quarter',
      'the lowest there has been',
    ]);
  });

  it('speaks of the month, counts the horizons, and leaves out what is too short', () => {
    expect(
      plain(
        coneSummary([
          { days: 5, slice: measured({ ...slice, today: 0.3 }) },
          { days: 21, slice: measured({ ...slice, today: 0.2 }) },
          { days: 252, slice: unavailable('short_history', 300, 504) },
        ]),
      ),
    ).toBe(
      'Over 21 days volatility is 20.0 %, within the middle half of its past (lowest 10.0 %, median 20.0 %, highest 40.0 %); of 2 horizons it stands in the highest quarter on 1 and in the lowest on 0.',
    );
    expect(coneSummary([{ days: 5, slice: unavailable('short_history', 3, 10) }])).toBe(
      'There are too few returns for a cone.',
    );
  });
});
