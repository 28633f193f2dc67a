-- The exact doubles behind every number, append-only, each with its inputs and its method. Beta and volatility belong
-- to the security: they are kept once, however many lots and portfolios hold it. Lean on purpose: natural keys, no
-- random ids, doubles (DOUBLE PRECISION takes NaN and Infinity, so each CHECK refuses them by BETWEEN).

CREATE TABLE symbol_market_betas (
  security_id    INTEGER NOT NULL REFERENCES securities (id) ON DELETE CASCADE,
  index_id       INTEGER NOT NULL REFERENCES securities (id) ON DELETE CASCADE,
  as_of          DATE NOT NULL,
  window_days    SMALLINT NOT NULL,
  method         VARCHAR(32) NOT NULL,
  method_version SMALLINT NOT NULL,
  -- A fingerprint of every day and close that went in.
  input_hash     UUID NOT NULL,
  beta           DOUBLE PRECISION,
  alpha          DOUBLE PRECISION,
  r_squared      DOUBLE PRECISION,
  std_error      DOUBLE PRECISION,
  p_value        DOUBLE PRECISION,
  hc1_std_error  DOUBLE PRECISION,
  hc3_std_error  DOUBLE PRECISION,
  nw_std_error   DOUBLE PRECISION,
  ci95_low       DOUBLE PRECISION,
  ci95_high      DOUBLE PRECISION,
  hc3_p_zero     DOUBLE PRECISION,
  hc3_p_one      DOUBLE PRECISION,
  residual_sd    DOUBLE PRECISION,
  first_date     DATE,
  last_date      DATE,
  observations   INTEGER NOT NULL,
  required       INTEGER NOT NULL,
  dropped        INTEGER NOT NULL DEFAULT 0,
  reason         VARCHAR(24),
  CONSTRAINT symbol_market_betas_pkey
    PRIMARY KEY (security_id, index_id, as_of, window_days, method, method_version, input_hash),
  CONSTRAINT symbol_market_betas_status_check CHECK ((beta IS NULL) = (reason IS NOT NULL)),
  CONSTRAINT symbol_market_betas_finite_check CHECK (
    beta BETWEEN -1e300 AND 1e300 AND alpha BETWEEN -1e300 AND 1e300
    AND ci95_low BETWEEN -1e300 AND 1e300 AND ci95_high BETWEEN -1e300 AND 1e300),
  CONSTRAINT symbol_market_betas_error_check CHECK (
    std_error BETWEEN 0 AND 1e300 AND hc1_std_error BETWEEN 0 AND 1e300 AND hc3_std_error BETWEEN 0 AND 1e300
    AND nw_std_error BETWEEN 0 AND 1e300 AND residual_sd BETWEEN 0 AND 1e300),
  CONSTRAINT symbol_market_betas_share_check CHECK (
    r_squared BETWEEN 0 AND 1 AND p_value BETWEEN 0 AND 1
    AND hc3_p_zero BETWEEN 0 AND 1 AND hc3_p_one BETWEEN 0 AND 1)
);

CREATE INDEX symbol_market_betas_as_of_idx ON symbol_market_betas USING brin (as_of) WITH (autosummarize = on);

CREATE TABLE symbol_volatilities (
  security_id             INTEGER NOT NULL REFERENCES securities (id) ON DELETE CASCADE,
  as_of                   DATE NOT NULL,
  method_version          SMALLINT NOT NULL,
  input_hash              UUID NOT NULL,
  realized_21d            DOUBLE PRECISION,
  realized_63d            DOUBLE PRECISION,
  realized_252d           DOUBLE PRECISION,
  daily                   DOUBLE PRECISION,
  weekly                  DOUBLE PRECISION,
  monthly                 DOUBLE PRECISION,
  expected_21d            DOUBLE PRECISION,
  expected_low            DOUBLE PRECISION,
  expected_high           DOUBLE PRECISION,
  expected_method         VARCHAR(16),
  ewma_21d                DOUBLE PRECISION,
  har_21d                 DOUBLE PRECISION,
  har_r_squared           DOUBLE PRECISION,
  trend                   VARCHAR(20),
  trend_z                 DOUBLE PRECISION,
  trend_p_value           DOUBLE PRECISION,
  trend_ratio             DOUBLE PRECISION,
  percentile              DOUBLE PRECISION,
  percentile_observations SMALLINT,
  first_date              DATE,
  last_date               DATE,
  observations            INTEGER NOT NULL,
  dropped                 INTEGER NOT NULL DEFAULT 0,
  -- {measure: {reason, observations, required}} for what could not be measured; absent where everything was.
  unavailable             JSONB,
  CONSTRAINT symbol_volatilities_pkey PRIMARY KEY (security_id, as_of, method_version, input_hash),
  CONSTRAINT symbol_volatilities_volatility_check CHECK (
    realized_21d BETWEEN 0 AND 1e300 AND realized_63d BETWEEN 0 AND 1e300 AND realized_252d BETWEEN 0 AND 1e300
    AND daily BETWEEN 0 AND 1e300 AND weekly BETWEEN 0 AND 1e300 AND monthly BETWEEN 0 AND 1e300
    AND expected_21d BETWEEN 0 AND 1e300 AND expected_low BETWEEN 0 AND 1e300 AND expected_high BETWEEN 0 AND 1e300
    AND ewma_21d BETWEEN 0 AND 1e300 AND har_21d BETWEEN 0 AND 1e300),
  CONSTRAINT symbol_volatilities_share_check CHECK (
    har_r_squared BETWEEN 0 AND 1 AND trend_p_value BETWEEN 0 AND 1 AND percentile BETWEEN 0 AND 1),
  CONSTRAINT symbol_volatilities_trend_check CHECK (
    trend IN ('increasing', 'decreasing', 'stable') AND trend_z BETWEEN -1e300 AND 1e300
    AND trend_ratio BETWEEN 0 AND 1e300),
  CONSTRAINT symbol_volatilities_unavailable_check CHECK (jsonb_typeof(unavailable) = 'object')
);

