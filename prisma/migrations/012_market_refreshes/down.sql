DROP TABLE market_refreshes;
