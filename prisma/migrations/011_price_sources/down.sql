DROP TABLE price_refreshes, quarantined_prices, price_changes;
ALTER TABLE securities DROP COLUMN sector_source, DROP COLUMN price_source;
