import 'server-only';
import { NotFound } from './absence';
import { recordEvent } from './audit';
import { inTransaction, pool, prisma, type Queryable } from './client';
import type { Owner } from './owner';
import { isUuid } from './uuid';

/** A portfolio as everything outside the database sees it. */
export type Portfolio = {
  readonly id: string;
  readonly name: string;
  readonly currency: string;
  readonly marketIndex: string;
  readonly benchmarkCode: string;
  readonly benchmarkName: string;
  /** Whether funds that are the benchmark in one share are shown as its sectors. */
  readonly looksThrough: boolean;
  readonly isDemonstration: boolean;
  readonly holdingsVersion: number;
  readonly createdAt: string;
};

/** A portfolio in the list: with the size of its book and the day of its newest snapshot. */
export type ListedPortfolio = Portfolio & {
  readonly positions: number;
  readonly latestSnapshotDate: string | null;
};

export type PortfolioSettings = {
  readonly name: string;
  readonly currency: string;
  readonly marketIndex: string;
  readonly benchmarkCode: string;
};

const listed = `
  SELECT p.id, p.name, p.currency, p.market_index AS "marketIndex", p.benchmark_code AS "benchmarkCode",
         b.name AS "benchmarkName", p.looks_through AS "looksThrough", p.is_demonstration AS "isDemonstration", p.holdings_version AS "holdingsVersion",
         p.created_at AS "createdAt",
         (SELECT count(*)::int FROM positions q WHERE q.portfolio_id = p.id AND q.removed_at IS NULL) AS positions,
         (SELECT max(s.snapshot_date) FROM portfolio_snapshots s WHERE s.portfolio_id = p.id) AS "latestSnapshotDate"
    FROM portfolios p JOIN benchmarks b ON b.code = p.benchmark_code
   WHERE p.owner_id = $1`;

const withInstant = (row: Omit<ListedPortfolio, 'createdAt'> & { createdAt: Date }): ListedPortfolio => ({
  ...row,
  createdAt: row.createdAt.toISOString(),
});

export async function listPortfolios(owner: Owner): Promise<ListedPortfolio[]> {
  const { rows } = await pool().query(`${listed} ORDER BY p.created_at, p.id`, [owner]);
  return rows.map(withInstant);
}

/** The portfolio, or `NotFound` where it does not exist or belongs to somebody else. */
export async function requirePortfolio(owner: Owner, id: string): Promise<ListedPortfolio> {
  if (!isUuid(id)) throw new NotFound('portfolio');
  const { rows } = await pool().query({ name: 'portfolio', text: `${listed} AND p.id = $2`, values: [owner, id] });
  if (rows.length === 0) throw new NotFound('portfolio');
  return withInstant(rows[0]);
}

export async function createPortfolio(
  owner: Owner,
  settings: PortfolioSettings & { readonly isDemonstration?: boolean },
  client: Queryable = pool(),
): Promise<{ id: string }> {
  const { rows } = await client.query(
    `INSERT INTO portfolios (owner_id, name, currency, market_index, benchmark_code, is_demonstration)
     VALUES ($1, $2, $3, $4, $5, $6) RETURNING id`,
    [
      owner,
      settings.name,
      settings.currency,
      settings.marketIndex,
      settings.benchmarkCode,
      settings.isDemonstration ?? false,
    ],
  );
  return rows[0];
}

/** Changes what is given and leaves the rest; `NotFound` where the portfolio is not this owner's. */
export async function updatePortfolio(
  owner: Owner,
  id: string,
  change: Partial<PortfolioSettings & Pick<Portfolio, 'looksThrough'>>,
): Promise<void> {
  if (!isUuid(id)) throw new NotFound('portfolio');
  // What is undefined is not part of the change; handed on it would be refused.
  const given = Object.fromEntries(Object.entries(change).filter(([, value]) => value !== undefined));
  const { count } = await prisma().portfolio.updateMany({
    where: { id, ownerId: owner },
    data: { ...given, updatedAt: new Date() },
  });
  if (count === 0) throw new NotFound('portfolio');
}

/** Deletes the portfolio with its lots, snapshots and runs. */
export async function deletePortfolio(owner: Owner, id: string): Promise<void> {
  if (!isUuid(id)) throw new NotFound('portfolio');
  await inTransaction(async (client) => {
    const { rows } = await client.query('DELETE FROM portfolios WHERE id = $1 AND owner_id = $2 RETURNING id, name', [
      id,
      owner,
    ]);
    if (rows.length === 0) throw new NotFound('portfolio');
    await recordEvent(client, owner, 'portfolio_deleted', { subjectId: rows[0].id, detail: { name: rows[0].name } });
  });
}

/**
 * Locks the portfolio's row until the transaction ends, so that changes of its lots come one after the other, and
 * answers what a change needs to know. `NotFound` where it is not this owner's.
 */
export async function lockPortfolio(
  client: Queryable,
  owner: Owner,
  id: string,
): Promise<{ currency: string; holdingsVersion: number }> {
  if (!isUuid(id)) throw new NotFound('portfolio');
  const { rows } = await client.query(
    `SELECT currency, holdings_version AS "holdingsVersion" FROM portfolios WHERE id = $1 AND owner_id = $2 FOR UPDATE`,
    [id, owner],
  );
  if (rows.length === 0) throw new NotFound('portfolio');
  return rows[0];
}

/** Records that a lot changed: results made from the lots before are of an older version from here on. */
export async function raiseHoldingsVersion(client: Queryable, id: string): Promise<void> {
  await client.query(
    `UPDATE portfolios SET holdings_version = holdings_version + 1, updated_at = now() WHERE id = $1`,
    [id],
  );
}
