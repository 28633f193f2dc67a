DROP TABLE portfolio_snapshots, runs, recalculations, imports, positions, portfolios, benchmarks, exchange_sessions,
  corporate_actions, daily_prices, securities, settings, users;
DROP FUNCTION time_ordered_uuid();
