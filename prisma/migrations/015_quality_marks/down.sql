DROP TRIGGER portfolios_updated ON portfolios;
CREATE TRIGGER portfolios_updated AFTER UPDATE ON portfolios FOR EACH ROW
  WHEN ((OLD.currency, OLD.market_index, OLD.benchmark_code) IS DISTINCT FROM
        (NEW.currency, NEW.market_index, NEW.benchmark_code))
  EXECUTE FUNCTION portfolio_updated();

ALTER TABLE portfolios DROP COLUMN looks_through;
ALTER TABLE securities DROP COLUMN tracks_benchmark;

DROP TRIGGER accepted_moves_inserted ON accepted_moves;
DROP TRIGGER accepted_moves_deleted ON accepted_moves;
DROP FUNCTION moves_inserted();
DROP FUNCTION moves_deleted();

CREATE OR REPLACE FUNCTION change_history(securities_changed INTEGER[]) RETURNS UUID[] LANGUAGE plpgsql AS $$
DECLARE
  portfolios_touched UUID[];
BEGIN
  PERFORM FROM securities WHERE id = ANY(securities_changed) ORDER BY id FOR NO KEY UPDATE;
  UPDATE securities SET history_changed = pg_current_xact_id()::text::bigint WHERE id = ANY(securities_changed);
  portfolios_touched := ARRAY(
    SELECT portfolio_id FROM positions WHERE security_id = ANY(securities_changed)
    UNION
    SELECT p.id FROM portfolios p JOIN securities s ON s.symbol = p.market_index WHERE s.id = ANY(securities_changed));
  PERFORM hold_snapshots(portfolios_touched);
  RETURN portfolios_touched;
END
$$;

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
END
$$;

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
        WHERE r.run_id = s.run_id AND c.day > least(q.quantity_as_of, s.snapshot_date)
          AND c.day <= greatest(q.quantity_as_of, s.snapshot_date));
END
$$;

CREATE OR REPLACE FUNCTION securities_updated() RETURNS TRIGGER LANGUAGE plpgsql AS $$
DECLARE
  securities_changed INTEGER[];
  portfolios_touched UUID[];
BEGIN
  securities_changed := ARRAY(
    SELECT n.id FROM given n JOIN gone o ON o.id = n.id
     WHERE (n.sector, n.currency) IS DISTINCT FROM (o.sector, o.currency));
  IF cardinality(securities_changed) = 0 THEN
    RETURN NULL;
  END IF;
  portfolios_touched := change_history(securities_changed);
  UPDATE portfolio_snapshots s SET stale_since = now() AT TIME ZONE 'UTC', stale_reason = 'securities'
   WHERE s.portfolio_id = ANY(portfolios_touched) AND s.stale_since IS NULL
     AND EXISTS (SELECT FROM run_positions r WHERE r.run_id = s.run_id AND r.security_ids && securities_changed);
  RETURN NULL;
END
$$;

DROP FUNCTION portfolios_converted_by(INTEGER[]);
