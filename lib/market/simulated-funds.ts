import type { GicsSector } from '../risk/gics-sectors';

/** A fund as it is designed. Rates are fractions a year. */
export type FundDesign = {
  readonly symbol: string;
  readonly name: string;
  /** The sector it holds; null where it holds none in particular. */
  readonly follows: GicsSector | null;
  readonly startPrice: number;
  readonly beta: number;
  readonly ownVolatilityAnnual: number;
  /** Growth beyond what its beta brings, payments included. */
  readonly growthAnnual: number;
  readonly dividendYield: number;
  readonly paymentsPerYear: 0 | 4 | 12;
};

type Row = readonly [string, string, GicsSector | null, number, number, number, number, number, 0 | 4 | 12];

/** Symbol, name, sector it follows, start price, beta, own volatility, growth, yield, payments a year. All invented. */
const rows: readonly Row[] = [
  ['BRMI.SIM', 'Broadmere Market Index Fund', null, 251, 1, 0.006, -0.0005, 0.014, 4],
  ['BRMS.SIM', 'Broadmere Small Companies Fund', null, 88, 1.15, 0.085, -0.004, 0.012, 4],
  ['FRSH.SIM', 'Farshore International Equity Fund', null, 57, 0.82, 0.075, -0.006, 0.027, 4],
  ['STDV.SIM', 'Steadvale Dividend Fund', null, 74, 0.72, 0.045, 0.008, 0.034, 4],
  ['TCKW.SIM', 'Tickwell Technology Fund', 'Information Technology', 96, 1.15, 0.04, 0.02, 0.006, 4],
  ['LNDH.SIM', 'Landhallow Real Estate Fund', 'Real Estate', 81, 0.85, 0.04, -0.01, 0.036, 4],
  ['HDGB.SIM', 'Hedgebrook Aggregate Bond Fund', null, 79, 0.04, 0.05, 0.03, 0.032, 12],
  ['AURM.SIM', 'Aurumstead Gold Trust', null, 122, 0.03, 0.145, 0.05, 0, 0],
];

export const fundDesigns: readonly FundDesign[] = rows.map(
  ([symbol, name, follows, startPrice, beta, ownVolatilityAnnual, growthAnnual, dividendYield, paymentsPerYear]) => ({
    symbol,
    name,
    follows,
    startPrice,
    beta,
    ownVolatilityAnnual,
    growthAnnual,
    dividendYield,
    paymentsPerYear,
  }),
);
