-- A change of history marks the snapshots it touches as stale, in its own transaction, whoever makes it: that is why it
-- is done here and not in a program. A stored day that is not stale stands; one that is will be measured again, and the
-- run before stays readable.

ALTER TABLE portfolio_snapshots
  ADD COLUMN stale_since  TIMESTAMP,
  ADD COLUMN stale_reason VARCHAR(24),
  ADD CONSTRAINT portfolio_snapshots_stale_check CHECK ((stale_since IS NULL) = (stale_reason IS NULL)),
  ADD CONSTRAINT portfolio_snapshots_stale_reason_check CHECK (
    stale_reason IN ('prices', 'actions', 'holdings', 'securities', 'sector_weights', 'settings'));

CREATE INDEX portfolio_snapshots_stale_idx ON portfolio_snapshots (portfolio_id, snapshot_date)
  WHERE stale_since IS NOT NULL;

-- The inputs that can be compared without looking at a close.
ALTER TABLE runs ADD COLUMN book_hash UUID;

-- The transaction that last changed what is known of a security's past. A recalculation that read the closes before it
-- committed finds out by it, and reads them again.
ALTER TABLE securities ADD COLUMN history_changed BIGINT NOT NULL DEFAULT 0;

-- A portfolio's writer (exclusive) and those who mark its snapshots (shared) do not overlap: whichever is second sees
-- what the first one did.
CREATE FUNCTION hold_snapshots(portfolios UUID[]) RETURNS VOID LANGUAGE plpgsql AS $$
DECLARE
  one UUID;
BEGIN
  FOR one IN SELECT DISTINCT id FROM unnest(portfolios) AS p (id) ORDER BY id LOOP
    PERFORM pg_advisory_xact_lock_shared(hashtextextended('ballast run ' || one, 0));
  END LOOP;
END
$$;

-- Says of securities that their past has changed, holds the snapshots of whoever has to do with them, and answers whose
-- these are.
CREATE FUNCTION change_history(securities_changed INTEGER[]) RETURNS UUID[] LANGUAGE plpgsql AS $$
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

-- `days`: of each security, for each month in which a close changed, the first such day. A snapshot is touched by closes
-- up to its own day, from the first day of the month 68 months before its own on.
CREATE FUNCTION mark_price_changes(securities_changed INTEGER[], days DATE[]) RETURNS VOID LANGUAGE plpgsql AS $$
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

CREATE FUNCTION prices_inserted() RETURNS TRIGGER LANGUAGE plpgsql AS $$
BEGIN
  PERFORM mark_price_changes(array_agg(security_id), array_agg(day))
     FROM (SELECT security_id, min(date) AS day FROM given GROUP BY security_id, date_trunc('month', date)) AS changed
   HAVING count(*) > 0;
  RETURN NULL;
END
$$;

CREATE FUNCTION prices_updated() RETURNS TRIGGER LANGUAGE plpgsql AS $$
BEGIN
  PERFORM mark_price_changes(array_agg(security_id), array_agg(day))
     FROM (SELECT n.security_id, min(n.date) AS day
             FROM given n JOIN gone o ON o.security_id = n.security_id AND o.date = n.date
            WHERE (n.close, n.adj_close) IS DISTINCT FROM (o.close, o.adj_close)
            GROUP BY n.security_id, date_trunc('month', n.date)) AS changed
   HAVING count(*) > 0;
  RETURN NULL;
END
$$;

CREATE FUNCTION prices_deleted() RETURNS TRIGGER LANGUAGE plpgsql AS $$
BEGIN
  PERFORM mark_price_changes(array_agg(security_id), array_agg(day))
     FROM (SELECT security_id, min(date) AS day FROM gone GROUP BY security_id, date_trunc('month', date)) AS changed
   HAVING count(*) > 0;
  RETURN NULL;
END
$$;

