DROP TABLE position_volatility;
