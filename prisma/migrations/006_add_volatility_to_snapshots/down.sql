ALTER TABLE portfolio_snapshots
  DROP COLUMN realized_volatility_21d,
  DROP COLUMN realized_volatility_63d,
  DROP COLUMN expected_volatility_21d,
  DROP COLUMN volatility_trend,
  DROP COLUMN volatility_percentile;
