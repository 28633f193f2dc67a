import { beta, count, decimal, emDash, interval, percent, percentInterval, pValue } from '@/lib/format';
import type { DatedWindow } from '@/lib/risk/volatility-estimates';
import type { Explanation } from '../explanation';
import { forecastMethodWords } from '../forecast-method-words';
import type { PositionRegression, PositionVolatility } from '../position-measures';
import type { RecipeName } from '../recipes/recipes';

const keptWindow = (one: PositionRegression | PositionVolatility): DatedWindow | undefined =>
  one.firstDate === null || one.lastDate === null
    ? undefined
    : { observations: one.observations, dropped: one.dropped, firstDate: one.firstDate, lastDate: one.lastDate };

/** The regression of one security on the index. */
export function positionBetaExplanation(
  one: PositionRegression,
  symbol: string,
  marketIndex: string,
  id: string,
): Explanation {
  const isWelch = one.method === 'WELCH';
  return {
    id,
    title: isWelch ? `Welch beta of ${symbol}` : `Beta of ${symbol}, ${one.windowDays} days`,
    words: isWelch
      ? `The slope of ${symbol} on ${marketIndex} with each day’s return clipped to between −2 and 4 times the index’s, newer days weighing more.`
      : `How much ${symbol} moves for each 1 that ${marketIndex} moves: the slope of its daily returns on those of ${marketIndex}, on the days on which both have a close.`,
    formula: `r(${symbol}) = α + β · r(${marketIndex}) + e`,
    method: isWelch
      ? 'Weighted least squares over 504 paired returns, half the weight after 90; Welch (2022)'
      : `Least squares with intercept over the last ${count(one.windowDays)} paired daily returns; interval from HC3 errors`,
    window: keptWindow(one),
    facts: isWelch
      ? []
      : [
          { term: '95 % interval', value: interval(one.ci95Low, one.ci95High) },
          { term: 'Standard error, HC3', value: decimal(one.hc3StdError, 3) },
          { term: 'R²', value: percent(one.rSquared) },
          { term: 'p of β = 0', value: pValue(one.hc3PZero) },
          { term: 'p of β = 1', value: pValue(one.hc3POne) },
        ],
    recipe: isWelch ? { name: 'welch_beta', symbol } : { name: 'market_beta', parameter: one.observations, symbol },
  };
}

/** The regression of one security, drawn towards 1. */
export function positionDrawnBetaExplanation(
  one: PositionRegression,
  way: 'blume' | 'vasicek',
  symbol: string,
  id: string,
): Explanation {
  const isBlume = way === 'blume';
  return {
    id,
    title: `${isBlume ? 'Blume' : 'Vasicek'} beta of ${symbol}, ${one.windowDays} days`,
    words: isBlume
      ? 'The measured beta drawn a third of the way towards 1, where betas tend to go; it stands beside the measured one, never in its place.'
      : 'The measured beta and what is believed of betas before anything is measured, each weighted by how certain it is: of large error, it is drawn further towards 1.',
    formula: isBlume
      ? 'β(Blume) = ⅔ · β + ⅓'
      : 'β(Vasicek) = (β/s² + 1/σ²) / (1/s² + 1/σ²), s its standard error, σ = 0.5',
    method: isBlume
      ? 'Blume (1975), with the customary round coefficients'
      : 'Vasicek (1973), with the classical standard error',
    window: keptWindow(one),
    facts: [
      { term: 'Measured beta', value: beta(one.beta) },
      ...(isBlume ? [] : [{ term: 'Its standard error', value: decimal(one.stdError, 3) }]),
    ],
    recipe: { name: isBlume ? 'blume_beta' : 'vasicek_beta', parameter: one.observations, symbol },
  };
}

type Told = { readonly title: string; readonly words: string; readonly formula: string; readonly method: string };

