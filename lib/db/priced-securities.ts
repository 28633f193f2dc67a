import 'server-only';
import { pool, type Queryable } from './client';
import type { Owner } from './owner';

/** A security as the providers are asked for it: what is stored of it, and where that came from. */
export type PricedSecurity = {
  readonly id: number;
  readonly symbol: string;
  readonly name: string | null;
  readonly assetClass: 'stock' | 'fund' | 'index';
  readonly sector: string | null;
  readonly currency: string | null;
  readonly priceSource: string | null;
  readonly sectorSource: string | null;
  /** The benchmark that a fund is in one share, where a person has said so. */
  readonly tracksBenchmark: string | null;
  readonly isSimulated: boolean;
  readonly firstDate: string | null;
  readonly lastDate: string | null;
};

const columns = `s.id, s.symbol, s.name, s.asset_class AS "assetClass", s.sector, s.currency,
  s.price_source AS "priceSource", s.sector_source AS "sectorSource", s.tracks_benchmark AS "tracksBenchmark", s.is_simulated AS "isSimulated",
  (SELECT date FROM daily_prices p WHERE p.security_id = s.id ORDER BY date LIMIT 1) AS "firstDate",
  (SELECT date FROM daily_prices p WHERE p.security_id = s.id ORDER BY date DESC LIMIT 1) AS "lastDate"`;

/** The securities of those symbols that exist, by symbol. */
export async function pricedSecurities(symbols: readonly string[]): Promise<PricedSecurity[]> {
  const { rows } = await pool().query(
    `SELECT ${columns} FROM securities s WHERE s.symbol = ANY($1) ORDER BY s.symbol`,
    [symbols],
  );
  return rows;
}

/** Every security that somebody holds or holds something against, and every currency pair; no simulated ones. */
export async function securitiesInUse(): Promise<PricedSecurity[]> {
  const { rows } = await pool().query(
    `SELECT ${columns} FROM securities s
      WHERE NOT s.is_simulated
        AND (EXISTS (SELECT FROM positions q WHERE q.security_id = s.id AND q.removed_at IS NULL)
          OR EXISTS (SELECT FROM portfolios p WHERE p.market_index = s.symbol)
          OR EXISTS (SELECT FROM benchmarks b WHERE b.market_index = s.symbol)
          OR s.symbol ~ '^[A-Z]{6}=X$')
      ORDER BY s.symbol`,
  );
  return rows;
}

/**
 * The currency pairs that convert what is held into its portfolio's currency: EURUSD=X is what one EUR costs in USD.
 * `portfolioId` null is every portfolio.
 */
export async function currencyPairs(portfolioId: string | null, client: Queryable = pool()): Promise<string[]> {
  const { rows } = await client.query(
    `SELECT DISTINCT foreign_currency || p.currency || '=X' AS pair
       FROM portfolios p JOIN positions q ON q.portfolio_id = p.id AND q.removed_at IS NULL
       LEFT JOIN securities s ON s.id = q.security_id
      CROSS JOIN LATERAL (VALUES (q.currency), (s.currency)) AS used (foreign_currency)
      WHERE foreign_currency <> p.currency AND ($1::uuid IS NULL OR p.id = $1) ORDER BY 1`,
    [portfolioId],
  );
  return rows.map((row) => row.pair);
}

/** Indexes that portfolios or benchmarks are held against and that nobody has imported. */
export async function missingIndexes(): Promise<string[]> {
  const { rows } = await pool().query(
    `SELECT market_index AS symbol FROM portfolios UNION SELECT market_index FROM benchmarks
        WHERE market_index IS NOT NULL AND EXISTS (SELECT FROM portfolios p WHERE p.benchmark_code = benchmarks.code
                                                      AND NOT p.is_demonstration)
     EXCEPT SELECT symbol FROM securities ORDER BY 1`,
  );
  return rows.map((row) => row.symbol);
}

