import { afterAll, beforeEach, describe, expect, it } from 'vitest';
import { NotFound } from './absence';
import { disconnect, inTransaction, pool, prisma } from './client';
import { localOwner, type Owner } from './owner';
import {
  createPortfolio,
  deletePortfolio,
  listPortfolios,
  lockPortfolio,
  requirePortfolio,
  updatePortfolio,
} from './portfolios';

const settings = { name: 'Mine', currency: 'USD', marketIndex: 'SPY', benchmarkCode: 'SP500' };
const stranger = '00000000-0000-7000-8000-0000000000ff' as Owner;
const nobody = undefined as unknown as Owner;

let mine: string;
let theirs: string;

beforeEach(async () => {
  await pool().query(
    `DELETE FROM portfolios; INSERT INTO users (id, name) VALUES ('${stranger}', 'x') ON CONFLICT DO NOTHING`,
  );
  mine = (await createPortfolio(localOwner, settings)).id;
  theirs = (await createPortfolio(stranger, { ...settings, name: 'Theirs' })).id;
});
afterAll(disconnect);

const namesOf = async (owner: Owner) => (await listPortfolios(owner)).map(({ name }) => name);
const all = async () => (await pool().query('SELECT name FROM portfolios ORDER BY name')).rows.map(({ name }) => name);

describe('a portfolio', () => {
  it('is seen, changed, locked and deleted by its owner alone', async () => {
    expect([await namesOf(localOwner), await namesOf(stranger)]).toEqual([['Mine'], ['Theirs']]);
    for (const id of [theirs, '00000000-0000-7000-8000-0000000000aa', 'x', '']) {
      await expect(requirePortfolio(localOwner, id)).rejects.toThrow(NotFound);
      await expect(updatePortfolio(localOwner, id, { name: 'stolen' })).rejects.toThrow(NotFound);
      await expect(deletePortfolio(localOwner, id)).rejects.toThrow(NotFound);
      await expect(inTransaction((client) => lockPortfolio(client, localOwner, id))).rejects.toThrow(NotFound);
    }
    expect(await all()).toEqual(['Mine', 'Theirs']);
  });

  it('is nobody’s where a caller forgot to say whose: an owner or an id that is undefined matches no row', async () => {
    await expect(deletePortfolio(nobody, mine)).rejects.toThrow();
    await expect(deletePortfolio(localOwner, nobody)).rejects.toThrow();
    await expect(updatePortfolio(nobody, mine, { name: 'lost' })).rejects.toThrow();
    await expect(requirePortfolio(nobody, mine)).rejects.toThrow(NotFound);
    await expect(prisma().portfolio.deleteMany({ where: { ownerId: nobody } })).rejects.toThrow(/undefined/);
    await expect(prisma().portfolio.findMany({ where: { id: nobody } })).rejects.toThrow(/undefined/);
    expect(await namesOf(nobody)).toEqual([]);
    expect(await all()).toEqual(['Mine', 'Theirs']);
  });

  it('changes in what is given, and keeps what is undefined', async () => {
    await updatePortfolio(localOwner, mine, { name: undefined, marketIndex: 'VTI', benchmarkCode: undefined });
    expect(await requirePortfolio(localOwner, mine)).toMatchObject({
      name: 'Mine',
      marketIndex: 'VTI',
      benchmarkCode: 'SP500',
    });
    await updatePortfolio(localOwner, mine, { name: 'Renamed' });
    expect(await requirePortfolio(localOwner, mine)).toMatchObject({ name: 'Renamed', marketIndex: 'VTI' });
  });
});
