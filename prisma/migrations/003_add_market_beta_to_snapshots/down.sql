ALTER TABLE portfolio_snapshots
  DROP COLUMN market_beta_weighted,
  DROP COLUMN market_beta_r_squared,
  DROP COLUMN market_beta_observations,
  DROP COLUMN market_beta_direct;
