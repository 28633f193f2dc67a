import { dayNumber } from '@/lib/risk/day';
import { forecastScoreboard } from '@/lib/risk/forecast-scoreboard';
import { gicsSectors } from '@/lib/risk/gics-sectors';
import type { Holding } from '@/lib/risk/holding';
import { marketBeta } from '@/lib/risk/market-beta';
import { portfolioEstimates } from '@/lib/risk/portfolio-estimates';
import { dayRanges, yangZhangVolatility } from '@/lib/risk/range-volatility';
import { pairedReturns, simpleReturns } from '@/lib/risk/returns';
import { sectorBenchmark } from '@/lib/risk/sector-benchmark';
import { forecastRecord, type StoredForecast } from '@/lib/risk/stored-forecasts';
import { realizedVolatility } from '@/lib/risk/volatility';
import { volatilityCone } from '@/lib/risk/volatility-cone';
import { volatilityForecast } from '@/lib/risk/volatility-forecast';
import { volatilityHistory } from '@/lib/risk/volatility-history';
import { rollingWelchBeta, welchBeta } from '@/lib/risk/welch-beta';
import { measuredValue } from './measured-value';

const days = 700;
const columns = 12;

/** Closes by the four operations alone (Park and Miller's generator), so that they are the same wherever they are made. */
function madeCloses(seed: number, market: Float64Array | null): Float64Array {
  let state = seed;
  let close = 50 + seed;
  return Float64Array.from({ length: days }, (_, day) => {
    state = (state * 16_807) % 2_147_483_647;
    const own = (state / 2_147_483_647 - 0.5) * (0.02 + 0.02 * ((day / 100) % 2));
    const shared = market && day > 0 ? market[day] / market[day - 1] - 1 : 0;
    close *= 1 + own + shared;
    return close;
  });
}

/** What would have been stored every 21 days from the 504th return on, and what came. */
function storedForecasts(returns: Float64Array): StoredForecast[] {
  const stored: StoredForecast[] = [];
  for (let origin = 503; origin + 21 < returns.length; origin += 21) {
    const known = returns.subarray(0, origin + 1);
    const forecast = measuredValue(volatilityForecast(known));
    const band = measuredValue(forecast.band);
    stored.push({
      origin,
      headline: forecast.volatilityAnnual,
      low: band.lowAnnual,
      high: band.highAnnual,
      last21Days: measuredValue(realizedVolatility(known, 21)).volatilityAnnual,
      ewma: forecast.ewma.volatilityAnnual,
      har: measuredValue(forecast.har).volatilityAnnual,
      outcome: measuredValue(realizedVolatility(returns.subarray(0, origin + 22), 21)).volatilityAnnual,
    });
  }
  return stored;
}

/**
 * Everything the calculation library says of a book of stocks, funds, an option, a private asset and cash, as text that
 * keeps every bit: what must be the same in Node, in a worker thread and in a browser.
 */
export function wholePortfolio(): string {
  const axis = Int32Array.from({ length: days }, (_, i) => dayNumber('2021-03-01') + i);
  const market = madeCloses(1, null);
  const closes = Array.from({ length: columns }, (_, i) => madeCloses(2 + i, market));
  const pairs = closes.map((one) => pairedReturns(one, market));
  const returns = closes.map((one) => simpleReturns(one).values);
  const stocks = closes.map(
    (one, i): Holding => ({
      id: `${i}`,
      symbol: `S${i}`,
      quantity: i % 4 === 3 ? -7 - i : 10 + i,
      price: one[days - 1],
      assetClass: i < 10 ? 'stock' : 'fund',
      column: i,
      sector: i < 10 ? gicsSectors[i] : null,
    }),
  );
  const holdings: Holding[] = [
    ...stocks,
    {
      id: 'option',
      symbol: 'S1 C',
      quantity: 2,
      assetClass: 'option',
      price: 3,
      underlying: 'S1',
      underlyingPrice: closes[1][days - 1],
      column: 1,
      multiplier: 100,
      delta: 0.4,
    },
    { id: 'private', symbol: 'LLC', quantity: 3, price: 12, assetClass: 'private' },
    { id: 'cash', symbol: 'USD', quantity: -150, assetClass: 'cash' },
  ];
  const bars = {
    open: closes[0].map((close) => close * 0.999),
    high: closes[0].map((close) => close * 1.01),
    low: closes[0].map((close, day) => close * (0.98 + 0.001 * (day % 7))),
    close: closes[0],
    adjustedClose: closes[0],
  };
  const whole = {
    ...portfolioEstimates({
      axis,
      until: days,
      columns: closes,
      market,
      benchmark: sectorBenchmark(
        '2023-01-31',
        'test',
        gicsSectors.map((sector) => ({ sector, weight: 1 / 11 })),
      ),
      holdings,
      betas: pairs.map((one) => marketBeta(one)),
      volatilities: returns.map((one) => realizedVolatility(one, 252)),
    }),
    welch: pairs.map(welchBeta),
    rollingWelch: rollingWelchBeta(pairs[0]),
    history: volatilityHistory(returns[1], 560),
    cone: volatilityCone(returns[2]),
    ranges: yangZhangVolatility(dayRanges(bars), 63),
    scoreboard: forecastScoreboard(forecastRecord(storedForecasts(returns[3]))),
  };
  return JSON.stringify(whole, (_, value) =>
    ArrayBuffer.isView(value) ? Array.from(value as Float64Array, bits) : value,
  );
}

/** What JSON cannot say of a number is said in a word. */
const bits = (value: number): number | string => (Number.isFinite(value) && !Object.is(value, -0) ? value : `${value}`);
