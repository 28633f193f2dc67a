import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { closeSender } from '@/lib/jobs/queue';
import { manyRequests, simultaneousRounds } from './survival-crowds';
import { cutImports, cutRecalculations } from './survival-cuts';
import { type Scene, setScene } from './survival-scene';
import { freezeAtEachStatement, killByChance } from './survival-workers';

/** A sample; `npm run survive` does all of it. */
let scene: Scene;
beforeAll(async () => {
  scene = await setScene();
});
afterAll(closeSender);

describe('the numbers are those of an undisturbed run', () => {
  it('after a recalculation was cut off before or after a statement', async () => {
    const { tried, wrong } = await cutRecalculations(scene, 7);
    expect(tried).toBeGreaterThan(6);
    expect(wrong).toBe(0);
  });

  it('after an import was cut off before or after a statement', async () => {
    const { tried, wrong } = await cutImports(scene, 2);
    expect(tried).toBeGreaterThan(8);
    expect(wrong).toBe(0);
  });

  it('after a worker was killed, and after one was frozen beyond its lease and thawed', async () => {
    expect(await killByChance(scene, 1, 2)).toEqual({ tried: 2, wrong: 0 });
    expect(await freezeAtEachStatement(scene, 1, 20)).toEqual({ tried: 2, wrong: 0 });
  });

  it('and a hundred requests of one recalculation are one job', async () => {
    expect(await manyRequests(scene, 100)).toEqual({ tried: 100, wrong: 0 });
  });

  it('after several recalculations and imports at once', async () => {
    expect(await simultaneousRounds(scene, 7)).toEqual({ tried: 7, wrong: 0 });
  });
});