const told = {
  realized: (days: number): Told => ({
    title: `Realized volatility, ${days} days`,
    words: `How widely the daily returns of the last ${days} days were spread, as a yearly figure.`,
    formula: 's(r) · √252',
    method: `Sample standard deviation of the last ${days} returns`,
  }),
  expected: (method: 'HAR_EWMA' | 'EWMA'): Told => ({
    title: 'Expected volatility, next 21 days',
    words:
      'The volatility of the next 21 trading days, made of the last day, week and month and of all days by their age.',
    formula: method === 'HAR_EWMA' ? '√(252 · √(EWMA variance · HAR variance))' : 'σ²ₜ = 0.94 · σ²ₜ₋₁ + 0.06 · r²ₜ',
    method: forecastMethodWords[method],
  }),
  har: (): Told => ({
    title: 'HAR forecast alone',
    words: 'One regression of the volatility of 21 days on that of the day, the week and the month before them.',
    formula: 'σ(t+1 … t+21) = a + b·d + c·w + e·m,  d = √v, w = √mean₅ v, m = √mean₂₁ v, v = r²',
    method: 'Least squares with intercept, clamped to what has been seen',
  }),
  ewma: (): Told => ({
    title: 'EWMA alone',
    words: 'The exponentially weighted volatility: each day counts 6 % less than the one after it.',
    formula: 'σ²ₜ = 0.94 · σ²ₜ₋₁ + 0.06 · r²ₜ',
    method: 'Over the last 1,260 returns, started with the mean of the first 63 squares',
  }),
  percentile: (): Told => ({
    title: 'Volatility percentile',
    words:
      'Where today’s 21-day volatility stands among those of the last 252 days, which hold about 12 independent months.',
    formula: '(less + ½ · equal) / 252',
    method: 'Mid-rank, today’s value included',
  }),
  trend: (): Told => ({
    title: 'Volatility trend',
    words: 'The last 21 days against the 63 before them, and how far chance alone would set them apart.',
    formula: 'z = ln(s₂₁ / s₆₃) / √((κ − 1)/4 · (1/21 + 1/63))',
    method: 'Two-sided normal; the kurtosis κ of the 84 returns, from 3 to 12',
  }),
} as const;

const recipes: Readonly<Record<keyof typeof told, RecipeName>> = {
  realized: 'realized_volatility',
  expected: 'expected_volatility',
  har: 'har',
  ewma: 'ewma',
  percentile: 'volatility_percentile',
  trend: 'volatility_trend',
};

/** So many returns are behind a measure that is not made of all there are. */
const returnsBehind = { percentile: 252 + 20, trend: 21 + 63 } as const;

/**
 * One of the volatility measures of a security. `days` is the window of a realized one; `windowOf` dates so many of the
 * newest returns, where they can be dated.
 */
export function positionVolatilityExplanation(
  one: PositionVolatility,
  what: keyof typeof told,
  symbol: string,
  id: string,
  windowOf: (returns: number) => DatedWindow | undefined,
  days = 21,
): Explanation {
  const method = one.expectedMethod ?? 'EWMA';
  const {
    title,
    words,
    formula,
    method: by,
  } = what === 'realized' ? told.realized(days) : what === 'expected' ? told.expected(method) : told[what]();
  const name = what === 'expected' && method === 'EWMA' ? 'ewma' : recipes[what];
  const facts: Record<keyof typeof told, Explanation['facts']> = {
    realized: [],
    expected: [{ term: '90 % band', value: percentInterval(one.expectedLow, one.expectedHigh) }],
    har: [
      { term: 'Day, d', value: percent(one.daily) },
      { term: 'Week, w', value: percent(one.weekly) },
      { term: 'Month, m', value: percent(one.monthly) },
      { term: 'R² of the model', value: percent(one.harRSquared) },
    ],
    ewma: [],
    percentile: [
      { term: 'Values', value: one.percentileObservations === null ? emDash : count(one.percentileObservations) },
    ],
    trend: [
      { term: 'Ratio', value: decimal(one.trendRatio, 2) },
      { term: 'z', value: decimal(one.trendZ, 2) },
      { term: 'p', value: pValue(one.trendPValue) },
    ],
  };
  return {
    id,
    title: `${title}, ${symbol}`,
    words,
    formula,
    method: by,
    // The dates that are kept are those of the longest window there is.
    window:
      what === 'realized'
        ? windowOf(days)
        : what === 'percentile' || what === 'trend'
          ? windowOf(returnsBehind[what])
          : keptWindow(one),
    facts: facts[what],
    recipe: { name, parameter: what === 'realized' ? days : undefined, symbol },
  };
}
