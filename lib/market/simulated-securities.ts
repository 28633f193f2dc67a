import type { GicsSector } from '../risk/gics-sectors';
import { stream, uniform } from './draw';
import type { SecurityProfile } from './provider';
import { type CompanyDesign, companyDesigns } from './simulated-companies';
import { firstWeekday, lastWeekday } from './simulated-days';
import { marketVolatilityAnnual, sectorVolatilityAnnual, simulatedSeed } from './simulated-factors';
import { fundDesigns } from './simulated-funds';
import { newcomers } from './simulated-newcomers';
import { type Halt, halts, splitDays } from './simulated-schedule';

/** All that decides the path of a simulated security, beside the seed. Rates are fractions a year. */
export type SimulatedSecurity = {
  readonly profile: SecurityProfile;
  /** The sector whose factor moves it, with a loading of 1; null for none. The profile may keep it to itself. */
  readonly follows: GicsSector | null;
  readonly startPrice: number;
  readonly beta: number;
  readonly ownVolatilityAnnual: number;
  /** Growth beyond what its beta brings, payments included. */
  readonly growthAnnual: number;
  readonly dividendYield: number;
  readonly paymentsPerYear: 0 | 4 | 12;
  /** Units traded on a usual day; null for what is not traded on an exchange. */
  readonly volumeDaily: number | null;
  /** Weekday numbers of the first and the last day on which it can trade. */
  readonly firstDay: number;
  readonly lastDay: number;
  readonly splitDays: readonly number[];
  readonly halts: readonly Halt[];
};

const always = { firstDay: firstWeekday, lastDay: lastWeekday, splitDays: [], halts: [] };

/** From 0.3 to 9 million units a day. */
const volumeOf = (symbol: string): number =>
  Math.round(300_000 * 30 ** uniform(stream(simulatedSeed, `volume of ${symbol}`), 0, 0));

const profileOf = (
  symbol: string,
  name: string,
  assetClass: SecurityProfile['assetClass'],
  sector: GicsSector | null,
): SecurityProfile => ({ symbol, name, assetClass, sector, currency: 'USD' });

/** The simulated index is the market factor itself, payments included: the beta of a design is its beta to SIM500. */
export const simulatedIndex: SimulatedSecurity = {
  profile: profileOf('SIM500', 'Simulated Market Index 500', 'index', null),
  follows: null,
  startPrice: 2500,
  beta: 1,
  ownVolatilityAnnual: 0,
  growthAnnual: 0,
  dividendYield: 0,
  paymentsPerYear: 0,
  volumeDaily: null,
  ...always,
};

/** A fund whose price is one dollar, always. Its interest is paid into cash and is no part of its price. */
const moneyMarketFund: SimulatedSecurity = {
  profile: profileOf('HRBC.SIM', 'Harbourcalm Money Market Fund', 'fund', null),
  follows: null,
  startPrice: 1,
  beta: 0,
  ownVolatilityAnnual: 0,
  growthAnnual: 0,
  dividendYield: 0,
  paymentsPerYear: 0,
  volumeDaily: null,
  ...always,
};

/** What shares that split have to gain beside the market, so that a split every six years does not wear them out. */
const growthOfSplitting = 0.06;

function company(design: CompanyDesign, firstDay: number, lastDay: number): SimulatedSecurity {
  const { symbol, name, sector, startPrice, beta, ownVolatilityAnnual, dividendYield } = design;
  const splits = splitDays(symbol);
  return {
    profile: profileOf(symbol, name, 'stock', sector),
    follows: sector,
    startPrice,
    beta,
    ownVolatilityAnnual,
    growthAnnual: splits.length > 0 ? growthOfSplitting : 0,
    dividendYield,
    paymentsPerYear: dividendYield > 0 ? 4 : 0,
    volumeDaily: volumeOf(symbol),
    firstDay,
    lastDay,
    splitDays: splits,
    halts: halts(symbol),
  };
}

/** Every security the simulated market will ever have, in the order of a list of quotes. */
export const allSimulatedSecurities: readonly SimulatedSecurity[] = [
  simulatedIndex,
  ...companyDesigns.map((design) => company(design, firstWeekday, lastWeekday)),
  ...newcomers.map((design) => company(design, design.firstDay, design.lastDay)),
  ...fundDesigns.map(({ symbol, name, ...design }) => ({
    profile: profileOf(symbol, name, 'fund', null),
    ...design,
    volumeDaily: volumeOf(symbol),
    ...always,
  })),
  moneyMarketFund,
];

const bySymbol = new Map(allSimulatedSecurities.map((security) => [security.profile.symbol, security]));

/** The simulated security of that symbol, null where there is none. */
export const simulatedSecurity = (symbol: string): SimulatedSecurity | null => bySymbol.get(symbol) ?? null;

/** The volatility a simulated security is designed to have in the long run: market, sector and its own together. */
export function designedVolatilityAnnual({ beta, follows, ownVolatilityAnnual }: SimulatedSecurity): number {
  const sector = follows === null ? 0 : sectorVolatilityAnnual[follows];
  return Math.hypot(beta * marketVolatilityAnnual, sector, ownVolatilityAnnual);
}
