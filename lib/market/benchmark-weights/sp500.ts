import type { SectorWeights } from '../provider';

/**
 * GICS sector weights of the S&P 500, from the published holdings of the fund SPY (SPDR S&P 500 ETF Trust), summed by
 * the GICS sector of each company. Two days; newer sets come from a provider or a file.
 */
export const sp500SectorWeights: readonly SectorWeights[] = [
  {
    benchmark: 'SP500',
    asOf: '2025-08-25',
    dataSource: 'SPY holdings by GICS sector',
    weights: {
      'Communication Services': 0.09964071,
      'Consumer Discretionary': 0.1011119,
      'Consumer Staples': 0.05299292,
      Energy: 0.02936378,
      Financials: 0.13664068,
      'Health Care': 0.08976271,
      Industrials: 0.0865401,
      'Information Technology': 0.34100622,
      Materials: 0.01783445,
      'Real Estate': 0.02008627,
      Utilities: 0.02502027,
    },
  },
  {
    benchmark: 'SP500',
    asOf: '2025-11-24',
    dataSource: 'SPY holdings by GICS sector',
    weights: {
      'Communication Services': 0.10540953,
      'Consumer Discretionary': 0.1008388,
      'Consumer Staples': 0.04882057,
      Energy: 0.02961374,
      Financials: 0.13019861,
      'Health Care': 0.09796438,
      Industrials: 0.08141801,
      'Information Technology': 0.34615053,
      Materials: 0.01636376,
      'Real Estate': 0.01902039,
      Utilities: 0.02420168,
    },
  },
];
