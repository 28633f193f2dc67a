ALTER TABLE portfolio_snapshots
  ADD COLUMN realized_volatility_21d NUMERIC(10,4),
  ADD COLUMN realized_volatility_63d NUMERIC(10,4),
  ADD COLUMN expected_volatility_21d NUMERIC(10,4),
  ADD COLUMN volatility_trend        VARCHAR(20),
  ADD COLUMN volatility_percentile   NUMERIC(10,4),
  ADD CONSTRAINT portfolio_snapshots_volatility_check CHECK (
    realized_volatility_21d >= 0 AND realized_volatility_21d <> 'NaN'
    AND realized_volatility_63d >= 0 AND realized_volatility_63d <> 'NaN'
    AND expected_volatility_21d >= 0 AND expected_volatility_21d <> 'NaN'),
  ADD CONSTRAINT portfolio_snapshots_volatility_trend_check CHECK (
    volatility_trend IN ('increasing', 'decreasing', 'stable')),
  ADD CONSTRAINT portfolio_snapshots_volatility_percentile_check CHECK (volatility_percentile BETWEEN 0 AND 1);

CREATE INDEX idx_snapshots_volatility ON portfolio_snapshots (portfolio_id, snapshot_date, realized_volatility_21d);
