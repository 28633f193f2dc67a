import type { ImportKind } from './import-tables';

/** What a person may begin with: a file of each kind that imports as it stands, and wide prices besides. */
export const importTemplates: Readonly<Record<ImportKind | 'prices_wide', string>> = {
  holdings: `symbol,quantity,asset_class,lot_id,entry_date,entry_price,exit_date,currency,price,price_date,quantity_as_of,underlying,option_type,strike,expiry,multiplier,delta
ACME,100,stock,,2021-03-01,121.26,,USD,,,,,,,,,
GLOBEX,-20,stock,short-1,2021-02-08,86.40,,USD,,,,,,,,,
BROAD,12.5,fund,,,,,USD,,,,,,,,,
ACME220617C130,2,option,,2021-03-01,9.75,,USD,,,,ACME,call,130,2022-06-17,100,0.52
VINEYARD,1,private,,2015-06-30,200000,,USD,250000,2020-12-31,,,,,,,
CASH,15000,cash,,,,,USD,1,,,,,,,,
`,
  prices: `date,symbol,close,adj_close,open,high,low,volume
2021-03-30,ACME,119.90,118.75,120.11,120.40,118.86,856719
2021-03-31,ACME,122.15,120.98,121.65,123.52,121.15,1183238
2021-03-31,BROAD,396.33,396.33,395.34,397.83,395.31,1127342
`,
  prices_wide: `date,ACME,GLOBEX,BROAD
2021-03-30,119.90,86.35,394.73
2021-03-31,122.15,,396.33
`,
  actions: `date,symbol,dividend,split
2020-08-07,ACME,0.82,
2020-08-31,ACME,,4
`,
  securities: `symbol,name,sector,asset_class
ACME,Acme Corporation,Industrials,stock
GLOBEX,Globex & Sons,Health Care,stock
BROAD,Broad Market Fund,,fund
`,
  sector_weights: `asof_date,sector,weight,data_source
2025-08-25,Information Technology,0.3410,fund holdings
2025-08-25,Financials,0.1366,fund holdings
2025-08-25,Consumer Discretionary,0.1011,fund holdings
2025-08-25,Communication Services,0.0996,fund holdings
2025-08-25,Health Care,0.0898,fund holdings
2025-08-25,Industrials,0.0865,fund holdings
2025-08-25,Consumer Staples,0.0530,fund holdings
2025-08-25,Energy,0.0294,fund holdings
2025-08-25,Utilities,0.0250,fund holdings
2025-08-25,Real Estate,0.0201,fund holdings
2025-08-25,Materials,0.0179,fund holdings
`,
};
