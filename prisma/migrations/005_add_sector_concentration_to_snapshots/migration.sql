-- hhi is on the 0 to 10,000 scale: NUMERIC(10,2) on the scale 0 to 1 would keep two digits of it.
ALTER TABLE portfolio_snapshots
  ADD COLUMN sector_exposure         JSONB,
  ADD COLUMN hhi                     NUMERIC(10,2),
  ADD COLUMN effective_num_positions NUMERIC(10,2),
  ADD COLUMN top_3_concentration     NUMERIC(10,4),
  ADD COLUMN top_10_concentration    NUMERIC(10,4),
  ADD CONSTRAINT portfolio_snapshots_sector_exposure_check CHECK (jsonb_typeof(sector_exposure) = 'object'),
  ADD CONSTRAINT portfolio_snapshots_hhi_check CHECK (hhi BETWEEN 0 AND 10000),
  ADD CONSTRAINT portfolio_snapshots_effective_check CHECK (
    effective_num_positions >= 1 AND effective_num_positions <> 'NaN'),
  ADD CONSTRAINT portfolio_snapshots_top_check CHECK (
    top_3_concentration BETWEEN 0 AND 1 AND top_10_concentration BETWEEN 0 AND 1);