/** What of a portfolio has no prices from anywhere yet, its index among it; nothing simulated. */
export async function unpricedSymbols(client: Queryable, owner: Owner, portfolioId: string): Promise<string[]> {
  const { rows } = await client.query(
    `SELECT s.symbol FROM securities s
      WHERE s.price_source IS NULL AND NOT s.is_simulated
        AND (s.id IN (SELECT q.security_id FROM positions q JOIN portfolios p ON p.id = q.portfolio_id
                       WHERE p.id = $1 AND p.owner_id = $2 AND q.removed_at IS NULL)
          OR s.symbol = (SELECT market_index FROM portfolios WHERE id = $1 AND owner_id = $2))
     UNION
     SELECT market_index FROM portfolios p WHERE id = $1 AND owner_id = $2
        AND NOT EXISTS (SELECT FROM securities s WHERE s.symbol = p.market_index)
      ORDER BY 1`,
    [portfolioId, owner],
  );
  return rows.map((row) => row.symbol);
}

/** A portfolio that has to do with a security whose past or present changed. */
export type TouchedPortfolio = { readonly id: string; readonly owner: Owner; readonly staleFrom: string | null };

/** The portfolios that hold any of the securities or hold something against one, with their oldest stale snapshot. */
export async function portfoliosTouchedBy(securityIds: readonly number[]): Promise<TouchedPortfolio[]> {
  const { rows } = await pool().query(
    `SELECT p.id, p.owner_id AS owner, (
        SELECT min(snapshot_date) FROM portfolio_snapshots n WHERE n.portfolio_id = p.id AND n.stale_since IS NOT NULL
      ) AS "staleFrom"
       FROM portfolios p
      WHERE EXISTS (SELECT FROM positions q WHERE q.portfolio_id = p.id AND q.removed_at IS NULL
                       AND q.security_id = ANY($1))
         OR EXISTS (SELECT FROM securities s WHERE s.id = ANY($1) AND s.symbol = p.market_index)
         OR EXISTS (SELECT FROM securities s WHERE s.id = ANY($1) AND s.symbol LIKE '___' || p.currency || '=X')
      ORDER BY p.id`,
    [securityIds],
  );
  return rows;
}

/**
 * Writes what a provider knows of a security. A sector that a person has set, by hand or by a file, stays. The currency is that of the prices,
 * so the provider they come from has the last word on it.
 */
export async function saveProfile(
  client: Queryable,
  securityId: number,
  source: string,
  profile: {
    readonly name: string;
    readonly assetClass: string;
    readonly sector: string | null;
    readonly currency: string;
  },
): Promise<void> {
  await client.query(
    `UPDATE securities SET name = coalesce(name, $3), asset_class = $4,
            sector = CASE WHEN sector_source IN ('person', 'CSV') THEN sector ELSE coalesce($5, sector) END,
            sector_source = CASE WHEN sector_source IN ('person', 'CSV') OR $5::text IS NULL THEN sector_source ELSE $2 END,
            currency = CASE WHEN price_source = $2 THEN $6 ELSE coalesce(currency, $6) END, updated_at = now()
      WHERE id = $1`,
    [securityId, source, profile.name, profile.assetClass, profile.sector, profile.currency],
  );
}

/** Sets or clears (null) a security's sector by a person's word, which no provider overrules. */
export async function setSector(client: Queryable, symbol: string, sector: string | null): Promise<boolean> {
  const { rowCount } = await client.query(
    `UPDATE securities SET sector = $2::text, sector_source = CASE WHEN $2::text IS NULL THEN NULL ELSE 'person' END,
            updated_at = now() WHERE symbol = $1`,
    [symbol, sector],
  );
  return rowCount === 1;
}

/** Says which benchmark a fund is in one share; null takes it back. */
export async function setTracksBenchmark(client: Queryable, symbol: string, code: string | null): Promise<boolean> {
  const { rowCount } = await client.query(
    `UPDATE securities SET tracks_benchmark = $2, updated_at = now() WHERE symbol = $1`,
    [symbol, code],
  );
  return rowCount === 1;
}

/** Says which currency the prices of a security are in. */
export async function setCurrency(client: Queryable, symbol: string, currency: string): Promise<boolean> {
  const { rowCount } = await client.query(`UPDATE securities SET currency = $2, updated_at = now() WHERE symbol = $1`, [
    symbol,
    currency,
  ]);
  return rowCount === 1;
}

export type RefreshOutcome = {
  readonly outcome: string;
  readonly provider: string | null;
  readonly detail: string | null;
  readonly added: number;
  readonly changed: number;
  readonly rejected: number;
  readonly isSuccess: boolean;
};

