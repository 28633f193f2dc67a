-- What a person says of a move, a split that is reported, and an exchange rate all decide which closes a number may use:
-- a change of any of them marks the snapshots it touches as stale.

-- The portfolios whose holdings, index or money a pair of currencies converts.
CREATE FUNCTION portfolios_converted_by(securities_changed INTEGER[]) RETURNS SETOF UUID LANGUAGE sql STABLE AS $$
  SELECT p.id FROM securities pair JOIN portfolios p ON p.currency IN (left(pair.symbol, 3), substr(pair.symbol, 4, 3))
    CROSS JOIN LATERAL (
      SELECT CASE WHEN p.currency = left(pair.symbol, 3) THEN substr(pair.symbol, 4, 3) ELSE left(pair.symbol, 3) END
    ) AS other (currency)
   WHERE pair.id = ANY(securities_changed) AND pair.symbol ~ '^[A-Z]{6}=X$'
     AND (EXISTS (SELECT FROM positions q LEFT JOIN securities s ON s.id = q.security_id
                   WHERE q.portfolio_id = p.id AND other.currency IN (q.currency, s.currency))
       OR EXISTS (SELECT FROM securities i WHERE i.symbol = p.market_index AND i.currency = other.currency))
$$;

CREATE OR REPLACE FUNCTION change_history(securities_changed INTEGER[]) RETURNS UUID[] LANGUAGE plpgsql AS $$
DECLARE
  portfolios_touched UUID[];
BEGIN
  PERFORM FROM securities WHERE id = ANY(securities_changed) ORDER BY id FOR NO KEY UPDATE;
  UPDATE securities SET history_changed = pg_current_xact_id()::text::bigint WHERE id = ANY(securities_changed);
  portfolios_touched := ARRAY(
    SELECT portfolio_id FROM positions WHERE security_id = ANY(securities_changed)
    UNION
    SELECT p.id FROM portfolios p JOIN securities s ON s.symbol = p.market_index WHERE s.id = ANY(securities_changed)
    UNION
    SELECT portfolios_converted_by(securities_changed));
  PERFORM hold_snapshots(portfolios_touched);
  RETURN portfolios_touched;
END
$$;

-- As before, and the snapshots of whoever converts by a pair whose rates changed.
CREATE OR REPLACE FUNCTION mark_price_changes(securities_changed INTEGER[], days DATE[]) RETURNS VOID LANGUAGE plpgsql AS $$
DECLARE
  portfolios_touched UUID[];
BEGIN
  portfolios_touched := change_history(ARRAY(SELECT DISTINCT id FROM unnest(securities_changed) AS s (id)));
  UPDATE portfolio_snapshots s SET stale_since = now() AT TIME ZONE 'UTC', stale_reason = 'prices'
   WHERE s.portfolio_id = ANY(portfolios_touched) AND s.stale_since IS NULL
     AND s.snapshot_date >= (SELECT min(day) FROM unnest(days) AS d (day))
     AND EXISTS (
       SELECT FROM runs u JOIN run_positions r ON r.run_id = u.id
        CROSS JOIN LATERAL (
          SELECT unnest(r.security_ids) UNION SELECT i.id FROM securities i WHERE i.symbol = u.market_index) AS held (id)
         JOIN unnest(securities_changed, days) AS c (id, day) ON c.id = held.id
        WHERE u.id = s.run_id
          AND c.day BETWEEN date_trunc('month', s.snapshot_date) - INTERVAL '68 months' AND s.snapshot_date);
  UPDATE portfolio_snapshots s SET stale_since = now() AT TIME ZONE 'UTC', stale_reason = 'prices'
    FROM unnest(securities_changed, days) AS c (id, day) JOIN securities pair ON pair.id = c.id
   WHERE pair.symbol ~ '^[A-Z]{6}=X$' AND s.portfolio_id = ANY(ARRAY(SELECT portfolios_converted_by(securities_changed)))
     AND s.stale_since IS NULL
     AND c.day BETWEEN date_trunc('month', s.snapshot_date) - INTERVAL '68 months' AND s.snapshot_date;
END
$$;

CREATE FUNCTION moves_inserted() RETURNS TRIGGER LANGUAGE plpgsql AS $$
BEGIN
  PERFORM mark_price_changes(array_agg(security_id), array_agg(date)) FROM given HAVING count(*) > 0;
  RETURN NULL;
