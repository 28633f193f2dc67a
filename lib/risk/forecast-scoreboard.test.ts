import { describe, expect, it } from 'vitest';
import { measuredValue } from '@/test/measured-value';
import { relativeError } from '@/test/oracle-portfolios';
import { expected } from '@/test/witnessed-volatility';
import { type ForecastRecord, forecasters, forecastScoreboard, qlike } from './forecast-scoreboard';

const { record: witness, ...scored } = expected.scoreboard;
const column = (values: readonly number[]) => Float64Array.from(values);

const record: ForecastRecord = {
  origins: Int32Array.from(witness.outcomes, (_, i) => 503 + witness.step * i),
  variances: {
    headline: column(witness.forecasts.headline),
    last21Days: column(witness.forecasts.last21Days),
    ewma: column(witness.forecasts.ewma),
    har: column(witness.forecasts.har),
  },
  lowAnnual: column(witness.lowAnnual),
  highAnnual: column(witness.highAnnual),
  outcomes: column(witness.outcomes),
  excluded: 4,
};

/** The first forecasts of the record alone, every `step`-th of them. */
function part(count: number, step = 1): ForecastRecord {
  const cut = <T extends Int32Array | Float64Array>(values: T) =>
    values.filter((_, i) => i % step === 0).slice(0, count) as T;
  const { headline, last21Days, ewma, har } = record.variances;
  return {
    origins: cut(record.origins),
    variances: { headline: cut(headline), last21Days: cut(last21Days), ewma: cut(ewma), har: cut(har) },
    lowAnnual: cut(record.lowAnnual),
    highAnnual: cut(record.highAnnual),
    outcomes: cut(record.outcomes),
    excluded: 0,
  };
}

describe('QLIKE', () => {
  it('is nothing where the forecast came true, and dearer for risk forecast too low than too high', () => {
    expect(qlike(3e-4, 3e-4)).toBe(0);
    expect(qlike(1, 2)).toBeCloseTo(1 - Math.LN2, 15);
    expect(qlike(2, 1)).toBeCloseTo(Math.LN2 - 0.5, 15);
    expect(qlike(1, 2)).toBeGreaterThan(qlike(2, 1));
  });
});

