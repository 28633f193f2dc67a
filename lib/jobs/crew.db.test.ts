import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { seedBook, seedPrices, sessionsUntil } from '@/test/engine-book';
import { forgetResults, storedNumbers } from '@/test/stored-numbers';
import { disconnect, pool } from '../db/client';
import { localOwner } from '../db/owner';
import { requestRecalculation, requireRecalculation } from '../db/recalculations';
import { crewSize, dismissCrew, hireCrew, measured } from './crew';
import { recalculate } from './recalculate';

const asOf = '2024-07-09';
const sessions = sessionsUntil(asOf, 420);
let portfolioId: string;

beforeAll(async () => {
  portfolioId = await seedBook(await seedPrices(9, sessions), 12);
});

afterEach(dismissCrew);
afterAll(disconnect);

async function numbers(): Promise<string[]> {
  await forgetResults();
  const request = { portfolioId, fromDate: sessions.at(-30)!, asOf, trigger: 'person' } as const;
  const { recalculation } = await requestRecalculation(pool(), localOwner, request);
  await recalculate(recalculation.id, new AbortController().signal);
  expect((await requireRecalculation(localOwner, recalculation.id)).state).toBe('completed');
  return storedNumbers(portfolioId);
}

describe('the crew', () => {
  it('comes to the same bits with one thread, with three and without any', async () => {
    const here = await numbers();
    for (const size of [1, 3]) {
      await hireCrew(size);
      expect(crewSize()).toBe(size);
      expect(await numbers()).toEqual(here);
      await dismissCrew();
    }
  }, 120_000);

  it('passes on what the arithmetic throws, as what it is', async () => {
    const broken = {
      columns: { axis: new Int32Array(1), closes: new Float64Array(0), count: 0, index: null, start: 5 },
    };
    await expect(measured('day', broken as never)).rejects.toThrow();
    await hireCrew(1);
    await expect(measured('day', broken as never)).rejects.toThrow();
    // And goes on.
    await expect(measured('day', broken as never)).rejects.toThrow();
  }, 60_000);

  it('is not waited for when its threads have ended', async () => {
    await hireCrew(2);
    const all = numbers();
    await dismissCrew();
    // What a thread had in hand is an attempt that failed; the queue tries again, and then it is done here.
    await all.catch(() => {});
    expect((await numbers()).length).toBeGreaterThan(0);
  }, 120_000);
});
