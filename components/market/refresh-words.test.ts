import { describe, expect, it } from 'vitest';
import type { RefreshDocument } from '@/lib/api/market-data';
import { faultKinds } from '@/lib/market/provider-fault';
import { isUnderWay, outcomeWords, refreshInWords, refreshOutcome } from './refresh-words';

/** Counts keep their noun on their line by a space that does not break. */
const plain = (text: string): string => text.replaceAll('\u00a0', ' ');

const refresh = (rest: Partial<RefreshDocument>): RefreshDocument => ({
  id: '00000000-0000-7000-8000-000000000001',
  trigger: 'person',
  symbols: [],
  provider: null,
  from: null,
  state: 'completed',
  progress: { done: 0, total: 0, failed: 0 },
  attempts: 1,
  error: null,
  requested_at: '2026-01-05T00:00:00Z',
  started_at: null,
  finished_at: null,
  ...rest,
});
const ended = (total: number, failed: number) => refresh({ progress: { done: total, total, failed } });

describe('a refresh in words', () => {
  it('says what it is doing and whom it asks for', () => {
    expect(refreshInWords(refresh({ state: 'queued' }))).toBe('Waiting for a worker');
    expect(refreshInWords(refresh({ state: 'running' }))).toBe('Asking the providers for what is behind');
    expect(refreshInWords(refresh({ state: 'running', symbols: ['A', 'B'] }))).toBe('Asking the providers for A, B');
    expect(plain(refreshInWords(refresh({ state: 'running', symbols: ['A', 'B', 'C', 'D'] })))).toBe(
      'Asking the providers for 4 symbols',
    );
  });

  it('says how it ended', () => {
    expect(refreshOutcome(ended(0, 0))).toBe('Everything was up to date.');
    expect(plain(refreshOutcome(ended(3, 0)))).toBe('3 symbols up to date.');
    expect(plain(refreshOutcome(ended(3, 2)))).toBe('1 symbol up to date, 2 without new prices.');
    expect(refreshOutcome(refresh({ state: 'cancelled' }))).toBe('Cancelled. The symbols that were done stay so.');
    expect(refreshOutcome(refresh({ state: 'failed', error: { code: 'x', detail: 'why' } }))).toBe('why');
  });

  it('is under way while it waits and while it runs', () => {
    const states = ['queued', 'running', 'completed', 'failed', 'cancelled'] as const;
    expect(states.filter((state) => isUnderWay({ state }))).toEqual(['queued', 'running']);
  });

  it('has words for every fault a provider can have', () => {
    for (const kind of faultKinds) expect(outcomeWords[kind]).toMatch(/./);
  });
});