END
$$;

CREATE FUNCTION moves_deleted() RETURNS TRIGGER LANGUAGE plpgsql AS $$
BEGIN
  PERFORM mark_price_changes(array_agg(security_id), array_agg(date)) FROM gone HAVING count(*) > 0;
  RETURN NULL;
END
$$;

CREATE TRIGGER accepted_moves_inserted AFTER INSERT ON accepted_moves
  REFERENCING NEW TABLE AS given FOR EACH STATEMENT EXECUTE FUNCTION moves_inserted();
CREATE TRIGGER accepted_moves_deleted AFTER DELETE ON accepted_moves
  REFERENCING OLD TABLE AS gone FOR EACH STATEMENT EXECUTE FUNCTION moves_deleted();

-- A split explains a step of the closes, so it is a change of prices as well as of quantities.
CREATE OR REPLACE FUNCTION mark_split_changes(securities_changed INTEGER[], days DATE[]) RETURNS VOID LANGUAGE plpgsql AS $$
DECLARE
  portfolios_touched UUID[];
BEGIN
  portfolios_touched := change_history(ARRAY(SELECT DISTINCT id FROM unnest(securities_changed) AS s (id)));
  UPDATE portfolio_snapshots s SET stale_since = now() AT TIME ZONE 'UTC', stale_reason = 'actions'
   WHERE s.portfolio_id = ANY(portfolios_touched) AND s.stale_since IS NULL
     AND EXISTS (
       SELECT FROM run_positions r
        CROSS JOIN LATERAL unnest(r.position_ids, r.security_ids) AS lot (position_id, security_id)
         JOIN unnest(securities_changed, days) AS c (id, day) ON c.id = lot.security_id
         JOIN positions q ON q.id = lot.position_id
        WHERE r.run_id = s.run_id AND (
          c.day > least(q.quantity_as_of, s.snapshot_date) AND c.day <= greatest(q.quantity_as_of, s.snapshot_date)
          OR c.day BETWEEN date_trunc('month', s.snapshot_date) - INTERVAL '68 months' AND s.snapshot_date));
END
$$;

-- The index's currency counts as a holding's does.
CREATE OR REPLACE FUNCTION securities_updated() RETURNS TRIGGER LANGUAGE plpgsql AS $$
DECLARE
  securities_changed INTEGER[];
  portfolios_touched UUID[];
BEGIN
  securities_changed := ARRAY(
    SELECT n.id FROM given n JOIN gone o ON o.id = n.id
     WHERE (n.sector, n.currency, n.tracks_benchmark) IS DISTINCT FROM (o.sector, o.currency, o.tracks_benchmark));
  IF cardinality(securities_changed) = 0 THEN
    RETURN NULL;
  END IF;
  portfolios_touched := change_history(securities_changed);
  UPDATE portfolio_snapshots s SET stale_since = now() AT TIME ZONE 'UTC', stale_reason = 'securities'
   WHERE s.portfolio_id = ANY(portfolios_touched) AND s.stale_since IS NULL
     AND (EXISTS (SELECT FROM run_positions r WHERE r.run_id = s.run_id AND r.security_ids && securities_changed)
       OR EXISTS (SELECT FROM runs u JOIN securities i ON i.symbol = u.market_index JOIN gone o ON o.id = i.id
                    JOIN given n ON n.id = i.id
                   WHERE u.id = s.run_id AND n.currency IS DISTINCT FROM o.currency));
  RETURN NULL;
END
$$;

-- A fund that is a benchmark in one share may be shown as the benchmark's own sectors, where its holder wants that.
ALTER TABLE securities
  ADD COLUMN tracks_benchmark VARCHAR(32) REFERENCES benchmarks (code) ON DELETE SET NULL;
ALTER TABLE portfolios
  ADD COLUMN looks_through BOOLEAN NOT NULL DEFAULT false;

DROP TRIGGER portfolios_updated ON portfolios;
CREATE TRIGGER portfolios_updated AFTER UPDATE ON portfolios FOR EACH ROW
  WHEN ((OLD.currency, OLD.market_index, OLD.benchmark_code, OLD.looks_through) IS DISTINCT FROM
        (NEW.currency, NEW.market_index, NEW.benchmark_code, NEW.looks_through))
  EXECUTE FUNCTION portfolio_updated();
