import { describe, expect, it } from 'vitest';
import { type ForecastOutcome, isHit, outcomeWords, recordSummary } from './forecast-outcome';

const outcome = (realized: number, rest: Partial<ForecastOutcome> = {}): ForecastOutcome => ({
  made: '2024-01-02',
  until: '2024-02-01',
  expected: 0.15,
  low: 0.1,
  high: 0.2,
  realized,
  ...rest,
});

describe('what came of a forecast', () => {
  it('is a hit within the band, its ends included, and a miss on either side', () => {
    expect([0.1, 0.15, 0.2, 0.2001, 0.0999].map((value) => outcomeWords(outcome(value)))).toEqual([
      'hit',
      'hit',
      'hit',
      'missed, higher',
      'missed, lower',
    ]);
  });

  it('is neither without a band', () => {
    expect(isHit(outcome(0.1, { low: null, high: null }))).toBeNull();
    expect(outcomeWords(outcome(0.1, { low: null }))).toBe('no band');
  });

  it('is counted over all of them', () => {
    const said = recordSummary([outcome(0.15), outcome(0.15), outcome(0.3), outcome(0.05), outcome(1, { low: null })]);
    expect(said.replaceAll('\u00a0', ' ')).toBe(
      'Of 4 forecasts that came due, what was realized lay within the 90 % band 2 times (50 %), above it 1 time and below it 1 time.',
    );
    expect(recordSummary([outcome(1, { low: null })])).toContain('none of them with a band');
  });
});
