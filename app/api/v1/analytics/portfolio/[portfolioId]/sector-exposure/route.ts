import { methodNotAllowed } from '@/app/api/method-not-allowed';
import { absences, analytics, valueOrNull } from '@/app/api/v1/analytics/envelope';
import { gicsSectors } from '@/lib/risk/gics-sectors';

const absent = {
  weights_on: null,
  long_weights: null,
  short_weights: null,
  gross_weights: null,
  active_share: null,
  stock_over_underweight: null,
  looked_through: [],
  benchmark_date: null,
  benchmark_source: null,
};

export const GET = analytics('GET /api/v1/analytics/portfolio/{portfolioId}/sector-exposure', {
  absent,
  read: ({ estimates: { sectors: estimate, benchmark } }) => {
    const sectors = valueOrNull(estimate);
    const active = sectors && valueOrNull(sectors.active);
    const each = (pick: 'net' | 'long' | 'short' | 'gross') =>
      sectors && Object.fromEntries(Object.entries(sectors.rows).map(([row, exposure]) => [row, exposure[pick]]));
    // Over and under are said of sectors; what a bucket holds is over nothing.
    const ranked =
      active &&
      gicsSectors
        .map((sector) => ({ sector, active_weight: active.active[sector] }))
        .sort((a, b) => b.active_weight - a.active_weight);
    const over = ranked?.[0];
    const under = ranked?.[ranked.length - 1];
    return {
      data: sectors && {
        portfolio_weights: each('net'),
        benchmark_weights: benchmark?.weights ?? null,
        over_underweight: active?.active ?? null,
        largest_overweight: over && over.active_weight > 0 ? over : null,
        largest_underweight: under && under.active_weight < 0 ? under : null,
      },
      metadata: {
        weights_on: sectors?.basis ?? null,
        long_weights: each('long'),
        short_weights: each('short'),
        gross_weights: each('gross'),
        active_share: active?.activeShare ?? null,
        stock_over_underweight: (sectors && valueOrNull(sectors.stockActive)?.active) ?? null,
        looked_through: sectors?.lookedThrough ?? [],
        benchmark_date: benchmark?.asOf ?? null,
        benchmark_source: benchmark?.dataSource ?? null,
      },
      unavailable: sectors
        ? absences({
            ...(benchmark ? {} : { benchmark_weights: sectors.active }),
            over_underweight: sectors.active,
            largest_overweight: sectors.active,
            largest_underweight: sectors.active,
            stock_over_underweight: sectors.stockActive,
          })
        : absences({ data: estimate }),
    };
  },
});

export { methodNotAllowed as DELETE, methodNotAllowed as PATCH, methodNotAllowed as POST, methodNotAllowed as PUT };