CREATE INDEX symbol_volatilities_as_of_idx ON symbol_volatilities USING brin (as_of) WITH (autosummarize = on);

-- Everything a run found out about the portfolio as a whole. JSON numbers keep a double exactly and cannot be NaN.
CREATE TABLE portfolio_estimates (
  run_id    UUID PRIMARY KEY REFERENCES runs (id) ON DELETE CASCADE,
  estimates JSONB NOT NULL,
  CONSTRAINT portfolio_estimates_check CHECK (jsonb_typeof(estimates) = 'object')
);

-- A run's lots, one array element each, in one order: a row a lot would cost ten times the space and say the same.
CREATE TABLE run_positions (
  run_id                   UUID PRIMARY KEY REFERENCES runs (id) ON DELETE CASCADE,
  position_ids             UUID[] NOT NULL,
  security_ids             INTEGER[] NOT NULL,
  -- In units of the day of the snapshot: restated by the splits since they were stated.
  quantities               DOUBLE PRECISION[] NOT NULL,
  market_values            DOUBLE PRECISION[] NOT NULL,
  exposures                DOUBLE PRECISION[] NOT NULL,
  weights                  DOUBLE PRECISION[] NOT NULL,
  beta_contributions       DOUBLE PRECISION[] NOT NULL,
  volatility_contributions DOUBLE PRECISION[] NOT NULL,
  -- Why a lot has no numbers, where it has none (private_asset, no_delta, no_prices …).
  reasons                  VARCHAR(24)[] NOT NULL,
  beta_hashes              UUID[] NOT NULL,
  volatility_hashes        UUID[] NOT NULL,
  CONSTRAINT run_positions_length_check CHECK (
    cardinality(security_ids) = cardinality(position_ids) AND cardinality(quantities) = cardinality(position_ids)
    AND cardinality(market_values) = cardinality(position_ids)
    AND cardinality(exposures) = cardinality(position_ids) AND cardinality(weights) = cardinality(position_ids)
    AND cardinality(beta_contributions) = cardinality(position_ids)
    AND cardinality(volatility_contributions) = cardinality(position_ids)
    AND cardinality(reasons) = cardinality(position_ids) AND cardinality(beta_hashes) = cardinality(position_ids)
    AND cardinality(volatility_hashes) = cardinality(position_ids)),
  -- NULL is what could not be measured, and passes.
  CONSTRAINT run_positions_finite_check CHECK (
    1e300 >= ALL (quantities) AND -1e300 <= ALL (quantities)
    AND 1e300 >= ALL (market_values) AND -1e300 <= ALL (market_values)
    AND 1e300 >= ALL (exposures) AND -1e300 <= ALL (exposures)
    AND 1e300 >= ALL (weights) AND -1e300 <= ALL (weights)
    AND 1e300 >= ALL (beta_contributions) AND -1e300 <= ALL (beta_contributions)
    AND 1e300 >= ALL (volatility_contributions) AND -1e300 <= ALL (volatility_contributions))
);

-- The trailing series of a run for its charts; low and high are the band where the series has one.
CREATE TABLE run_series (
  run_id UUID NOT NULL REFERENCES runs (id) ON DELETE CASCADE,
  name   VARCHAR(32) NOT NULL,
  dates  DATE[] NOT NULL,
  values DOUBLE PRECISION[] NOT NULL,
  low    DOUBLE PRECISION[],
  high   DOUBLE PRECISION[],
  CONSTRAINT run_series_pkey PRIMARY KEY (run_id, name),
  CONSTRAINT run_series_length_check CHECK (
    cardinality(values) = cardinality(dates) AND cardinality(low) = cardinality(dates)
    AND cardinality(high) = cardinality(dates)),
  CONSTRAINT run_series_finite_check CHECK (
    1e300 >= ALL (values) AND -1e300 <= ALL (values)
    AND 1e300 >= ALL (low) AND -1e300 <= ALL (low)
    AND 1e300 >= ALL (high) AND -1e300 <= ALL (high))
);

-- The contract's rows say which run filled them.
ALTER TABLE position_market_betas ADD COLUMN run_id UUID REFERENCES runs (id) ON DELETE CASCADE;
ALTER TABLE position_volatility ADD COLUMN run_id UUID REFERENCES runs (id) ON DELETE CASCADE;
ALTER TABLE portfolio_snapshots ADD COLUMN run_id UUID REFERENCES runs (id) ON DELETE CASCADE;
