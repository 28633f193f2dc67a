CREATE TABLE position_volatility (
  id                 UUID PRIMARY KEY DEFAULT time_ordered_uuid(),
  position_id        UUID NOT NULL REFERENCES positions (id) ON DELETE CASCADE,
  calculation_date   DATE NOT NULL,
  realized_vol_21d   NUMERIC(10,4),
  realized_vol_63d   NUMERIC(10,4),
  vol_daily          NUMERIC(10,4),
  vol_weekly         NUMERIC(10,4),
  vol_monthly        NUMERIC(10,4),
  expected_vol_21d   NUMERIC(10,4),
  vol_trend          VARCHAR(20),
  vol_trend_strength NUMERIC(10,4),
  vol_percentile     NUMERIC(10,4),
  observations       INTEGER NOT NULL,
  model_r_squared    NUMERIC(10,4),
  created_at         TIMESTAMP NOT NULL DEFAULT (now() AT TIME ZONE 'UTC'),
  updated_at         TIMESTAMP NOT NULL DEFAULT (now() AT TIME ZONE 'UTC'),
  CONSTRAINT position_volatility_key UNIQUE (position_id, calculation_date),
  CONSTRAINT position_volatility_volatility_check CHECK (
    realized_vol_21d >= 0 AND realized_vol_21d <> 'NaN' AND realized_vol_63d >= 0 AND realized_vol_63d <> 'NaN'
    AND vol_daily >= 0 AND vol_daily <> 'NaN' AND vol_weekly >= 0 AND vol_weekly <> 'NaN'
    AND vol_monthly >= 0 AND vol_monthly <> 'NaN' AND expected_vol_21d >= 0 AND expected_vol_21d <> 'NaN'),
  CONSTRAINT position_volatility_trend_check CHECK (vol_trend IN ('increasing', 'decreasing', 'stable')),
  CONSTRAINT position_volatility_share_check CHECK (
    vol_trend_strength BETWEEN 0 AND 1 AND vol_percentile BETWEEN 0 AND 1 AND model_r_squared BETWEEN 0 AND 1),
  CONSTRAINT position_volatility_observations_check CHECK (observations >= 0)
);

CREATE INDEX ix_position_volatility_position_id ON position_volatility (position_id);
CREATE INDEX ix_position_volatility_calculation_date ON position_volatility (calculation_date);
CREATE INDEX ix_position_volatility_lookup ON position_volatility (position_id, calculation_date);