describe('the forecast scoreboard', () => {
  it('agrees with 50-digit decimals', () => {
    const board = measuredValue(forecastScoreboard(record));
    for (const who of forecasters) {
      const { qlike: loss, biasAnnual, mincerZarnowitz } = board.scores[who];
      const line = measuredValue(mincerZarnowitz);
      const want = scored.scores[who];
      expect(relativeError(loss, want.qlike)).toBeLessThan(1e-11);
      expect(relativeError(biasAnnual, want.biasAnnual)).toBeLessThan(1e-11);
      expect(relativeError(line.slope, want.mincerZarnowitz.slope)).toBeLessThan(1e-11);
      expect(relativeError(line.intercept, want.mincerZarnowitz.intercept)).toBeLessThan(1e-11);
      expect(relativeError(line.rSquared, want.mincerZarnowitz.rSquared)).toBeLessThan(1e-11);
    }
    for (const rival of ['last21Days', 'ewma', 'har'] as const) {
      const comparison = measuredValue(board.comparisons[rival]);
      expect(relativeError(comparison.statistic, scored.comparisons[rival].statistic)).toBeLessThan(1e-11);
    }
    expect(board.bandCoverage).toBe(scored.bandCoverage);
    expect(board.best).toBe('headline');
    expect(board).toMatchObject({ observations: 120, excluded: 4, first: 503, last: 503 + 3 * 119 });
  });

  it('names who forecast best, whoever it is', () => {
    for (const who of forecasters) {
      const perfect = { ...record, variances: { ...record.variances, [who]: record.outcomes } };
      const board = measuredValue(forecastScoreboard(perfect));
      expect(board.best).toBe(who);
      expect(board.scores[who].qlike).toBe(0);
      expect(board.scores[who].biasAnnual).toBe(0);
      const line = measuredValue(board.scores[who].mincerZarnowitz);
      expect(line.slope).toBeCloseTo(1, 14);
      expect(line.intercept).toBeCloseTo(0, 18);
      expect(line.rSquared).toBeCloseTo(1, 14);
    }
    const alike = Object.fromEntries(forecasters.map((who) => [who, record.variances.har]));
    const drawn = { ...record, variances: alike as ForecastRecord['variances'] };
    expect(measuredValue(forecastScoreboard(drawn)).best).toBe('headline');
  });

  it('counts an outcome on the edge of the band as within', () => {
    const one = part(1);
    const outcome = Math.sqrt(252 * one.outcomes[0]);
    const coverage = (low: number, high: number) =>
      measuredValue(forecastScoreboard({ ...one, lowAnnual: column([low]), highAnnual: column([high]) })).bandCoverage;
    expect(coverage(outcome, outcome)).toBe(1);
    expect(coverage(outcome * 1.001, outcome * 2)).toBe(0);
    expect(coverage(outcome / 2, outcome * 0.999)).toBe(0);
  });

  it('reckons with as many overlapping outcomes as 21 days hold origins', () => {
    const required = (step: number, count: number) => {
      const origins = Int32Array.from({ length: count }, (_, i) => 600 + step * i);
      const { comparisons } = measuredValue(forecastScoreboard({ ...part(count), origins }));
      return comparisons.har.status === 'unavailable' ? comparisons.har.required : null;
    };
    expect(required(1, 62)).toBe(63);
    expect(required(1, 63)).toBeNull();
    expect(required(2, 32)).toBe(33);
    expect(required(5, 14)).toBe(15);
    expect(required(20, 5)).toBe(10);
    expect(required(21, 9)).toBe(10);
    expect(required(21, 10)).toBeNull();
    expect(required(300, 1)).toBe(10);
    // One pair of neighbouring origins among sparse ones decides.
    const uneven = { ...part(12), origins: Int32Array.of(0, 40, 80, 81, 120, 160, 200, 240, 280, 320, 360, 400) };
    expect(measuredValue(forecastScoreboard(uneven)).comparisons.ewma).toMatchObject({ required: 63 });
  });

  it('scores from the first forecast on, and draws no line through fewer than 21', () => {
    const board = measuredValue(forecastScoreboard(part(20)));
    expect(board.observations).toBe(20);
    expect(board.scores.har.mincerZarnowitz).toEqual({
      status: 'unavailable',
      reason: 'short_history',
      observations: 20,
      required: 21,
    });
    expect(measuredValue(forecastScoreboard(part(21))).scores.har.mincerZarnowitz.status).toBe('measured');
    expect(measuredValue(forecastScoreboard(part(1))).scores.ewma.qlike).toBeGreaterThan(0);
    expect(forecastScoreboard(part(0))).toEqual({
      status: 'unavailable',
      reason: 'short_history',
      observations: 0,
      required: 1,
    });
  });

  it('draws no line where the forecast never changed, however small it is', () => {
    const constant = { ...record, variances: { ...record.variances, ewma: record.outcomes.map(() => 2e-4) } };
    expect(measuredValue(forecastScoreboard(constant)).scores.ewma.mincerZarnowitz).toEqual({
      status: 'unavailable',
      reason: 'flat_asset',
      observations: 120,
      required: 21,
    });
    const tiny = {
      ...record,
      variances: { ...record.variances, ewma: record.variances.ewma.map((one) => one * 1e-12) },
    };
    const line = measuredValue(measuredValue(forecastScoreboard(tiny)).scores.ewma.mincerZarnowitz);
    expect(relativeError(line.slope, 1e12 * scored.scores.ewma.mincerZarnowitz.slope)).toBeLessThan(1e-10);
    expect(relativeError(line.intercept, scored.scores.ewma.mincerZarnowitz.intercept)).toBeLessThan(1e-10);
  });

  it('refuses columns of other lengths, impossible numbers and origins out of order', () => {
    for (const name of ['lowAnnual', 'highAnnual', 'outcomes'] as const)
      expect(() => forecastScoreboard({ ...record, [name]: record.outcomes.subarray(1) })).toThrow(
        new RangeError('forecastScoreboard: needs one element an origin in each column, got 119 for 120'),
      );
    for (const who of forecasters)
      for (const odd of [0, -1, Number.NaN, Number.POSITIVE_INFINITY]) {
        const spoilt = record.variances[who].map((forecast, i) => (i === 60 ? odd : forecast));
        expect(() => forecastScoreboard({ ...record, variances: { ...record.variances, [who]: spoilt } })).toThrow(
          new RangeError(`forecastScoreboard: needs finite positive forecasts and outcomes, got ${odd}`),
        );
      }
    const twice = record.origins.slice();
    twice[1] = twice[0];
    expect(() => forecastScoreboard({ ...record, origins: twice })).toThrow(
      new RangeError('forecastScoreboard: needs origins ascending without repetition, got 503 then 503'),
    );
  });
});
