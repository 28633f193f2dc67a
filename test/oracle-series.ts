import { existsSync, readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import type { Bars } from '@/lib/risk/range-volatility';
import { simpleReturns } from '@/lib/risk/returns';

/**
 * The volatility of real closes and bars, measured by an independent program in 50 digits (mpmath). Tests that need it
 * skip where the reference folder is absent.
 */
const folder = new URL('../../shared/', import.meta.url);
const files = {
  prices: new URL('data/prices_adjclose.csv', folder),
  bars: new URL('data/ohlcv.csv.gz', folder),
  oracle: new URL('oracle/oracle_public.json', folder),
  rangeOracle: new URL('oracle/oracle_public_ohlc.json', folder),
};

export const hasSeriesOracle = Object.values(files).every((file) => existsSync(file));

export type SeriesOracle = {
  readonly realized_vol_simple: Readonly<Record<string, number | undefined>>;
  readonly percentile_simple_21d_1y: {
    readonly n_values: number;
    readonly pct_midrank_incl_current: number;
    readonly trend_rv21_over_prev63: {
      readonly ratio: number;
      readonly z: number;
      readonly p_value_normal: number;
      readonly kurtosis_clipped_3_12: number;
      readonly label: string;
    };
  };
  readonly har: {
    readonly n_rows: number;
    readonly x_T: Readonly<Record<'vol_daily' | 'vol_weekly' | 'vol_monthly', number>>;
    readonly sqrt_direct: {
      readonly coef: readonly number[];
      readonly r_squared: number;
      readonly forecast_var_clamped: number;
    };
    readonly 'ewma_0.94': { readonly var: number; readonly vol_annual: number };
    readonly 'combined_geomean_ewma0.94_sqrtHAR': {
      readonly forecast_var: number;
      readonly forecast_vol_annual: number;
    };
  };
};

export type OracleSeries = {
  readonly symbol: string;
  readonly returns: Float64Array;
  readonly expected: SeriesOracle;
};

const linesOf = (text: string): string[][] =>
  text
    .trim()
    .split('\n')
    .map((line) => line.trim().split(','));

export function readSeriesOracle(): readonly OracleSeries[] {
  if (!hasSeriesOracle) return [];
  const [header, ...rows] = linesOf(readFileSync(files.prices, 'utf8'));
  const { series } = JSON.parse(readFileSync(files.oracle, 'utf8'));
  return header.slice(1).map((symbol, i) => {
    const cells = rows.map((row) => row[i + 1]).filter((cell) => cell !== '');
    return { symbol, returns: simpleReturns(Float64Array.from(cells, Number)).values, expected: series[symbol] };
  });
}

export type OracleBars = {
  readonly symbol: string;
  readonly bars: Bars;
  readonly expected: Readonly<Record<string, Readonly<Record<string, number>> | undefined>>;
};

export function readBarsOracle(): readonly OracleBars[] {
  if (!hasSeriesOracle) return [];
  const [header, ...rows] = linesOf(gunzipSync(readFileSync(files.bars)).toString('utf8'));
  const place = (name: string): number => header.indexOf(name);
  const { series } = JSON.parse(readFileSync(files.rangeOracle, 'utf8'));
  return Object.keys(series).map((symbol) => {
    const days = rows.filter((row) => row[place('ticker')] === symbol);
    const column = (name: string): Float64Array => Float64Array.from(days, (row) => Number(row[place(name)]));
    return {
      symbol,
      bars: {
        open: column('open'),
        high: column('high'),
        low: column('low'),
        close: column('close'),
        adjustedClose: column('adj_close'),
      },
      expected: series[symbol],
    };
  });
}
