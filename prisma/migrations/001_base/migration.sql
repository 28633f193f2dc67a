-- People, portfolios and lots; securities with their prices and actions; recalculations, runs and snapshots.
-- Instants are TIMESTAMPTZ, days are DATE. NUMERIC accepts NaN and holds it to be greater than every number, so each
-- CHECK on a NUMERIC names NaN.

-- Ids are UUIDs that ascend with time: random ones scatter over the whole index and cost a fifth of a bulk write.
DO $$
BEGIN
  IF current_setting('server_version_num')::int >= 180000 THEN
    CREATE FUNCTION time_ordered_uuid() RETURNS uuid LANGUAGE sql VOLATILE PARALLEL SAFE AS 'SELECT uuidv7()';
  ELSE
    CREATE FUNCTION time_ordered_uuid() RETURNS uuid LANGUAGE sql VOLATILE PARALLEL SAFE AS $body$
      SELECT encode(
        set_bit(set_bit(
          overlay(uuid_send(gen_random_uuid())
            PLACING substring(int8send(floor(extract(epoch FROM clock_timestamp()) * 1000)::bigint) FROM 3)
            FROM 1 FOR 6),
          52, 1), 53, 1),
        'hex')::uuid
    $body$;
  END IF;
END
$$;

CREATE TABLE users (
  id         UUID PRIMARY KEY DEFAULT time_ordered_uuid(),
  name       VARCHAR(120) NOT NULL,
  created_at TIMESTAMPTZ NOT NULL DEFAULT now()
);

-- Who owns what is made before the first account exists.
INSERT INTO users (id, name) VALUES ('00000000-0000-7000-8000-000000000001', 'This computer');

CREATE TABLE settings (
  key        VARCHAR(64) PRIMARY KEY,
  value      JSONB NOT NULL,
  updated_at TIMESTAMPTZ NOT NULL DEFAULT now()
);

CREATE TABLE securities (
  id           INTEGER GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  symbol       VARCHAR(20) NOT NULL,
  name         VARCHAR(200),
  asset_class  VARCHAR(16) NOT NULL DEFAULT 'stock',
  sector       VARCHAR(64),
  -- What its prices are in. A price file does not say; whoever is the first to hold it does.
  currency     CHAR(3),
  is_simulated BOOLEAN NOT NULL DEFAULT false,
  created_at   TIMESTAMPTZ NOT NULL DEFAULT now(),
  updated_at   TIMESTAMPTZ NOT NULL DEFAULT now(),
  CONSTRAINT securities_symbol_key UNIQUE (symbol),
  CONSTRAINT securities_symbol_check CHECK (symbol ~ '^[A-Z0-9.^=-]{1,20}$'),
  CONSTRAINT securities_asset_class_check CHECK (asset_class IN ('stock', 'fund', 'index')),
  CONSTRAINT securities_currency_check CHECK (currency ~ '^[A-Z]{3}$'),
  CONSTRAINT securities_sector_check CHECK (sector IN (
    'Communication Services', 'Consumer Discretionary', 'Consumer Staples', 'Energy', 'Financials', 'Health Care',
    'Industrials', 'Information Technology', 'Materials', 'Real Estate', 'Utilities'))
);

CREATE TABLE daily_prices (
  security_id  INTEGER NOT NULL REFERENCES securities (id) ON DELETE CASCADE,
  date         DATE NOT NULL,
  open         NUMERIC(20,8),
  high         NUMERIC(20,8),
  low          NUMERIC(20,8),
  close        NUMERIC(20,8) NOT NULL,
  adj_close    NUMERIC(20,8) NOT NULL,
  volume       BIGINT,
  source       VARCHAR(32) NOT NULL,
  retrieved_at TIMESTAMPTZ NOT NULL DEFAULT now(),
  -- A window of closes is read from the index alone.
  CONSTRAINT daily_prices_pkey PRIMARY KEY (security_id, date) INCLUDE (close, adj_close),
  CONSTRAINT daily_prices_close_check CHECK (close > 0 AND close <> 'NaN'),
  CONSTRAINT daily_prices_adj_close_check CHECK (adj_close > 0 AND adj_close <> 'NaN'),
  CONSTRAINT daily_prices_range_check CHECK (
    open > 0 AND open <> 'NaN' AND high > 0 AND high <> 'NaN' AND low > 0 AND low <> 'NaN' AND low <= high),
  CONSTRAINT daily_prices_volume_check CHECK (volume >= 0)
);

