-- Dated sector weights of a benchmark. The origin's default source is kept; every writer states the true one.
CREATE TABLE benchmarks_sector_weights (
  id               UUID PRIMARY KEY DEFAULT time_ordered_uuid(),
  benchmark_code   VARCHAR(32) NOT NULL REFERENCES benchmarks (code) ON DELETE CASCADE,
  asof_date        DATE NOT NULL,
  sector           VARCHAR(64) NOT NULL,
  weight           NUMERIC(12,6) NOT NULL,
  market_cap       NUMERIC(20,2),
  num_constituents INTEGER,
  data_source      VARCHAR(32) NOT NULL DEFAULT 'FMP',
  created_at       TIMESTAMP NOT NULL DEFAULT (now() AT TIME ZONE 'UTC'),
  updated_at       TIMESTAMP NOT NULL DEFAULT (now() AT TIME ZONE 'UTC'),
  CONSTRAINT benchmarks_sector_weights_key UNIQUE (benchmark_code, asof_date, sector),
  CONSTRAINT benchmarks_sector_weights_weight_check CHECK (weight BETWEEN 0 AND 1),
  CONSTRAINT benchmarks_sector_weights_market_cap_check CHECK (market_cap >= 0 AND market_cap <> 'NaN'),
  CONSTRAINT benchmarks_sector_weights_num_constituents_check CHECK (num_constituents >= 0),
  CONSTRAINT benchmarks_sector_weights_sector_check CHECK (sector IN (
    'Communication Services', 'Consumer Discretionary', 'Consumer Staples', 'Energy', 'Financials', 'Health Care',
    'Industrials', 'Information Technology', 'Materials', 'Real Estate', 'Utilities'))
);

CREATE INDEX idx_benchmark_lookup ON benchmarks_sector_weights (benchmark_code, asof_date);
CREATE INDEX idx_benchmark_sector ON benchmarks_sector_weights (benchmark_code, sector, asof_date);
