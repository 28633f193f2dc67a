import 'server-only';
import { NotFound } from './absence';
import { pool } from './client';
import type { Owner } from './owner';
import { isUuid } from './uuid';

/** Net weights by sector and bucket on a stored day, and what the portfolio was over or under in where it was compared. */
export type SectorDay = {
  readonly date: string;
  readonly net: Readonly<Record<string, number>>;
  readonly active: Readonly<Record<string, number>> | null;
};

/**
 * The sectors of stored days up to `until`, oldest first: at most `most` of them, evenly taken from all there are and
 * always with the newest, since a chart shows no more. Days on which nothing could be weighed are not among them.
 */
export async function sectorHistory(
  owner: Owner,
  portfolioId: string,
  until: string,
  most: number,
): Promise<SectorDay[]> {
  if (!isUuid(portfolioId)) throw new NotFound('portfolio');
  const { rows } = await pool().query(
    `WITH days AS (
       SELECT s.snapshot_date, s.run_id, s.sector_exposure, row_number() OVER (ORDER BY s.snapshot_date DESC) - 1 AS age,
              count(*) OVER () AS days
         FROM portfolio_snapshots s JOIN portfolios p ON p.id = s.portfolio_id
        WHERE p.id = $1 AND p.owner_id = $2 AND s.snapshot_date <= $3 AND s.sector_exposure IS NOT NULL)
     SELECT d.snapshot_date AS date, d.sector_exposure AS net,
            e.estimates #> '{sectors,value,active,value,active}' AS active
       FROM days d LEFT JOIN portfolio_estimates e ON e.run_id = d.run_id
      WHERE d.age % ceil(d.days / $4::numeric) = 0 ORDER BY d.snapshot_date`,
    [portfolioId, owner, until, most],
  );
  return rows;
}
