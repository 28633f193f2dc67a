import { methodNotAllowed } from '@/app/api/method-not-allowed';
import { absences, analytics } from '@/app/api/v1/analytics/envelope';
import { portfolioForecasts } from '@/lib/db/portfolio-forecasts';
import { forecasters, forecastScoreboard } from '@/lib/risk/forecast-scoreboard';
import { forecastRecord } from '@/lib/risk/stored-forecasts';

const absent = { excluded: null, excluded_other_book: null, outcomes: [] };

/** So many outcomes are listed. */
const shown = 100;

export const GET = analytics('GET /api/v1/analytics/portfolio/{portfolioId}/forecasts', {
  absent,
  read: async (snapshot, { owner }) => {
    const forecasts = await portfolioForecasts(owner, snapshot.portfolioId, snapshot.date);
    const record = forecastRecord(forecasts);
    const board = forecastScoreboard(record);
    const metadata = {
      excluded: record.excluded,
      excluded_other_book: forecasts.filter(({ isOtherBook }) => isOtherBook).length,
      outcomes: forecasts
        .flatMap(({ date, until, headline, low, high, outcome }) =>
          headline === null || outcome === null
            ? []
            : [{ made: date, due: until, expected: headline, low, high, realized: outcome }],
        )
        .reverse()
        .slice(0, shown),
    };
    if (board.status === 'unavailable') return { data: null, metadata, unavailable: absences({ data: board }) };
    const { best, observations, first, last, bandCoverage, scores, comparisons } = board.value;
    const dateOf = new Map(forecasts.map(({ origin, date }) => [origin, date]));
    return {
      data: {
        best,
        observations,
        first_date: dateOf.get(first)!,
        last_date: dateOf.get(last)!,
        band_coverage: bandCoverage,
        scores: forecasters.map((forecaster) => {
          const { qlike, biasAnnual, mincerZarnowitz: line } = scores[forecaster];
          const against = forecaster === 'headline' ? null : comparisons[forecaster];
          const test = against?.status === 'measured' ? against.value : null;
          return {
            forecaster,
            qlike,
            bias: biasAnnual,
            mincer_zarnowitz_slope: line.status === 'measured' ? line.value.slope : null,
            mincer_zarnowitz_r_squared: line.status === 'measured' ? line.value.rSquared : null,
            diebold_mariano_t: test?.statistic ?? null,
            diebold_mariano_p: test?.pValue ?? null,
          };
        }),
      },
      metadata,
      unavailable: {},
    };
  },
});

export { methodNotAllowed as DELETE, methodNotAllowed as PATCH, methodNotAllowed as POST, methodNotAllowed as PUT };
