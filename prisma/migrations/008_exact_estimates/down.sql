ALTER TABLE portfolio_snapshots DROP COLUMN run_id;
ALTER TABLE position_volatility DROP COLUMN run_id;
ALTER TABLE position_market_betas DROP COLUMN run_id;
DROP TABLE run_series, run_positions, portfolio_estimates, symbol_volatilities, symbol_market_betas;
