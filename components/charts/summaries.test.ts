import { describe, expect, it } from 'vitest';
import { rollingBetaSummary } from './rolling-beta-summary';
import { volatilitySummary } from './volatility-summary';

const plain = (text: string) => text.replaceAll('\u00a0', ' ').replaceAll('\u2212', '-');
const dates = ['2021-03-29', '2021-03-30', '2021-03-31'];

describe('rollingBetaSummary', () => {
  it('says where the beta is, where it came from and where it has been', () => {
    const series = { dates, values: [0.95, 0.84, 1.12], low: [0.8, 0.7, 0.97], high: [1.1, 1, 1.27] };
    expect(plain(rollingBetaSummary(series, 90))).toBe(
      'The 90-day beta is 1.12 [0.97, 1.27] on 31 Mar 2021; since 29 Mar 2021, when it was 0.95, it has been as low as 0.84 (30 Mar 2021) and as high as 1.12 (31 Mar 2021).',
    );
  });

  it('says no more than it knows of a single day or of none', () => {
    expect(plain(rollingBetaSummary({ dates: ['2021-03-31'], values: [-0.2] }, 252))).toBe(
      'The 252-day beta is -0.20 on 31 Mar 2021.',
    );
    expect(rollingBetaSummary({ dates: [], values: [] }, 90)).toBe('There is no 90-day beta yet.');
  });
});

describe('volatilitySummary', () => {
  const realized = { dates, values: [0.613, 0.081, 0.142] };

  it('says what was, within which range, and what is expected', () => {
    expect(plain(volatilitySummary(realized, { volatilityAnnual: 0.15, low: 0.101, high: 0.224 }))).toBe(
      'Realized 21-day volatility is 14.2 % on 31 Mar 2021 (since 29 Mar 2021 between 8.1 % on 30 Mar 2021 and 61.3 % on 29 Mar 2021); the next 21 trading days are expected at 15.0 %, nine times in ten from 10.1 to 22.4 %.',
    );
  });

  it('leaves out a band that is not known and says when there is no forecast', () => {
    expect(plain(volatilitySummary({ dates: [], values: [] }, { volatilityAnnual: 0.15, low: null, high: null }))).toBe(
      'There is no 21-day volatility yet; the next 21 trading days are expected at 15.0 %.',
    );
    expect(plain(volatilitySummary({ dates: ['2021-03-31'], values: [0.142] }, null))).toBe(
      'Realized 21-day volatility is 14.2 % on 31 Mar 2021; there is no forecast.',
    );
  });
});
