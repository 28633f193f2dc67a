import { methodNotAllowed } from '@/app/api/method-not-allowed';
import { absences, analytics, valueOrNull, windowDocument } from '@/app/api/v1/analytics/envelope';

const absent = {
  realized_volatility_252d: null,
  realized_volatility_21d_standard_error: null,
  expected_volatility_21d_method: null,
  expected_volatility_21d_low: null,
  expected_volatility_21d_high: null,
  ewma_volatility_21d: null,
  har_volatility_21d: null,
  har_r_squared: null,
  trend_z: null,
  trend_p_value: null,
  trend_ratio: null,
  percentile_observations: null,
  window_21d: null,
  window_forecast: null,
};

export const GET = analytics('GET /api/v1/analytics/portfolio/{portfolioId}/volatility', {
  absent,
  read: ({ estimates: { volatility } }) => {
    const realized21 = valueOrNull(volatility.realized21d);
    const forecast = valueOrNull(volatility.forecast);
    const band = forecast && valueOrNull(forecast.band);
    const har = valueOrNull(volatility.har);
    const trend = valueOrNull(volatility.trend);
    const percentile = valueOrNull(volatility.percentile);
    const data = {
      realized_volatility_21d: realized21?.volatilityAnnual ?? null,
      realized_volatility_63d: valueOrNull(volatility.realized63d)?.volatilityAnnual ?? null,
      expected_volatility_21d: forecast?.volatilityAnnual ?? null,
      volatility_trend: trend?.label ?? null,
      volatility_percentile: percentile?.percentile ?? null,
    };
    const isMeasured = Object.values(data).some((value) => value !== null);
    return {
      data: isMeasured ? data : null,
      metadata: {
        realized_volatility_252d: valueOrNull(volatility.realized252d)?.volatilityAnnual ?? null,
        realized_volatility_21d_standard_error: realized21?.standardErrorAnnual ?? null,
        expected_volatility_21d_method: forecast?.method ?? null,
        expected_volatility_21d_low: band?.lowAnnual ?? null,
        expected_volatility_21d_high: band?.highAnnual ?? null,
        ewma_volatility_21d: forecast?.ewmaAnnual ?? null,
        har_volatility_21d: har?.volatilityAnnual ?? null,
        har_r_squared: har?.rSquared ?? null,
        trend_z: trend?.z ?? null,
        trend_p_value: trend?.pValue ?? null,
        trend_ratio: trend?.ratio ?? null,
        percentile_observations: percentile?.values ?? null,
        window_21d: realized21 && windowDocument(realized21),
        window_forecast: forecast && windowDocument(forecast),
      },
      unavailable: {
        ...(isMeasured ? {} : absences({ data: volatility.realized21d })),
        ...absences({
          realized_volatility_21d: volatility.realized21d,
          realized_volatility_63d: volatility.realized63d,
          realized_volatility_252d: volatility.realized252d,
          expected_volatility_21d: volatility.forecast,
          ...(forecast ? { expected_volatility_21d_band: forecast.band } : {}),
          har_volatility_21d: volatility.har,
          volatility_trend: volatility.trend,
          volatility_percentile: volatility.percentile,
        }),
      },
    };
  },
});

export { methodNotAllowed as DELETE, methodNotAllowed as PATCH, methodNotAllowed as POST, methodNotAllowed as PUT };
