import { describe, expect, it } from 'vitest';
import { type FindingDocument, findingKind } from '@/lib/api/finding';
import { detailInWords, effectInWords, findingTitle } from './finding-words';

const finding = (rest: Partial<FindingDocument>): FindingDocument => ({
  symbol: 'ACME',
  kind: 'gap',
  severity: 'mild',
  from: '2026-01-05',
  to: '2026-01-06',
  count: 1,
  affects: [],
  confirmable: null,
  currency: null,
  has_rates: null,
  detail: '',
  remedy: '',
  ...rest,
});

describe('the words of a finding', () => {
  it('name every kind there is', () => {
    expect(Object.keys(findingTitle).sort()).toEqual([...findingKind.options].sort());
  });

  it('write days as the rest of the page does', () => {
    const detail = '3 sessions without a close, the longest run from 2026-01-05 to 2026-01-07';
    expect(detailInWords({ detail }).replaceAll('\u00a0', ' ')).toBe(
      '3 sessions without a close, the longest run from 5 Jan 2026 to 7 Jan 2026',
    );
  });

  it.each([
    [{ severity: 'grave', affects: ['beta', 'volatility'] }, 'Beta and volatility are withheld.'],
    [{ severity: 'mild', affects: ['beta', 'volatility'] }, 'Beta and volatility are shown; this is said beside.'],
    [{ severity: 'mild', affects: ['volatility'] }, 'Volatility is shown; this is said beside.'],
    [
      { kind: 'other_currency', severity: 'grave', affects: ['market_value', 'weights', 'beta', 'volatility'] },
      'Market value, weights, beta and volatility are withheld.',
    ],
    [
      { kind: 'probable_split', severity: 'grave', affects: ['beta', 'volatility'] },
      'Returns for beta and volatility begin at that day.',
    ],
    [
      { kind: 'probable_split', severity: 'grave', affects: ['market_value', 'weights', 'beta', 'volatility'] },
      'Returns begin at that day, and market value and weights are withheld for what was stated before it.',
    ],
    [{ kind: 'small_split', affects: [] }, 'It changes no number of this portfolio.'],
    [{ kind: 'unknown_sector', affects: ['sectors'] }, 'It counts as Unknown among the sectors.'],
  ] as [Partial<FindingDocument>, string][])('of %j say: %s', (rest, words) => {
    expect(effectInWords(finding(rest))).toBe(words);
  });
});
