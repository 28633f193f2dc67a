import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { atOnce } from './at-once';

describe('atOnce', () => {
  it('does the work of all who come together in two turns: one of whoever was first, one of the others', async () => {
    const together = atOnce();
    let turns = 0;
    const work = async () => {
      const turn = ++turns;
      await sleep(5);
      return turn;
    };
    const asked = await Promise.all(Array.from({ length: 100 }, () => together('a', work)));
    expect(asked).toEqual([1, ...Array(99).fill(2)]);
    expect(await together('a', work)).toBe(3);
  });

  it('gives nobody what was begun before they came', async () => {
    const together = atOnce();
    let truth = 0;
    const read = async () => {
      const seen = truth;
      await sleep(1);
      return seen;
    };
    const answers = [];
    for (let i = 1; i <= 50; i++) {
      truth = i;
      answers.push(together('a', read).then((seen) => expect(seen).toBeGreaterThanOrEqual(i)));
      if (i % 7 === 0) await sleep(1);
    }
    await Promise.all(answers);
  });

  it('keeps keys apart, and passes a failure to those alone who shared its turn', async () => {
    const together = atOnce();
    let turns = 0;
    const failsFirst = async () => {
      if (++turns === 1) throw new Error('first');
      return turns;
    };
    const [first, second, third, other] = await Promise.allSettled([
      together('a', failsFirst),
      together('a', failsFirst),
      together('a', failsFirst),
      together('b', async () => 'b'),
    ]);
    expect(first).toMatchObject({ status: 'rejected' });
    expect([second, third, other]).toMatchObject([{ value: 2 }, { value: 2 }, { value: 'b' }]);
  });
});
