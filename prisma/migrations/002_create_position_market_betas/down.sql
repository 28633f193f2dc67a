DROP TABLE position_market_betas;
