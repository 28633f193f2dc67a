-- A security's prices come from one source at a time, and what a restatement or a change of source replaced is kept.

ALTER TABLE securities
  -- Where its prices come from; null until it has some.
  ADD COLUMN price_source  VARCHAR(32),
  -- Who said its sector: `person` is not overruled by a provider or a file.
  ADD COLUMN sector_source VARCHAR(32);

UPDATE securities s SET price_source = (
  SELECT source FROM daily_prices p WHERE p.security_id = s.id ORDER BY p.date DESC LIMIT 1);
UPDATE securities SET sector_source = CASE WHEN is_simulated THEN 'simulated' ELSE 'CSV' END WHERE sector IS NOT NULL;

-- The series a security had before it was replaced: one row a replacement, the days as arrays. Append-only.
CREATE TABLE price_changes (
  id          UUID PRIMARY KEY DEFAULT time_ordered_uuid(),
  security_id INTEGER NOT NULL REFERENCES securities (id) ON DELETE CASCADE,
  kind        VARCHAR(16) NOT NULL,
  old_source  VARCHAR(32) NOT NULL,
  new_source  VARCHAR(32) NOT NULL,
  changed_at  TIMESTAMPTZ NOT NULL DEFAULT now(),
  dates       DATE[] NOT NULL,
  -- Null where the traded closes stayed as they were.
  closes      DOUBLE PRECISION[],
  adj_closes  DOUBLE PRECISION[] NOT NULL,
  -- The dividends and splits that went with the series; null where they stayed.
  actions     JSONB,
  CONSTRAINT price_changes_kind_check CHECK (kind IN ('restated', 'corrected', 'source_changed')),
  CONSTRAINT price_changes_length_check CHECK (
    cardinality(dates) > 0 AND cardinality(adj_closes) = cardinality(dates)
    AND (closes IS NULL OR cardinality(closes) = cardinality(dates))),
  CONSTRAINT price_changes_finite_check CHECK (
    0 < ALL (closes) AND 1e300 >= ALL (closes) AND 0 < ALL (adj_closes) AND 1e300 >= ALL (adj_closes))
);

CREATE INDEX price_changes_security_idx ON price_changes (security_id, changed_at);

-- Rows of a provider that were not taken, once a row and reason however often they come.
CREATE TABLE quarantined_prices (
  security_id INTEGER NOT NULL REFERENCES securities (id) ON DELETE CASCADE,
  source      VARCHAR(32) NOT NULL,
  -- As the provider wrote it; it need not be a date.
  date        VARCHAR(32) NOT NULL,
  reason      VARCHAR(32) NOT NULL,
  row_text    VARCHAR(400) NOT NULL,
  first_seen  TIMESTAMPTZ NOT NULL DEFAULT now(),
  last_seen   TIMESTAMPTZ NOT NULL DEFAULT now(),
  CONSTRAINT quarantined_prices_pkey PRIMARY KEY (security_id, source, date, reason)
);

-- How the last attempt to get a security's prices ended.
CREATE TABLE price_refreshes (
  security_id   INTEGER NOT NULL REFERENCES securities (id) ON DELETE CASCADE,
  attempted_at  TIMESTAMPTZ NOT NULL DEFAULT now(),
  succeeded_at  TIMESTAMPTZ,
  provider      VARCHAR(32),
  outcome       VARCHAR(24) NOT NULL,
  detail        TEXT,
  bars_added    INTEGER NOT NULL DEFAULT 0,
  bars_changed  INTEGER NOT NULL DEFAULT 0,
  rows_rejected INTEGER NOT NULL DEFAULT 0,
  CONSTRAINT price_refreshes_pkey PRIMARY KEY (security_id),
  CONSTRAINT price_refreshes_outcome_check CHECK (outcome IN (
    'stored', 'restated', 'unchanged', 'unknown_symbol', 'partial_answer', 'other_source', 'no_provider', 'no_key',
    'unauthorized', 'not_in_plan', 'rate_limited', 'unreachable', 'timed_out', 'unavailable', 'malformed', 'too_large',
    'refused', 'budget_spent', 'shifted_dates', 'split_not_applied')),
  CONSTRAINT price_refreshes_counts_check CHECK (bars_added >= 0 AND bars_changed >= 0 AND rows_rejected >= 0)
);