CREATE TABLE corporate_actions (
  security_id  INTEGER NOT NULL REFERENCES securities (id) ON DELETE CASCADE,
  date         DATE NOT NULL,
  dividend     NUMERIC(20,8) NOT NULL DEFAULT 0,
  split        NUMERIC(20,8) NOT NULL DEFAULT 1,
  source       VARCHAR(32) NOT NULL,
  retrieved_at TIMESTAMPTZ NOT NULL DEFAULT now(),
  CONSTRAINT corporate_actions_pkey PRIMARY KEY (security_id, date),
  CONSTRAINT corporate_actions_dividend_check CHECK (dividend >= 0 AND dividend <> 'NaN'),
  CONSTRAINT corporate_actions_split_check CHECK (split > 0 AND split <> 'NaN')
);

CREATE TABLE exchange_sessions (
  exchange         VARCHAR(8) NOT NULL,
  date             DATE NOT NULL,
  closes_at        TIMESTAMPTZ NOT NULL,
  is_half_day      BOOLEAN NOT NULL DEFAULT false,
  calendar_version VARCHAR(16) NOT NULL,
  CONSTRAINT exchange_sessions_pkey PRIMARY KEY (exchange, date)
);

-- An index with, where it is known, the benchmark whose sector weights go with it.
CREATE TABLE benchmarks (
  code         VARCHAR(32) PRIMARY KEY,
  name         VARCHAR(120) NOT NULL,
  market_index VARCHAR(16),
  created_at   TIMESTAMPTZ NOT NULL DEFAULT now()
);

INSERT INTO benchmarks (code, name, market_index) VALUES ('SP500', 'S&P 500', 'SPY');

CREATE TABLE portfolios (
  id               UUID PRIMARY KEY DEFAULT time_ordered_uuid(),
  owner_id         UUID NOT NULL REFERENCES users (id) ON DELETE CASCADE,
  name             VARCHAR(120) NOT NULL,
  currency         CHAR(3) NOT NULL DEFAULT 'USD',
  market_index     VARCHAR(16) NOT NULL DEFAULT 'SPY',
  benchmark_code   VARCHAR(32) NOT NULL DEFAULT 'SP500' REFERENCES benchmarks (code),
  is_demonstration BOOLEAN NOT NULL DEFAULT false,
  -- Raised by every change of a lot; a result carries the version it saw, so that an older one never replaces a newer.
  holdings_version INTEGER NOT NULL DEFAULT 0,
  created_at       TIMESTAMPTZ NOT NULL DEFAULT now(),
  updated_at       TIMESTAMPTZ NOT NULL DEFAULT now(),
  CONSTRAINT portfolios_name_check CHECK (name ~ '\S'),
  CONSTRAINT portfolios_currency_check CHECK (currency ~ '^[A-Z]{3}$')
);

CREATE INDEX portfolios_owner_idx ON portfolios (owner_id, created_at);