CREATE TRIGGER daily_prices_inserted AFTER INSERT ON daily_prices
  REFERENCING NEW TABLE AS given FOR EACH STATEMENT EXECUTE FUNCTION prices_inserted();
CREATE TRIGGER daily_prices_updated AFTER UPDATE ON daily_prices
  REFERENCING OLD TABLE AS gone NEW TABLE AS given FOR EACH STATEMENT EXECUTE FUNCTION prices_updated();
CREATE TRIGGER daily_prices_deleted AFTER DELETE ON daily_prices
  REFERENCING OLD TABLE AS gone FOR EACH STATEMENT EXECUTE FUNCTION prices_deleted();

-- A split restates the quantities that were stated on its other side.
CREATE FUNCTION mark_split_changes(securities_changed INTEGER[], days DATE[]) RETURNS VOID LANGUAGE plpgsql AS $$
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

CREATE FUNCTION actions_inserted() RETURNS TRIGGER LANGUAGE plpgsql AS $$
BEGIN
  PERFORM mark_split_changes(array_agg(security_id), array_agg(date)) FROM given WHERE split <> 1 HAVING count(*) > 0;
  RETURN NULL;
END
$$;

CREATE FUNCTION actions_updated() RETURNS TRIGGER LANGUAGE plpgsql AS $$
BEGIN
  PERFORM mark_split_changes(array_agg(n.security_id), array_agg(n.date))
     FROM given n JOIN gone o ON o.security_id = n.security_id AND o.date = n.date
    WHERE n.split <> o.split HAVING count(*) > 0;
  RETURN NULL;
END
$$;

CREATE FUNCTION actions_deleted() RETURNS TRIGGER LANGUAGE plpgsql AS $$
BEGIN
  PERFORM mark_split_changes(array_agg(security_id), array_agg(date)) FROM gone WHERE split <> 1 HAVING count(*) > 0;
  RETURN NULL;
END
$$;

CREATE TRIGGER corporate_actions_inserted AFTER INSERT ON corporate_actions
  REFERENCING NEW TABLE AS given FOR EACH STATEMENT EXECUTE FUNCTION actions_inserted();
CREATE TRIGGER corporate_actions_updated AFTER UPDATE ON corporate_actions
  REFERENCING OLD TABLE AS gone NEW TABLE AS given FOR EACH STATEMENT EXECUTE FUNCTION actions_updated();
CREATE TRIGGER corporate_actions_deleted AFTER DELETE ON corporate_actions
  REFERENCING OLD TABLE AS gone FOR EACH STATEMENT EXECUTE FUNCTION actions_deleted();

-- The days on which a lot is in the book; empty once it has been removed.
CREATE FUNCTION days_held(entry_date DATE, exit_date DATE, expiry DATE, removed_at TIMESTAMPTZ)
RETURNS DATERANGE LANGUAGE sql IMMUTABLE AS $$
  SELECT CASE
    WHEN removed_at IS NOT NULL OR least(exit_date, expiry) <= entry_date THEN 'empty'::daterange
    ELSE daterange(entry_date, least(exit_date, expiry)) END
$$;

CREATE FUNCTION mark_lot_changes(portfolios_changed UUID[], before DATERANGE[], after DATERANGE[], same BOOLEAN[])
RETURNS VOID LANGUAGE plpgsql AS $$
BEGIN
  PERFORM hold_snapshots(portfolios_changed);
  UPDATE portfolio_snapshots s SET stale_since = now() AT TIME ZONE 'UTC', stale_reason = 'holdings'
   WHERE s.portfolio_id = ANY(portfolios_changed) AND s.stale_since IS NULL
     AND EXISTS (
       SELECT FROM unnest(portfolios_changed, before, after, same) AS c (portfolio_id, before, after, same)
        WHERE c.portfolio_id = s.portfolio_id
          AND CASE WHEN c.same THEN (s.snapshot_date <@ c.before) <> (s.snapshot_date <@ c.after)
                   ELSE s.snapshot_date <@ c.before OR s.snapshot_date <@ c.after END);
