/** Trading days in a year: the one constant by which anything here is annualised. */
export const tradingDaysPerYear = 252;

const rootOfYear = Math.sqrt(tradingDaysPerYear);

/** A standard deviation of daily returns as a yearly one: × √252. */
export const annualVolatility = (volatilityDaily: number): number => volatilityDaily * rootOfYear;

/** A daily variance as a yearly volatility: √(252 · variance). */
export const annualVolatilityOfVariance = (varianceDaily: number): number =>
  Math.sqrt(tradingDaysPerYear * varianceDaily);
