import type { GicsSector } from '../risk/gics-sectors';

/** A company as it is designed; what it then does is drawn. Rates are fractions a year. */
export type CompanyDesign = {
  readonly symbol: string;
  readonly name: string;
  /** Whose factor moves it; null where it follows the market alone. */
  readonly sector: GicsSector | null;
  readonly startPrice: number;
  readonly beta: number;
  /** Volatility of what neither the market nor its sector explains. */
  readonly ownVolatilityAnnual: number;
  readonly dividendYield: number;
};

type Row = readonly [string, string, number, number, number, number];

/** Symbol, name, start price, beta, own volatility, dividend yield. All of them are invented. */
const rows: readonly (readonly [GicsSector | null, readonly Row[]])[] = [
  [
    'Communication Services',
    [
      ['QLFM.SIM', 'Quillfeather Media', 178, 1.15, 0.3, 0],
      ['BLWK.SIM', 'Bellwick Broadband', 42, 0.7, 0.19, 0.045],
      ['PRLV.SIM', 'Parlavine Networks', 118, 1.05, 0.26, 0.01],
    ],
  ],
  [
    'Consumer Discretionary',
    [
      ['ORNM.SIM', 'Orrinmark Motors', 422, 1.75, 0.4, 0],
      ['HZLM.SIM', 'Hazelmoor Outfitters', 87, 1.2, 0.29, 0.012],
      ['SLTG.SIM', 'Saltgrove Hotels', 64, 1.35, 0.28, 0.008],
      ['PNYA.SIM', 'Pennyarrow Stores', 131, 0.85, 0.22, 0.016],
    ],
  ],
  [
    'Consumer Staples',
    [
      ['OATF.SIM', 'Oatenfield Foods', 58, 0.5, 0.16, 0.031],
      ['BRDC.SIM', 'Brindlecup Beverages', 49, 0.55, 0.15, 0.029],
      ['LRKS.SIM', 'Larkspoon Household', 97, 0.45, 0.15, 0.026],
    ],
  ],
  [
    'Energy',
    [
      ['DRMW.SIM', 'Drummarrow Petroleum', 71, 1.1, 0.2, 0.038],
      ['SKRK.SIM', 'Skerrick Offshore', 38, 1.45, 0.3, 0.01],
      ['KSBM.SIM', 'Kestrelby Midstream', 29, 0.85, 0.18, 0.058],
    ],
  ],
  [
    'Financials',
    [
      ['THSB.SIM', 'Thistlebank Financial', 102, 1.15, 0.18, 0.027],
      ['MRCW.SIM', 'Marchwarden Capital', 216, 1.35, 0.22, 0.021],
      ['WKSL.SIM', 'Wickersley Insurance', 134, 0.75, 0.18, 0.019],
      ['TLGP.SIM', 'Tollgarth Payments', 142, 1.1, 0.2, 0.007],
    ],
  ],
  [
    'Health Care',
    [
      ['HLCY.SIM', 'Halcyra Pharmaceuticals', 83, 0.6, 0.19, 0.029],
      ['NVLY.SIM', 'Nuvelyn Biologics', 298, 1.05, 0.36, 0],
      ['MNDW.SIM', 'Mendwell Devices', 176, 0.9, 0.22, 0.009],
      ['DVCN.SIM', 'Dovecairn Clinics', 121, 0.75, 0.24, 0.011],
    ],
  ],
  [
    'Industrials',
    [
      ['ARVK.SIM', 'Aerovask Systems', 241, 1.2, 0.27, 0.006],
      ['IRNW.SIM', 'Ironwold Machinery', 148, 1.15, 0.2, 0.018],
      ['GRYW.SIM', 'Greywether Freight', 92, 1.05, 0.21, 0.015],
      ['BLTM.SIM', 'Boltmere Tools', 127, 1.1, 0.22, 0.017],
    ],
  ],
  [
    'Information Technology',
    [
      ['LMFG.SIM', 'Lumenforge Semiconductors', 512, 1.65, 0.36, 0.003],
      ['QRVX.SIM', 'Quorvex Systems', 364, 1.2, 0.24, 0.006],
      ['DTMR.SIM', 'Datamoor Cloud', 276, 1.45, 0.35, 0],
      ['CNDS.SIM', 'Cindersoft Security', 212, 1.3, 0.37, 0],
      ['NMBR.SIM', 'Nimbrel Software', 158, 1.15, 0.23, 0.008],
      ['PXWR.SIM', 'Pixelwright Design', 203, 1.25, 0.3, 0],
    ],
  ],
  [
    'Materials',
    [
      ['ORLD.SIM', 'Oreldane Mining', 36, 0.9, 0.35, 0.014],
      ['TRNW.SIM', 'Tarnwood Chemicals', 79, 1.05, 0.2, 0.024],
      ['FLNM.SIM', 'Flintmarsh Paper', 54, 0.95, 0.21, 0.032],
    ],
  ],
  [
    'Real Estate',
    [
      ['STQY.SIM', 'Stonequay Properties', 116, 0.95, 0.18, 0.037],
      ['HRTM.SIM', 'Hearthmere Residential', 68, 0.8, 0.17, 0.034],
    ],
  ],
  [
    'Utilities',
    [
      ['BCKW.SIM', 'Beckwater Utilities', 73, 0.4, 0.15, 0.036],
      ['GLHP.SIM', 'Galehurst Power', 61, 0.5, 0.17, 0.032],
    ],
  ],
  [null, [['MSGV.SIM', 'Mossgrave Holdings', 47, 0.9, 0.26, 0]]],
];

/** The companies that are there from the first day to the last. */
export const companyDesigns: readonly CompanyDesign[] = rows.flatMap(([sector, companies]) =>
  companies.map(([symbol, name, startPrice, beta, ownVolatilityAnnual, dividendYield]) => ({
    symbol,
    name,
    sector,
    startPrice,
    beta,
    ownVolatilityAnnual,
    dividendYield,
  })),
);