-- One row a lot. A lot that leaves the book keeps its row (removed_at), because the results that hold it stay readable.
CREATE TABLE positions (
  id             UUID PRIMARY KEY DEFAULT time_ordered_uuid(),
  portfolio_id   UUID NOT NULL REFERENCES portfolios (id) ON DELETE CASCADE,
  -- The security whose prices move the lot: itself, or an option's underlying; none for private assets and cash.
  security_id    INTEGER REFERENCES securities (id),
  symbol         VARCHAR(40) NOT NULL,
  asset_class    VARCHAR(16) NOT NULL DEFAULT 'stock',
  quantity       NUMERIC(24,8) NOT NULL,
  quantity_as_of DATE NOT NULL,
  lot_id         VARCHAR(64),
  entry_date     DATE,
  entry_price    NUMERIC(20,8),
  exit_date      DATE,
  currency       CHAR(3) NOT NULL DEFAULT 'USD',
  price          NUMERIC(20,8),
  price_date     DATE,
  option_type    VARCHAR(4),
  strike         NUMERIC(20,8),
  expiry         DATE,
  multiplier     NUMERIC(12,4),
  delta          NUMERIC(10,8),
  -- What the file said, with a count where it said it twice: importing the same file again finds the same keys.
  import_key     VARCHAR(80) NOT NULL,
  created_at     TIMESTAMPTZ NOT NULL DEFAULT now(),
  updated_at     TIMESTAMPTZ NOT NULL DEFAULT now(),
  removed_at     TIMESTAMPTZ,
  CONSTRAINT positions_asset_class_check CHECK (asset_class IN ('stock', 'fund', 'option', 'private', 'cash')),
  CONSTRAINT positions_quantity_check CHECK (quantity <> 0 AND quantity <> 'NaN'),
  CONSTRAINT positions_security_check CHECK ((asset_class IN ('private', 'cash')) = (security_id IS NULL)),
  CONSTRAINT positions_dates_check CHECK (exit_date > entry_date),
  CONSTRAINT positions_price_check CHECK (price > 0 AND price <> 'NaN'),
  CONSTRAINT positions_entry_price_check CHECK (entry_price >= 0 AND entry_price <> 'NaN'),
  CONSTRAINT positions_private_check CHECK (asset_class <> 'private' OR price IS NOT NULL),
  CONSTRAINT positions_option_check CHECK (CASE asset_class
    WHEN 'option' THEN num_nulls(option_type, strike, expiry, multiplier) = 0
      AND option_type IN ('call', 'put') AND strike > 0 AND strike <> 'NaN' AND multiplier > 0 AND multiplier <> 'NaN'
    ELSE num_nonnulls(option_type, strike, expiry, multiplier) = 0 END),
  -- A put's delta without its minus would turn a hedge into a bet.
  CONSTRAINT positions_delta_check CHECK (
    delta IS NULL OR CASE option_type WHEN 'call' THEN delta BETWEEN 0 AND 1 WHEN 'put' THEN delta BETWEEN -1 AND 0
      ELSE false END)
);

CREATE UNIQUE INDEX positions_import_key ON positions (portfolio_id, import_key) WHERE removed_at IS NULL;
CREATE INDEX positions_security_idx ON positions (security_id);

-- A file that was taken in: what it was and what it changed.
CREATE TABLE imports (
  id             UUID PRIMARY KEY DEFAULT time_ordered_uuid(),
  owner_id       UUID NOT NULL REFERENCES users (id) ON DELETE CASCADE,
  portfolio_id   UUID REFERENCES portfolios (id) ON DELETE CASCADE,
  kind           VARCHAR(16) NOT NULL,
  content_hash   CHAR(64) NOT NULL,
  rows_read      INTEGER NOT NULL,
  rows_added     INTEGER NOT NULL,
  rows_changed   INTEGER NOT NULL,
  rows_removed   INTEGER NOT NULL,
  created_at     TIMESTAMPTZ NOT NULL DEFAULT now(),
  CONSTRAINT imports_kind_check CHECK (kind IN ('holdings', 'prices', 'actions', 'securities', 'sector_weights'))
);

CREATE INDEX imports_owner_idx ON imports (owner_id, created_at);

