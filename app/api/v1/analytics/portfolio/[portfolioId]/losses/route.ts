import { methodNotAllowed } from '@/app/api/method-not-allowed';
import { absences, analytics, valueOrNull } from '@/app/api/v1/analytics/envelope';
import type { Estimate } from '@/lib/risk/estimate';
import type { PortfolioEstimates } from '@/lib/risk/portfolio-estimates';
import type { DatedWindow } from '@/lib/risk/volatility-estimates';

const absent = { tracking_error: null, diversification_ratio: null, undiversified_volatility: null };

/** What was stored before losses had the dates of their window has none. */
const windowOf = ({ firstDate, lastDate }: Partial<DatedWindow>) => ({
  first_date: firstDate ?? null,
  last_date: lastDate ?? null,
});

function lossAt(estimate: PortfolioEstimates['valueAtRisk95']) {
  const one = valueOrNull(estimate);
  return (
    one && {
      value_at_risk_daily: one.valueAtRiskDaily,
      expected_shortfall_daily: one.expectedShortfallDaily,
      observations: one.observations,
      ...windowOf(one),
    }
  );
}

function backtestAt(estimate: PortfolioEstimates['backtest95']) {
  const one = valueOrNull(estimate);
  return (
    one && {
      exceedances: one.exceedances,
      expected: one.expected,
      observations: one.observations,
      likelihood_ratio: one.likelihoodRatio,
      p_value: one.pValue,
      ...windowOf(one),
    }
  );
}

/** What bad days cost, and how the whole stands to its parts and its index. */
export const GET = analytics('GET /api/v1/analytics/portfolio/{portfolioId}/losses', {
  absent,
  read: ({ estimates }) => {
    const fields: Record<string, Estimate<unknown>> = {
      value_at_risk_95: estimates.valueAtRisk95,
      value_at_risk_99: estimates.valueAtRisk99,
      backtest_95: estimates.backtest95,
      backtest_99: estimates.backtest99,
      max_drawdown: estimates.drawdown,
    };
    const drawdown = valueOrNull(estimates.drawdown);
    const diversification = valueOrNull(estimates.diversificationRatio);
    const isMeasured = Object.values(fields).some(({ status }) => status === 'measured');
    return {
      data: isMeasured
        ? {
            value_at_risk_95: lossAt(estimates.valueAtRisk95),
            value_at_risk_99: lossAt(estimates.valueAtRisk99),
            backtest_95: backtestAt(estimates.backtest95),
            backtest_99: backtestAt(estimates.backtest99),
            max_drawdown: drawdown && {
              drawdown: drawdown.drawdown,
              peak_date: drawdown.peakDate,
              trough_date: drawdown.troughDate,
              recovery_date: drawdown.recoveryDate,
              observations: drawdown.observations,
              first_date: drawdown.firstDate,
              last_date: drawdown.lastDate,
            },
            worst_days: estimates.worstDays,
          }
        : null,
      metadata: {
        tracking_error: valueOrNull(estimates.trackingError)?.trackingErrorAnnual ?? null,
        diversification_ratio: diversification?.ratio ?? null,
        undiversified_volatility: diversification?.undiversifiedVolatilityAnnual ?? null,
      },
      unavailable: {
        ...(isMeasured ? {} : absences({ data: estimates.drawdown })),
        ...absences({
          ...fields,
          tracking_error: estimates.trackingError,
          diversification_ratio: estimates.diversificationRatio,
        }),
      },
    };
  },
});

export { methodNotAllowed as DELETE, methodNotAllowed as PATCH, methodNotAllowed as POST, methodNotAllowed as PUT };
