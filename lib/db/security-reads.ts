import 'server-only';
import { pool } from './client';

/** Which part of a dated list is read: from `from` to `to`, after the day `after` in its order, `limit` rows of it. */
export type DatedPart = {
  readonly from?: string;
  readonly to?: string;
  readonly after?: string;
  readonly limit: number;
};

/** A security in the list of all of them. */
export type ListedSecurity = {
  readonly symbol: string;
  readonly name: string | null;
  readonly assetClass: 'stock' | 'fund' | 'index';
  readonly sector: string | null;
  readonly sectorSource: string | null;
  readonly currency: string | null;
  readonly priceSource: string | null;
  readonly firstDate: string | null;
  readonly lastDate: string | null;
};

/** The securities by symbol, those after the symbol `after`. Everybody's: prices belong to nobody. */
export async function listSecurities(limit: number, after?: string): Promise<ListedSecurity[]> {
  const { rows } = await pool().query(
    `SELECT s.symbol, s.name, s.asset_class AS "assetClass", s.sector, s.sector_source AS "sectorSource", s.currency,
            s.price_source AS "priceSource",
            (SELECT date FROM daily_prices p WHERE p.security_id = s.id ORDER BY date LIMIT 1) AS "firstDate",
            (SELECT date FROM daily_prices p WHERE p.security_id = s.id ORDER BY date DESC LIMIT 1) AS "lastDate"
       FROM securities s WHERE $2::text IS NULL OR s.symbol COLLATE "C" > $2
      ORDER BY s.symbol COLLATE "C" LIMIT $1`,
    [limit, after ?? null],
  );
  return rows;
}

/** A day's bar; decimals as text. */
export type PriceRow = {
  readonly date: string;
  readonly open: string | null;
  readonly high: string | null;
  readonly low: string | null;
  readonly close: string;
  readonly adjClose: string;
  readonly volume: number | null;
  readonly source: string;
};

/** The bars of a security, oldest first. */
export async function listPrices(securityId: number, part: DatedPart): Promise<PriceRow[]> {
  const { rows } = await pool().query(
    `SELECT date, trim_scale(open)::text AS open, trim_scale(high)::text AS high, trim_scale(low)::text AS low,
            trim_scale(close)::text AS close, trim_scale(adj_close)::text AS "adjClose", volume, source
       FROM daily_prices
      WHERE security_id = $1 AND ($2::date IS NULL OR date >= $2) AND ($3::date IS NULL OR date <= $3)
        AND ($4::date IS NULL OR date > $4)
      ORDER BY date LIMIT $5`,
    [securityId, part.from ?? null, part.to ?? null, part.after ?? null, part.limit],
  );
  return rows;
}

export type ActionRow = {
  readonly date: string;
  readonly dividend: string;
  readonly split: string;
  readonly source: string;
};

/** The dividends and splits of a security, oldest first. */
export async function listActions(securityId: number, part: DatedPart): Promise<ActionRow[]> {
  const { rows } = await pool().query(
    `SELECT date, trim_scale(dividend)::text AS dividend, trim_scale(split)::text AS split, source
       FROM corporate_actions
      WHERE security_id = $1 AND ($2::date IS NULL OR date >= $2) AND ($3::date IS NULL OR date <= $3)
        AND ($4::date IS NULL OR date > $4)
      ORDER BY date LIMIT $5`,
    [securityId, part.from ?? null, part.to ?? null, part.after ?? null, part.limit],
  );
  return rows;
}

/** A benchmark's sector weights of one day. */
export type WeightSet = {
  readonly asOf: string;
  readonly dataSource: string;
  readonly constituents: number | null;
  readonly weights: Readonly<Record<string, number>>;
};

/** The sets of a benchmark, newest first: dated on or before `to`, before the day `after`. */
export async function listWeightSets(benchmarkCode: string, part: DatedPart): Promise<WeightSet[]> {
  const { rows } = await pool().query(
    `SELECT asof_date AS "asOf", min(data_source) AS "dataSource", max(num_constituents) AS constituents,
            json_object_agg(sector, weight::float8 ORDER BY sector) AS weights
       FROM benchmarks_sector_weights
      WHERE benchmark_code = $1 AND ($2::date IS NULL OR asof_date <= $2) AND ($3::date IS NULL OR asof_date < $3)
      GROUP BY asof_date ORDER BY asof_date DESC LIMIT $4`,
    [benchmarkCode, part.to ?? null, part.after ?? null, part.limit],
  );
  return rows;
}
