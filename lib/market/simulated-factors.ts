import type { GicsSector } from '../risk/gics-sectors';
import { normal, type Stream, stream, studentT } from './draw';
import { firstWeekday, lastWeekday, weekdaysPerYear } from './simulated-days';

/** Changing it makes another market of the same kind. */
export const simulatedSeed = 172;

/** What moves many securities at once, by weekday number. */
export type Factor = {
  /** Logarithm of its level: the sum of its daily moves. */
  readonly level: Float64Array;
  /** Standard deviation of the day's move, known before the day. */
  readonly volatilityDaily: Float64Array;
};

export const marketVolatilityAnnual = 0.165;
const marketGrowthAnnual = 0.072;

export const sectorVolatilityAnnual: Readonly<Record<GicsSector, number>> = {
  'Communication Services': 0.08,
  'Consumer Discretionary': 0.08,
  'Consumer Staples': 0.075,
  Energy: 0.17,
  Financials: 0.09,
  'Health Care': 0.08,
  Industrials: 0.06,
  'Information Technology': 0.09,
  Materials: 0.085,
  'Real Estate': 0.1,
  Utilities: 0.095,
};

/**
 * The logarithm of volatility is a sum of parts that revert at the pace of a week, a month and half a year. Together
 * they fade like the volatility of real markets, neither as fast as the first nor as slowly as the last (Corsi 2009).
 */
const marketClusters = [
  { halfLife: 5, spread: 0.25 },
  { halfLife: 25, spread: 0.34 },
  { halfLife: 125, spread: 0.25 },
];

/** Falls raise volatility more than rises do: the correlation of a day's move with the change of the next day's. */
const leverage = -0.6;

/** Degrees of freedom of the daily shocks; volatility that changes fattens the tails of returns further. */
const marketDegrees = 12;
const ownDegrees = 12;

/** What a value keeps of itself overnight when half of it is gone after so many weekdays. */
export const retention = (halfLife: number): number => 0.5 ** (1 / halfLife);

/**
 * Levels are drawn back to their trend over years, so that no path leaves the world however long the market runs; from
 * one day to the next the pull is a thousandth of a move.
 */
export const levelRetention = retention(3 * weekdaysPerYear);

const dailyOf = (volatilityAnnual: number): number => volatilityAnnual / Math.sqrt(weekdaysPerYear);

/** What the market's volatility is above its usual one, as a logarithm, by weekday number. */
export type MarketFactor = Factor & { readonly excess: Float64Array };

function marketFactor(): MarketFactor {
  const level = new Float64Array(lastWeekday + 1);
  const volatilityDaily = new Float64Array(lastWeekday + 1);
  const excess = new Float64Array(lastWeekday + 1);
  const moves = stream(simulatedSeed, 'market');
  const variance = marketClusters.reduce((sum, { spread }) => sum + spread ** 2, 0);
  const parts = marketClusters.map(() => 0);
  let deviation = 0;
  for (let day = firstWeekday; day <= lastWeekday; day++) {
    const x = parts.reduce((sum, part) => sum + part, 0);
    excess[day] = x;
    // The mean of e^(2x) is e^(2·variance), so that the mean of the squared volatility is the one designed.
    volatilityDaily[day] = dailyOf(marketVolatilityAnnual) * Math.exp(x - variance);
    const shock = studentT(marketDegrees, moves, day, 0);
    deviation = levelRetention * deviation + volatilityDaily[day] * shock;
    level[day] = (marketGrowthAnnual * (day - firstWeekday)) / weekdaysPerYear + deviation;
    marketClusters.forEach(({ halfLife, spread }, k) => {
      const kept = retention(halfLife);
      const own = Math.sqrt(1 - leverage ** 2) * normal(moves, day, 1 + k);
      parts[k] = kept * parts[k] + spread * Math.sqrt(1 - kept ** 2) * (leverage * shock + own);
    });
  }
  return { level, volatilityDaily, excess };
}

/** How the volatility of what is not the market follows the market's, and how it moves by itself. */
const sharedExcess = 0.45;
const ownHalfLife = 20;
const ownSpread = 0.24;

/**
 * The moves of one thing beside the market, day after day: `next(day)` has to be called for each weekday in turn.
 * Its volatility clusters with the market's and by itself.
 */
export function ownMoves(moves: Stream, volatilityAnnual: number, market: MarketFactor) {
  const variance =
    ownSpread ** 2 + sharedExcess ** 2 * marketClusters.reduce((sum, { spread }) => sum + spread ** 2, 0);
  const kept = retention(ownHalfLife);
  let own = 0;
  let deviation = 0;
  return (day: number): { deviation: number; volatilityDaily: number } => {
    own = kept * own + ownSpread * Math.sqrt(1 - kept ** 2) * normal(moves, day, 1);
    const volatilityDaily = dailyOf(volatilityAnnual) * Math.exp(own + sharedExcess * market.excess[day] - variance);
    deviation = levelRetention * deviation + volatilityDaily * studentT(ownDegrees, moves, day, 0);
    return { deviation, volatilityDaily };
  };
}

function sectorFactor(sector: GicsSector, market: MarketFactor): Factor {
  const level = new Float64Array(lastWeekday + 1);
  const volatilityDaily = new Float64Array(lastWeekday + 1);
  const next = ownMoves(stream(simulatedSeed, sector), sectorVolatilityAnnual[sector], market);
  for (let day = firstWeekday; day <= lastWeekday; day++) {
    const move = next(day);
    level[day] = move.deviation;
    volatilityDaily[day] = move.volatilityDaily;
  }
  return { level, volatilityDaily };
}

export type Factors = {
  readonly market: MarketFactor;
  readonly sectors: Readonly<Record<GicsSector, Factor>>;
};

let made: Factors | undefined;

/** The market and the eleven sectors over all days of the calendar, made at the first call and kept. */
export function simulatedFactors(): Factors {
  if (!made) {
    const market = marketFactor();
    const names = Object.keys(sectorVolatilityAnnual) as GicsSector[];
    const sectors = Object.fromEntries(names.map((sector) => [sector, sectorFactor(sector, market)]));
    made = { market, sectors: sectors as Record<GicsSector, Factor> };
  }
  return made;
}
