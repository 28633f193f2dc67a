DROP TRIGGER recalculations_changed ON recalculations;
DROP FUNCTION recalculation_changed();
DROP TRIGGER benchmarks_sector_weights_deleted ON benchmarks_sector_weights;
DROP TRIGGER benchmarks_sector_weights_updated ON benchmarks_sector_weights;
DROP TRIGGER benchmarks_sector_weights_inserted ON benchmarks_sector_weights;
DROP FUNCTION weights_deleted();
DROP FUNCTION weights_updated();
DROP FUNCTION weights_inserted();
DROP FUNCTION mark_weight_changes(TEXT[], DATE[]);
DROP TRIGGER portfolios_updated ON portfolios;
DROP FUNCTION portfolio_updated();
DROP TRIGGER securities_updated ON securities;
DROP FUNCTION securities_updated();
DROP TRIGGER positions_deleted ON positions;
DROP TRIGGER positions_updated ON positions;
DROP TRIGGER positions_inserted ON positions;
DROP FUNCTION lots_deleted();
DROP FUNCTION lots_updated();
DROP FUNCTION lots_inserted();
DROP FUNCTION mark_lot_changes(UUID[], DATERANGE[], DATERANGE[], BOOLEAN[]);
DROP FUNCTION days_held(DATE, DATE, DATE, TIMESTAMPTZ);
DROP TRIGGER corporate_actions_deleted ON corporate_actions;
DROP TRIGGER corporate_actions_updated ON corporate_actions;
DROP TRIGGER corporate_actions_inserted ON corporate_actions;
DROP FUNCTION actions_deleted();
DROP FUNCTION actions_updated();
DROP FUNCTION actions_inserted();
DROP FUNCTION mark_split_changes(INTEGER[], DATE[]);
DROP TRIGGER daily_prices_deleted ON daily_prices;
DROP TRIGGER daily_prices_updated ON daily_prices;
DROP TRIGGER daily_prices_inserted ON daily_prices;
DROP FUNCTION prices_deleted();
DROP FUNCTION prices_updated();
DROP FUNCTION prices_inserted();
DROP FUNCTION mark_price_changes(INTEGER[], DATE[]);
DROP FUNCTION change_history(INTEGER[]);
DROP FUNCTION hold_snapshots(UUID[]);
ALTER TABLE securities DROP COLUMN history_changed;
ALTER TABLE runs DROP COLUMN book_hash;
DROP INDEX portfolio_snapshots_stale_idx;
ALTER TABLE portfolio_snapshots
  DROP CONSTRAINT portfolio_snapshots_stale_reason_check,
  DROP CONSTRAINT portfolio_snapshots_stale_check,
  DROP COLUMN stale_reason,
  DROP COLUMN stale_since;
