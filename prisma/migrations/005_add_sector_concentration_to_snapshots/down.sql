ALTER TABLE portfolio_snapshots
  DROP COLUMN sector_exposure,
  DROP COLUMN hhi,
  DROP COLUMN effective_num_positions,
  DROP COLUMN top_3_concentration,
  DROP COLUMN top_10_concentration;
