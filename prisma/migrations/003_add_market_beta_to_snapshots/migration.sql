ALTER TABLE portfolio_snapshots
  ADD COLUMN market_beta_weighted     NUMERIC(10,4),
  ADD COLUMN market_beta_r_squared    NUMERIC(10,4),
  ADD COLUMN market_beta_observations INTEGER,
  ADD COLUMN market_beta_direct       NUMERIC(10,4),
  ADD CONSTRAINT portfolio_snapshots_market_beta_check CHECK (
    market_beta_weighted <> 'NaN' AND market_beta_direct <> 'NaN'),
  ADD CONSTRAINT portfolio_snapshots_market_beta_r_squared_check CHECK (market_beta_r_squared BETWEEN 0 AND 1),
  ADD CONSTRAINT portfolio_snapshots_market_beta_observations_check CHECK (market_beta_observations >= 0);

CREATE INDEX idx_snapshots_beta ON portfolio_snapshots (portfolio_id, snapshot_date, market_beta_weighted);
