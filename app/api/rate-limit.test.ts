import { AsyncLocalStorage } from 'node:async_hooks';
import { beforeEach, describe, expect, it } from 'vitest';
import { ProblemError } from '@/lib/api/problem';
import { localOwner, nobody } from '@/lib/db/owner';
import type { Visitor } from '@/lib/visitor';
import { countRequest } from './rate-limit';

const kept = globalThis as { ballastWindows?: Map<string, unknown>; ballastVisitors?: AsyncLocalStorage<Visitor> };
const visitors = new AsyncLocalStorage<Visitor>();
const from = <T>(address: string, work: () => T): T =>
  visitors.run({ address, isLocal: false, isHttps: false, host: null }, work);

const now = 1_000_000;
const left = (owner = nobody, at = now) => Number(/r=(\d+)/.exec(countRequest(owner, at).ratelimit)![1]);

beforeEach(() => {
  kept.ballastWindows = undefined;
  kept.ballastVisitors = visitors;
  process.env.BALLAST_REQUESTS_PER_MINUTE = '3';
});

describe('the requests of a minute', () => {
  it('are an account’s, wherever it asks from', () => {
    expect([from('192.0.2.1', () => left(localOwner)), from('192.0.2.2', () => left(localOwner))]).toEqual([2, 1]);
  });

  it('are an address’s where nobody has signed in: who uses theirs up keeps no other from signing in', () => {
    for (const expected of [2, 1, 0]) expect(from('192.0.2.1', left)).toBe(expected);
    expect(() => from('192.0.2.1', left)).toThrow(ProblemError);
    expect(from('192.0.2.2', left)).toBe(2);
    expect(left(localOwner)).toBe(2);
    expect(from('192.0.2.1', () => left(nobody, now + 60_000))).toBe(2);
  });

  it('are kept of ten thousand at once and no more', () => {
    for (let i = 0; i < 10_050; i++) from(`2001:db8::${i.toString(16)}`, left);
    expect(kept.ballastWindows!.size).toBe(10_000);
    // A minute later all of them are over.
    from('192.0.2.1', () => left(nobody, now + 60_000));
    expect(kept.ballastWindows!.size).toBe(1);
  });
});