END
$$;

CREATE FUNCTION lots_inserted() RETURNS TRIGGER LANGUAGE plpgsql AS $$
BEGIN
  PERFORM mark_lot_changes(array_agg(n.portfolio_id), array_agg('empty'::daterange),
                           array_agg(days_held(n.entry_date, n.exit_date, n.expiry, n.removed_at)), array_agg(false))
     FROM given n WHERE EXISTS (SELECT FROM portfolio_snapshots s WHERE s.portfolio_id = n.portfolio_id)
   HAVING count(*) > 0;
  RETURN NULL;
END
$$;

CREATE FUNCTION lots_updated() RETURNS TRIGGER LANGUAGE plpgsql AS $$
BEGIN
  PERFORM mark_lot_changes(array_agg(n.portfolio_id), array_agg(days_held(o.entry_date, o.exit_date, o.expiry, o.removed_at)),
                           array_agg(days_held(n.entry_date, n.exit_date, n.expiry, n.removed_at)),
                           array_agg((n.security_id, n.symbol, n.asset_class, n.quantity, n.quantity_as_of, n.currency, n.price, n.price_date, n.multiplier, n.delta)
                             IS NOT DISTINCT FROM (o.security_id, o.symbol, o.asset_class, o.quantity, o.quantity_as_of, o.currency, o.price, o.price_date, o.multiplier, o.delta)))
     FROM given n JOIN gone o ON o.id = n.id
    WHERE EXISTS (SELECT FROM portfolio_snapshots s WHERE s.portfolio_id = n.portfolio_id)
   HAVING count(*) > 0;
  RETURN NULL;
END
$$;

CREATE FUNCTION lots_deleted() RETURNS TRIGGER LANGUAGE plpgsql AS $$
BEGIN
  PERFORM mark_lot_changes(array_agg(o.portfolio_id), array_agg(days_held(o.entry_date, o.exit_date, o.expiry, o.removed_at)),
                           array_agg('empty'::daterange), array_agg(false))
     FROM gone o WHERE EXISTS (SELECT FROM portfolio_snapshots s WHERE s.portfolio_id = o.portfolio_id)
   HAVING count(*) > 0;
  RETURN NULL;
END
$$;

CREATE TRIGGER positions_inserted AFTER INSERT ON positions
  REFERENCING NEW TABLE AS given FOR EACH STATEMENT EXECUTE FUNCTION lots_inserted();
CREATE TRIGGER positions_updated AFTER UPDATE ON positions
  REFERENCING OLD TABLE AS gone NEW TABLE AS given FOR EACH STATEMENT EXECUTE FUNCTION lots_updated();
CREATE TRIGGER positions_deleted AFTER DELETE ON positions
  REFERENCING OLD TABLE AS gone FOR EACH STATEMENT EXECUTE FUNCTION lots_deleted();

CREATE FUNCTION securities_updated() RETURNS TRIGGER LANGUAGE plpgsql AS $$
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

CREATE TRIGGER securities_updated AFTER UPDATE ON securities
  REFERENCING OLD TABLE AS gone NEW TABLE AS given FOR EACH STATEMENT EXECUTE FUNCTION securities_updated();

-- What a portfolio is held against changes all of its snapshots. Its row is locked by its writer, so nobody overlaps.
CREATE FUNCTION portfolio_updated() RETURNS TRIGGER LANGUAGE plpgsql AS $$
BEGIN
  UPDATE portfolio_snapshots SET stale_since = now() AT TIME ZONE 'UTC', stale_reason = 'settings'
   WHERE portfolio_id = NEW.id AND stale_since IS NULL;
  RETURN NULL;
END
$$;

CREATE TRIGGER portfolios_updated AFTER UPDATE ON portfolios FOR EACH ROW
  WHEN ((OLD.currency, OLD.market_index, OLD.benchmark_code) IS DISTINCT FROM
        (NEW.currency, NEW.market_index, NEW.benchmark_code))
  EXECUTE FUNCTION portfolio_updated();