-- What was asked for: one portfolio, one day or a range of them. The row is also the progress a page shows.
CREATE TABLE recalculations (
  id             UUID PRIMARY KEY DEFAULT time_ordered_uuid(),
  portfolio_id   UUID NOT NULL REFERENCES portfolios (id) ON DELETE CASCADE,
  from_date      DATE NOT NULL,
  as_of          DATE NOT NULL,
  trigger        VARCHAR(16) NOT NULL,
  state          VARCHAR(16) NOT NULL DEFAULT 'queued',
  phase          VARCHAR(16),
  done           INTEGER NOT NULL DEFAULT 0,
  total          INTEGER NOT NULL DEFAULT 0,
  attempts       INTEGER NOT NULL DEFAULT 0,
  days_stored    INTEGER NOT NULL DEFAULT 0,
  days_unchanged INTEGER NOT NULL DEFAULT 0,
  error_code     VARCHAR(64),
  error_detail   TEXT,
  requested_at   TIMESTAMPTZ NOT NULL DEFAULT now(),
  started_at     TIMESTAMPTZ,
  finished_at    TIMESTAMPTZ,
  CONSTRAINT recalculations_range_check CHECK (from_date <= as_of),
  CONSTRAINT recalculations_trigger_check CHECK (trigger IN ('person', 'api', 'nightly', 'demonstration')),
  CONSTRAINT recalculations_state_check CHECK (state IN ('queued', 'running', 'completed', 'failed', 'cancelled')),
  CONSTRAINT recalculations_phase_check CHECK (phase IN ('load', 'measure', 'store')),
  CONSTRAINT recalculations_counts_check CHECK (
    done >= 0 AND total >= done AND attempts >= 0 AND days_stored >= 0 AND days_unchanged >= 0)
);

-- The same request while one is in flight is the same recalculation.
CREATE UNIQUE INDEX recalculations_in_flight ON recalculations (portfolio_id, from_date, as_of)
  WHERE state IN ('queued', 'running');
CREATE INDEX recalculations_portfolio_idx ON recalculations (portfolio_id, requested_at);

-- One measured and stored portfolio on one day, with what it was made from. Append-only.
CREATE TABLE runs (
  id               UUID PRIMARY KEY DEFAULT time_ordered_uuid(),
  portfolio_id     UUID NOT NULL REFERENCES portfolios (id) ON DELETE CASCADE,
  recalculation_id UUID REFERENCES recalculations (id) ON DELETE SET NULL,
  snapshot_date    DATE NOT NULL,
  market_index     VARCHAR(16) NOT NULL,
  benchmark_code   VARCHAR(32) NOT NULL,
  holdings_version INTEGER NOT NULL,
  method_version   INTEGER NOT NULL,
  input_hash       UUID NOT NULL,
  created_at       TIMESTAMPTZ NOT NULL DEFAULT now()
);

CREATE INDEX runs_portfolio_idx ON runs (portfolio_id, snapshot_date, created_at);

-- The newest complete set of a portfolio and day.
CREATE TABLE portfolio_snapshots (
  id                UUID PRIMARY KEY DEFAULT time_ordered_uuid(),
  portfolio_id      UUID NOT NULL REFERENCES portfolios (id) ON DELETE CASCADE,
  snapshot_date     DATE NOT NULL,
  equity_value      NUMERIC(20,2),
  gross_value       NUMERIC(20,2),
  positions_total   INTEGER NOT NULL,
  positions_covered INTEGER NOT NULL,
  created_at        TIMESTAMP NOT NULL DEFAULT (now() AT TIME ZONE 'UTC'),
  updated_at        TIMESTAMP NOT NULL DEFAULT (now() AT TIME ZONE 'UTC'),
  CONSTRAINT portfolio_snapshots_portfolio_date_key UNIQUE (portfolio_id, snapshot_date),
  CONSTRAINT portfolio_snapshots_value_check CHECK (
    equity_value <> 'NaN' AND gross_value >= 0 AND gross_value <> 'NaN'),
  CONSTRAINT portfolio_snapshots_positions_check CHECK (positions_covered BETWEEN 0 AND positions_total)
);
