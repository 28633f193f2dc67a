import { beforeEach, describe, expect, it } from 'vitest';
import { NotFound } from './absence';
import { pool } from './client';
import { listImports, recordImport } from './imports';
import type { Owner } from './owner';

let owner: Owner;
let stranger: Owner;
let portfolioId: string;

const newOwner = async (): Promise<Owner> =>
  (await pool().query(`INSERT INTO users (name) VALUES ('Somebody') RETURNING id`)).rows[0].id;

beforeEach(async () => {
  owner = await newOwner();
  stranger = await newOwner();
  const { rows } = await pool().query(
    `INSERT INTO portfolios (owner_id, name, currency, market_index, benchmark_code)
     VALUES ($1, 'Mine', 'USD', 'SPY', 'SP500') RETURNING id`,
    [owner],
  );
  portfolioId = rows[0].id;
});

describe('listImports', () => {
  const one = (kind: 'holdings' | 'prices', of: string | null, rowsRead: number) => ({
    kind,
    portfolioId: of,
    contentHash: 'a'.repeat(64),
    rowsRead,
    added: rowsRead - 1,
    changed: 1,
    removed: 0,
  });

  it('gives the portfolio’s own and the owner’s shared ones, newest first, and nobody else’s', async () => {
    await recordImport(pool(), owner, one('holdings', portfolioId, 3));
    await recordImport(pool(), owner, one('prices', null, 5));
    await recordImport(pool(), stranger, one('prices', null, 7));
    const imports = await listImports(owner, portfolioId, 10);
    expect(imports.map(({ kind, isOfPortfolio, rowsRead, added }) => [kind, isOfPortfolio, rowsRead, added])).toEqual([
      ['prices', false, 5, 4],
      ['holdings', true, 3, 2],
    ]);
    expect(await listImports(owner, portfolioId, 1)).toHaveLength(1);
    expect((await listImports(stranger, portfolioId, 10)).map(({ rowsRead }) => rowsRead)).toEqual([7]);
  });

  it('knows no portfolio by a name that is no identifier', async () => {
    await expect(listImports(owner, 'nobody', 10)).rejects.toThrow(NotFound);
  });
});