-- A set of weights counts from its day to the day of the next one.
CREATE FUNCTION mark_weight_changes(benchmarks_changed TEXT[], days DATE[]) RETURNS VOID LANGUAGE plpgsql AS $$
DECLARE
  portfolios_touched UUID[];
BEGIN
  portfolios_touched := ARRAY(SELECT id FROM portfolios WHERE benchmark_code = ANY(benchmarks_changed));
  PERFORM hold_snapshots(portfolios_touched);
  UPDATE portfolio_snapshots s SET stale_since = now() AT TIME ZONE 'UTC', stale_reason = 'sector_weights'
    FROM runs u
   WHERE s.portfolio_id = ANY(portfolios_touched) AND s.stale_since IS NULL AND u.id = s.run_id
     AND EXISTS (
       SELECT FROM unnest(benchmarks_changed, days) AS c (code, day)
        WHERE c.code = u.benchmark_code AND c.day <= s.snapshot_date
          AND NOT EXISTS (
            SELECT FROM benchmarks_sector_weights w
             WHERE w.benchmark_code = c.code AND w.asof_date > c.day AND w.asof_date <= s.snapshot_date));
END
$$;

CREATE FUNCTION weights_inserted() RETURNS TRIGGER LANGUAGE plpgsql AS $$
BEGIN
  PERFORM mark_weight_changes(array_agg(benchmark_code), array_agg(asof_date))
     FROM (SELECT DISTINCT benchmark_code::text, asof_date FROM given) AS changed HAVING count(*) > 0;
  RETURN NULL;
END
$$;

CREATE FUNCTION weights_updated() RETURNS TRIGGER LANGUAGE plpgsql AS $$
BEGIN
  PERFORM mark_weight_changes(array_agg(benchmark_code), array_agg(asof_date))
     FROM (SELECT DISTINCT n.benchmark_code::text, n.asof_date FROM given n JOIN gone o ON o.id = n.id
            WHERE (n.sector, n.weight, n.data_source) IS DISTINCT FROM (o.sector, o.weight, o.data_source)) AS changed
   HAVING count(*) > 0;
  RETURN NULL;
END
$$;

CREATE FUNCTION weights_deleted() RETURNS TRIGGER LANGUAGE plpgsql AS $$
BEGIN
  PERFORM mark_weight_changes(array_agg(benchmark_code), array_agg(asof_date))
     FROM (SELECT DISTINCT benchmark_code::text, asof_date FROM gone) AS changed HAVING count(*) > 0;
  RETURN NULL;
END
$$;

CREATE TRIGGER benchmarks_sector_weights_inserted AFTER INSERT ON benchmarks_sector_weights
  REFERENCING NEW TABLE AS given FOR EACH STATEMENT EXECUTE FUNCTION weights_inserted();
CREATE TRIGGER benchmarks_sector_weights_updated AFTER UPDATE ON benchmarks_sector_weights
  REFERENCING OLD TABLE AS gone NEW TABLE AS given FOR EACH STATEMENT EXECUTE FUNCTION weights_updated();
CREATE TRIGGER benchmarks_sector_weights_deleted AFTER DELETE ON benchmarks_sector_weights
  REFERENCING OLD TABLE AS gone FOR EACH STATEMENT EXECUTE FUNCTION weights_deleted();

-- Whoever follows a recalculation hears of every change of its row when it is committed.
CREATE FUNCTION recalculation_changed() RETURNS TRIGGER LANGUAGE plpgsql AS $$
BEGIN
  PERFORM pg_notify('ballast_recalculation', NEW.id::text);
  RETURN NULL;
END
$$;

CREATE TRIGGER recalculations_changed AFTER INSERT OR UPDATE ON recalculations FOR EACH ROW
  EXECUTE FUNCTION recalculation_changed();
