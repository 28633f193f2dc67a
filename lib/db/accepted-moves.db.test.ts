import { afterAll, beforeEach, describe, expect, it } from 'vitest';
import { madeCloses, saveCloses, weekdays } from '@/test/small-market';
import { NotFound } from './absence';
import { acceptedMoves, acceptMove, withdrawMove } from './accepted-moves';
import { disconnect, pool } from './client';

const days = weekdays('2024-03-07', 10);
const date = days[5];
const all = async () => (await pool().query('SELECT FROM accepted_moves')).rowCount;

beforeEach(async () => {
  await pool().query('DELETE FROM securities');
  await saveCloses([madeCloses('ACME', days, { seed: 1 })]);
});
afterAll(disconnect);

describe('a move that a person confirms', () => {
  it('is kept once, found by its security, and taken back', async () => {
    await acceptMove('ACME', date);
    await acceptMove('ACME', date);
    const { rows } = await pool().query(`SELECT id FROM securities WHERE symbol = 'ACME'`);
    expect(await acceptedMoves([rows[0].id])).toEqual(new Map([[rows[0].id, [date]]]));
    await withdrawMove('ACME', date);
    expect(await all()).toBe(0);
  });

  it('needs a symbol that is known, and a close on the day', async () => {
    await expect(acceptMove('NOBODY', date)).rejects.toThrow(NotFound);
    await expect(acceptMove('ACME', '2024-03-09')).rejects.toMatchObject({ code: 'no_close', field: '/date' });
    expect(await all()).toBe(0);
  });

  it('of a security that is removed at the same moment is of one that is not there', async () => {
    const removal = await pool().connect();
    try {
      for (let round = 0; round < 5; round++) {
        await removal.query('BEGIN');
        await removal.query(`DELETE FROM securities WHERE symbol = 'ACME'`);
        const accepted = acceptMove('ACME', date).then(
          () => 'accepted',
          (error) => error,
        );
        await new Promise((resolve) => setTimeout(resolve, 50));
        await removal.query('COMMIT');
        expect(await accepted).toBeInstanceOf(NotFound);
        expect(await all()).toBe(0);
        await saveCloses([madeCloses('ACME', days, { seed: 1 })]);
      }
    } finally {
      removal.release();
    }
  });
});