/** Remembers how the last attempt to get a security's prices ended. */
export async function recordOutcome(client: Queryable, securityId: number, one: RefreshOutcome): Promise<void> {
  await client.query(
    `INSERT INTO price_refreshes AS r (security_id, provider, outcome, detail, bars_added, bars_changed, rows_rejected,
                                       succeeded_at)
     VALUES ($1, $2, $3, $4, $5, $6, $7, CASE WHEN $8::bool THEN now() END)
     ON CONFLICT (security_id) DO UPDATE
        SET attempted_at = now(), provider = excluded.provider, outcome = excluded.outcome, detail = excluded.detail,
            bars_added = excluded.bars_added, bars_changed = excluded.bars_changed,
            rows_rejected = excluded.rows_rejected, succeeded_at = coalesce(excluded.succeeded_at, r.succeeded_at)`,
    [securityId, one.provider, one.outcome, one.detail, one.added, one.changed, one.rejected, one.isSuccess],
  );
}

/** A security in use with the outcome of the last attempt to get its prices. */
export type RefreshStatus = PricedSecurity & {
  readonly outcome: string | null;
  readonly detail: string | null;
  readonly attemptedAt: string | null;
  readonly succeededAt: string | null;
  readonly quarantined: number;
};

/**
 * How the prices stand of what is in use: to an administrator whatever anybody holds, since they keep it up to date; to
 * anybody else what they hold themselves.
 */
export async function refreshStatuses(owner: Owner): Promise<RefreshStatus[]> {
  const { rows } = await pool().query(
    `SELECT ${columns}, r.outcome, r.detail, r.attempted_at AS "attemptedAt", r.succeeded_at AS "succeededAt",
            (SELECT count(*)::int FROM quarantined_prices q WHERE q.security_id = s.id) AS quarantined
       FROM securities s LEFT JOIN price_refreshes r ON r.security_id = s.id
      CROSS JOIN (SELECT NOT EXISTS (SELECT FROM accounts)
                      OR EXISTS (SELECT FROM accounts WHERE user_id = $1 AND is_administrator) AS sees_all) AS seer
      WHERE NOT s.is_simulated
        AND ((sees_all AND (r.security_id IS NOT NULL OR s.symbol ~ '^[A-Z]{6}=X$'))
          OR EXISTS (SELECT FROM positions q JOIN portfolios p ON p.id = q.portfolio_id
                      WHERE q.security_id = s.id AND q.removed_at IS NULL AND (sees_all OR p.owner_id = $1))
          OR EXISTS (SELECT FROM positions q JOIN portfolios p ON p.id = q.portfolio_id
                      WHERE s.symbol = q.currency || p.currency || '=X' AND q.removed_at IS NULL AND p.owner_id = $1)
          OR EXISTS (SELECT FROM portfolios p WHERE p.market_index = s.symbol AND (sees_all OR p.owner_id = $1)))
      ORDER BY s.symbol`,
    [owner],
  );
  const instant = (value: Date | null) => value?.toISOString() ?? null;
  return rows.map((row) => ({
    ...row,
    attemptedAt: instant(row.attemptedAt),
    succeededAt: instant(row.succeededAt),
  }));
}

/** Which of the securities were brought up to date since an instant: a run that was cut off goes on behind them. */
export async function refreshedSince(securityIds: readonly number[], since: string): Promise<Set<number>> {
  const { rows } = await pool().query(
    `SELECT security_id AS id FROM price_refreshes WHERE security_id = ANY($1) AND succeeded_at >= $2`,
    [securityIds, since],
  );
  return new Set(rows.map((row) => row.id));
}

/** Which of the securities were tried in vain within the last seconds. */
export async function failedWithin(securityIds: readonly number[], seconds: number): Promise<Set<number>> {
  const { rows } = await pool().query(
    `SELECT security_id AS id FROM price_refreshes
      WHERE security_id = ANY($1) AND attempted_at > now() - make_interval(secs => $2)
        AND succeeded_at IS DISTINCT FROM attempted_at`,
    [securityIds, seconds],
  );
  return new Set(rows.map((row) => row.id));
}
