import { methodNotAllowed } from '@/app/api/method-not-allowed';
import { absences, analytics, valueOrNull, windowDocument } from '@/app/api/v1/analytics/envelope';

const absent = {
  coverage: null,
  r_squared_average: null,
  direct_standard_error: null,
  direct_hc3_standard_error: null,
  direct_ci95_low: null,
  direct_ci95_high: null,
  direct_p_value: null,
  direct_252d: null,
  welch: null,
  up: null,
  down: null,
  window_direct: null,
  excluded: [],
};

export const GET = analytics('GET /api/v1/analytics/portfolio/{portfolioId}/market-beta', {
  absent,
  read: ({ estimates: { beta } }) => {
    const weighted = valueOrNull(beta.weighted);
    const direct = valueOrNull(beta.direct90);
    const isMeasured = weighted !== null || direct !== null;
    return {
      data: isMeasured
        ? {
            market_beta_weighted: weighted?.beta ?? null,
            market_beta_r_squared: direct?.rSquared ?? null,
            market_beta_observations: weighted?.observations ?? null,
            market_beta_direct: direct?.beta ?? null,
          }
        : null,
      metadata: {
        coverage: weighted?.coverage ?? null,
        r_squared_average: weighted?.rSquaredAverage ?? null,
        direct_standard_error: direct?.betaStandardError ?? null,
        direct_hc3_standard_error: direct?.betaStandardErrorHc3 ?? null,
        direct_ci95_low: direct?.betaLow ?? null,
        direct_ci95_high: direct?.betaHigh ?? null,
        direct_p_value: direct?.pValue ?? null,
        direct_252d: valueOrNull(beta.direct252)?.beta ?? null,
        welch: valueOrNull(beta.welch)?.beta ?? null,
        up: valueOrNull(beta.up)?.beta ?? null,
        down: valueOrNull(beta.down)?.beta ?? null,
        window_direct: direct && windowDocument(direct),
        excluded: weighted?.excluded.map(({ symbol, reason, share }) => ({ symbol, reason, share })) ?? [],
      },
      unavailable: {
        ...(isMeasured ? {} : absences({ data: beta.weighted })),
        ...absences({
          market_beta_weighted: beta.weighted,
          market_beta_observations: beta.weighted,
          market_beta_direct: beta.direct90,
          market_beta_r_squared: beta.direct90,
          direct_252d: beta.direct252,
          welch: beta.welch,
          up: beta.up,
          down: beta.down,
        }),
      },
    };
  },
});

export { methodNotAllowed as DELETE, methodNotAllowed as PATCH, methodNotAllowed as POST, methodNotAllowed as PUT };
