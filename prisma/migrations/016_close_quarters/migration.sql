-- The closes of a security and quarter in one row: a recalculation reads some 23 rows a security in place of 1,400. The
-- rows of daily_prices stay the truth; these follow them, in the transaction of whatever changes them, so that a new day
-- costs the writing of its quarter, however long the history is.
CREATE TABLE close_quarters (
  security_id INTEGER NOT NULL REFERENCES securities (id) ON DELETE CASCADE,
  -- Its first day.
  quarter     DATE NOT NULL,
  -- Days since 1970-01-01, four bytes each, and doubles, eight bytes each, of the days with a close in their order; big-endian.
  days        BYTEA NOT NULL,
  adj_closes  BYTEA NOT NULL,
  closes      BYTEA NOT NULL,
  CONSTRAINT close_quarters_pkey PRIMARY KEY (security_id, quarter),
  CONSTRAINT close_quarters_length_check CHECK (
    length(days) > 0 AND 2 * length(days) = length(closes) AND 2 * length(days) = length(adj_closes))
);

-- Writes some quarters anew from their prices. Whoever changes prices of a security waits here for those who do it
-- already, and then sees what they did.
CREATE FUNCTION write_close_quarters(securities_changed INTEGER[], quarters DATE[]) RETURNS VOID LANGUAGE plpgsql AS $$
BEGIN
  PERFORM FROM securities WHERE id = ANY(securities_changed) ORDER BY id FOR NO KEY UPDATE;
  DELETE FROM close_quarters q USING unnest(securities_changed, quarters) AS c (security_id, quarter)
   WHERE q.security_id = c.security_id AND q.quarter = c.quarter
     AND NOT EXISTS (SELECT FROM daily_prices p WHERE p.security_id = c.security_id AND p.date >= c.quarter
                        AND p.date < c.quarter + INTERVAL '3 months');
  INSERT INTO close_quarters (security_id, quarter, days, adj_closes, closes)
  SELECT c.security_id, c.quarter, made.days, made.adj_closes, made.closes
    FROM unnest(securities_changed, quarters) AS c (security_id, quarter)
   CROSS JOIN LATERAL (
     SELECT string_agg(int4send(p.date - DATE '1970-01-01'), ''::bytea ORDER BY p.date) AS days,
            string_agg(float8send(p.adj_close::float8), ''::bytea ORDER BY p.date) AS adj_closes,
            string_agg(float8send(p.close::float8), ''::bytea ORDER BY p.date) AS closes
       FROM daily_prices p
      WHERE p.security_id = c.security_id AND p.date >= c.quarter AND p.date < c.quarter + INTERVAL '3 months') AS made
   WHERE made.days IS NOT NULL
  ON CONFLICT (security_id, quarter) DO UPDATE
     SET days = excluded.days, adj_closes = excluded.adj_closes, closes = excluded.closes;
END
$$;

CREATE FUNCTION quarters_inserted() RETURNS TRIGGER LANGUAGE plpgsql AS $$
BEGIN
  PERFORM write_close_quarters(array_agg(security_id), array_agg(quarter))
     FROM (SELECT DISTINCT security_id, date_trunc('quarter', date)::date AS quarter FROM given) AS changed
   HAVING count(*) > 0;
  RETURN NULL;
END
$$;

CREATE FUNCTION quarters_updated() RETURNS TRIGGER LANGUAGE plpgsql AS $$
BEGIN
  -- Where the key itself was changed both ends are written.
  PERFORM write_close_quarters(array_agg(security_id), array_agg(quarter))
     FROM (SELECT security_id, date_trunc('quarter', date)::date AS quarter
             FROM (SELECT security_id, date, close, adj_close FROM given
                   EXCEPT SELECT security_id, date, close, adj_close FROM gone) AS come
           UNION
           SELECT security_id, date_trunc('quarter', date)::date
             FROM (SELECT security_id, date FROM gone EXCEPT SELECT security_id, date FROM given) AS left_behind) AS changed
   HAVING count(*) > 0;
  RETURN NULL;
END
$$;

CREATE FUNCTION quarters_deleted() RETURNS TRIGGER LANGUAGE plpgsql AS $$
BEGIN
  PERFORM write_close_quarters(array_agg(security_id), array_agg(quarter))
     FROM (SELECT DISTINCT security_id, date_trunc('quarter', date)::date AS quarter FROM gone) AS changed
   HAVING count(*) > 0;
  RETURN NULL;
END
$$;

CREATE FUNCTION quarters_emptied() RETURNS TRIGGER LANGUAGE plpgsql AS $$
BEGIN
  DELETE FROM close_quarters;
  RETURN NULL;
END
$$;

CREATE TRIGGER quarters_inserted AFTER INSERT ON daily_prices
  REFERENCING NEW TABLE AS given FOR EACH STATEMENT EXECUTE FUNCTION quarters_inserted();
CREATE TRIGGER quarters_updated AFTER UPDATE ON daily_prices
  REFERENCING OLD TABLE AS gone NEW TABLE AS given FOR EACH STATEMENT EXECUTE FUNCTION quarters_updated();
CREATE TRIGGER quarters_deleted AFTER DELETE ON daily_prices
  REFERENCING OLD TABLE AS gone FOR EACH STATEMENT EXECUTE FUNCTION quarters_deleted();
CREATE TRIGGER quarters_emptied AFTER TRUNCATE ON daily_prices FOR EACH STATEMENT EXECUTE FUNCTION quarters_emptied();

INSERT INTO close_quarters (security_id, quarter, days, adj_closes, closes)
SELECT security_id, date_trunc('quarter', date)::date,
       string_agg(int4send(date - DATE '1970-01-01'), ''::bytea ORDER BY date),
       string_agg(float8send(adj_close::float8), ''::bytea ORDER BY date),
       string_agg(float8send(close::float8), ''::bytea ORDER BY date)
  FROM daily_prices GROUP BY 1, 2;
