import { describe, expect, it } from 'vitest';
import type { RecalculationDocument } from '@/lib/api/recalculation';
import { isUnderWay, outcomeInWords, phaseInWords, remedyInWords } from './recalculation-words';

const plain = (text: string | null) => text?.replaceAll('\u00a0', ' ') ?? null;

const recalculation = (change: Partial<RecalculationDocument>): RecalculationDocument => ({
  id: '0193f0c1-7a3b-7cde-8f00-123456789abc',
  portfolio_id: '0193f0c1-7a3b-7cde-8f00-123456789abd',
  from: '2021-03-31',
  as_of: '2021-03-31',
  trigger: 'person',
  state: 'running',
  phase: 'measure',
  progress: { done: 0, total: 1 },
  attempts: 1,
  days_stored: 0,
  days_unchanged: 0,
  error: null,
  requested_at: '2021-03-31T21:00:00Z',
  started_at: null,
  finished_at: null,
  ...change,
});

describe('a recalculation in words', () => {
  it('says what it is doing and for which days', () => {
    expect(phaseInWords(recalculation({ state: 'queued', phase: null }))).toBe('Waiting for a worker');
    expect(plain(phaseInWords(recalculation({})))).toBe('Measuring, 31 Mar 2021');
    expect(plain(phaseInWords(recalculation({ from: '2020-03-31', phase: 'load' })))).toBe(
      'Loading prices and holdings, 31 Mar 2020 to 31 Mar 2021',
    );
    expect(plain(phaseInWords(recalculation({ phase: null })))).toBe('Starting, 31 Mar 2021');
  });

  it('says how it ended, and nothing while it has not', () => {
    expect(outcomeInWords(recalculation({}))).toBeNull();
    expect(plain(outcomeInWords(recalculation({ state: 'completed', days_stored: 1 })))).toBe(
      'The figures of 31 Mar 2021 are up to date.',
    );
    expect(plain(outcomeInWords(recalculation({ state: 'completed', days_stored: 252 })))).toBe(
      'The figures of 31 Mar 2021 are up to date, 252 days stored.',
    );
    expect(plain(outcomeInWords(recalculation({ state: 'completed', days_unchanged: 1 })))).toBe(
      'Nothing had changed: the figures of 31 Mar 2021 are up to date.',
    );
    expect(outcomeInWords(recalculation({ state: 'cancelled' }))).toBe('Cancelled. What was stored before stays.');
    expect(
      outcomeInWords(recalculation({ state: 'failed', error: { code: 'inputs_refused', detail: 'a delta of 3' } })),
    ).toBe('a delta of 3');
  });

  it('knows when to go on asking', () => {
    expect((['queued', 'running'] as const).every((state) => isUnderWay({ state }))).toBe(true);
    expect((['completed', 'failed', 'cancelled'] as const).some((state) => isUnderWay({ state }))).toBe(false);
  });

  it('always says what to do about a failure', () => {
    expect(remedyInWords('inputs_refused')).toContain('holdings or prices');
    expect(remedyInWords('something_new')).toContain('Try again');
    expect(remedyInWords(undefined)).toContain('Try again');
  });
});
