import 'server-only';
import { NotFound } from './absence';
import { pool } from './client';
import type { Owner } from './owner';
import { isUuid } from './uuid';

/**
 * The securities whose trading days are the portfolio's: its index, or, where nobody has imported the index, everything
 * it holds.
 */
const clockSecurities = `
  SELECT CASE WHEN i.id IS NOT NULL AND EXISTS (SELECT FROM daily_prices d WHERE d.security_id = i.id)
              THEN ARRAY[i.id]
              ELSE ARRAY(SELECT DISTINCT q.security_id FROM positions q
                          WHERE q.portfolio_id = p.id AND q.removed_at IS NULL AND q.security_id IS NOT NULL) END AS ids
    FROM portfolios p LEFT JOIN securities i ON i.symbol = p.market_index WHERE p.id = $1 AND p.owner_id = $2`;

/** The days a portfolio can be measured on, from `from` to `to`, oldest first: those with prices. */
export async function measurableDays(owner: Owner, portfolioId: string, from: string, to: string): Promise<string[]> {
  if (!isUuid(portfolioId)) throw new NotFound('portfolio');
  const { rows } = await pool().query({
    name: 'measurable days',
    text: `SELECT ARRAY(SELECT DISTINCT date FROM daily_prices WHERE security_id = ANY(clock.ids) AND date BETWEEN $3 AND $4
                   ORDER BY date) AS dates
       FROM (${clockSecurities}) AS clock`,
    values: [portfolioId, owner, from, to],
  });
  if (rows.length === 0) throw new NotFound('portfolio');
  return rows[0].dates;
}

/** The newest measurable day on or before `until`; null where there is none. */
export async function latestMeasurableDay(owner: Owner, portfolioId: string, until: string): Promise<string | null> {
  if (!isUuid(portfolioId)) throw new NotFound('portfolio');
  const { rows } = await pool().query(
    `SELECT (SELECT max(newest.date) FROM unnest(clock.ids) AS s (id)
              CROSS JOIN LATERAL (SELECT date FROM daily_prices WHERE security_id = s.id AND date <= $3
                                   ORDER BY date DESC LIMIT 1) AS newest) AS date
       FROM (${clockSecurities}) AS clock`,
    [portfolioId, owner, until],
  );
  if (rows.length === 0) throw new NotFound('portfolio');
  return rows[0].date;
}
