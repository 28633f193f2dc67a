-- Position-level market beta with the statistics of its regression, rounded to the contract's types.
CREATE TABLE position_market_betas (
  id           UUID PRIMARY KEY DEFAULT time_ordered_uuid(),
  portfolio_id UUID NOT NULL REFERENCES portfolios (id) ON DELETE CASCADE,
  position_id  UUID NOT NULL REFERENCES positions (id) ON DELETE CASCADE,
  calc_date    DATE NOT NULL,
  beta         NUMERIC(12,6) NOT NULL,
  alpha        NUMERIC(12,6),
  r_squared    NUMERIC(12,6),
  std_error    NUMERIC(12,6),
  p_value      NUMERIC(12,6),
  observations INTEGER NOT NULL,
  window_days  INTEGER NOT NULL DEFAULT 90,
  method       VARCHAR(32) NOT NULL DEFAULT 'OLS_SIMPLE',
  market_index VARCHAR(16) NOT NULL DEFAULT 'SPY',
  created_at   TIMESTAMP NOT NULL DEFAULT (now() AT TIME ZONE 'UTC'),
  updated_at   TIMESTAMP NOT NULL DEFAULT (now() AT TIME ZONE 'UTC'),
  CONSTRAINT position_market_betas_key UNIQUE (portfolio_id, position_id, calc_date, method, window_days),
  CONSTRAINT position_market_betas_finite_check CHECK (beta <> 'NaN' AND alpha <> 'NaN'),
  CONSTRAINT position_market_betas_r_squared_check CHECK (r_squared BETWEEN 0 AND 1),
  CONSTRAINT position_market_betas_std_error_check CHECK (std_error >= 0 AND std_error <> 'NaN'),
  CONSTRAINT position_market_betas_p_value_check CHECK (p_value BETWEEN 0 AND 1),
  CONSTRAINT position_market_betas_window_check CHECK (observations >= 3 AND window_days >= observations)
);

CREATE INDEX idx_pos_beta_lookup ON position_market_betas (portfolio_id, calc_date);
CREATE INDEX idx_pos_beta_position ON position_market_betas (position_id, calc_date);
CREATE INDEX idx_pos_beta_created ON position_market_betas (created_at);
