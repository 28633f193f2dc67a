-- The nights that have been: whichever worker writes the row runs the night, in the transaction that puts its
-- recalculations in line.
CREATE TABLE nights (
  trading_day    DATE PRIMARY KEY,
  started_at     TIMESTAMPTZ NOT NULL DEFAULT now(),
  recalculations INTEGER NOT NULL DEFAULT 0,
  CONSTRAINT nights_recalculations_check CHECK (recalculations >= 0)
);
