import { isoDate } from '../../lib/risk/day';
import {
  closeToCloseVolatility,
  type DayRanges,
  dayRanges,
  garmanKlassVolatility,
  parkinsonVolatility,
  rogersSatchellVolatility,
  yangZhangVolatility,
} from '../../lib/risk/range-volatility';
import type { DatedBars } from './read-bars';
import { whenMeasured } from './when-measured';

const estimators = {
  close_to_close_sample: closeToCloseVolatility,
  parkinson_plus_overnight: parkinsonVolatility,
  garman_klass_plus_overnight: garmanKlassVolatility,
  rogers_satchell_intraday: rogersSatchellVolatility,
  yang_zhang: yangZhangVolatility,
};

/** The range estimators of one symbol over 21 and 63 days, where it has as many. */
export function rangeDocument({ axis, bars }: DatedBars) {
  const ranges = dayRanges(bars);
  const days = ranges.to.length;
  return {
    n_returns: days,
    last: days > 0 ? isoDate(axis[ranges.to[days - 1]]) : undefined,
    '21d': windowBlock(ranges, 21),
    '63d': windowBlock(ranges, 63),
  };
}

function windowBlock(ranges: DayRanges, days: number) {
  if (ranges.to.length < days) return undefined;
  return Object.fromEntries(
    Object.entries(estimators).map(([name, volatility]) => [
      name,
      whenMeasured(volatility(ranges, days), ({ volatilityAnnual }) => volatilityAnnual),
    ]),
  );
}
