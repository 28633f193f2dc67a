import { annualVolatilityOfVariance } from '../../lib/risk/annualise';
import { ewmaVolatility } from '../../lib/risk/ewma';
import { harForecast, harMinimum } from '../../lib/risk/har';
import { realizedVolatility } from '../../lib/risk/volatility';
import { combinedVariance } from '../../lib/risk/volatility-forecast';
import { percentileDays, percentileVolatilityDays, volatilityPercentile } from '../../lib/risk/volatility-percentile';
import { volatilityTrend } from '../../lib/risk/volatility-trend';
import { whenMeasured } from './when-measured';

/** What the document says of a column of daily returns by itself, under the oracle's names. */
export const realizedBlock = (returns: Float64Array) => ({
  rv21_sample_ddof1: whenMeasured(realizedVolatility(returns, 21), ({ volatilityAnnual }) => volatilityAnnual),
  rv63_sample_ddof1: whenMeasured(realizedVolatility(returns, 63), ({ volatilityAnnual }) => volatilityAnnual),
});

/** The rank among as many daily values as there are, up to a year of them: the product asks for all 252. */
export function percentileBlock(returns: Float64Array) {
  const values = Math.min(percentileDays, returns.length - percentileVolatilityDays + 1);
  if (values < 1) return undefined;
  return {
    n_values: values,
    full_window: values === percentileDays,
    pct_midrank_incl_current: whenMeasured(volatilityPercentile(returns, values), ({ percentile }) => percentile),
    trend_rv21_over_prev63: whenMeasured(volatilityTrend(returns), ({ z, pValue, label }) => ({
      z,
      p_value_normal: pValue,
      label,
    })),
  };
}

/** HAR, EWMA and their combination from the 72 returns on that a regression needs: the headline asks for 504. */
export function harBlock(returns: Float64Array) {
  if (returns.length < harMinimum) return undefined;
  const har = harForecast(returns);
  const ewma = ewmaVolatility(returns);
  return {
    x_T: whenMeasured(har, ({ components }) => ({
      vol_daily: components.dailyAnnual,
      vol_weekly: components.weeklyAnnual,
      vol_monthly: components.monthlyAnnual,
    })),
    sqrt_direct: whenMeasured(har, ({ rSquared, varianceDaily }) => ({
      r_squared: rSquared,
      forecast_var_clamped: varianceDaily,
    })),
    'ewma_0.94': whenMeasured(ewma, ({ varianceDaily }) => ({ var: varianceDaily })),
    'combined_geomean_ewma0.94_sqrtHAR': whenMeasured(har, (regression) =>
      whenMeasured(ewma, ({ varianceDaily }) => ({
        forecast_vol_annual: annualVolatilityOfVariance(combinedVariance(varianceDaily, regression.varianceDaily)),
      })),
    ),
  };
}
