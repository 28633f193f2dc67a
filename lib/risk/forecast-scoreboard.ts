import { annualVolatilityOfVariance } from './annualise';
import { dieboldMariano, type LossComparison } from './diebold-mariano';
import { type Estimate, measured, unavailable } from './estimate';
import { isFlat } from './flat';
import { harHorizon } from './har';
import { lineFit } from './line-fit';
import { mean } from './moments';

/** Who forecasts: the headline, and the three it is held against. */
export const forecasters = ['headline', 'last21Days', 'ewma', 'har'] as const;
export type Forecaster = (typeof forecasters)[number];
export type Rival = Exclude<Forecaster, 'headline'>;

/** Below so many scored forecasts a line through them says nothing. */
const lineMinimum = 21;

/** Forecasts of the next 21 days whose 21 days have passed, oldest first, one element each. */
export type ForecastRecord = {
  /** Index of the return as of whose close each was made. */
  readonly origins: Int32Array;
  /** Daily variances that were forecast. */
  readonly variances: Readonly<Record<Forecaster, Float64Array>>;
  /** The headline's band, volatilities a year. */
  readonly lowAnnual: Float64Array;
  readonly highAnnual: Float64Array;
  /** The mean squared return of the 21 days that followed. */
  readonly outcomes: Float64Array;
  /** Origins left out: a forecast was missing, or nothing moved in the days that followed. */
  readonly excluded: number;
};

export type MincerZarnowitz = {
  /** 1 where a forecast twice as high was followed by twice the variance; under 1 where forecasts swing too widely. */
  readonly slope: number;
  /** A daily variance; 0 with slope 1 is a forecast without systematic error. */
  readonly intercept: number;
  readonly rSquared: number;
};

export type ForecastScore = {
  /** The mean QLIKE loss: 0 is perfect, lower is better. */
  readonly qlike: number;
  /** Mean forecast less mean realised volatility, fractions a year: −0.06 is six points too low. */
  readonly biasAnnual: number;
  readonly mincerZarnowitz: Estimate<MincerZarnowitz>;
};

export type ForecastScoreboard = {
  readonly scores: Readonly<Record<Forecaster, ForecastScore>>;
  /** Who lost least, also where it is not the headline. */
  readonly best: Forecaster;
  /** The headline against each rival: a negative statistic is in its favour. */
  readonly comparisons: Readonly<Record<Rival, Estimate<LossComparison>>>;
  /** How often the outcome lay within the headline's band, 0–1; nine in ten were promised. */
  readonly bandCoverage: number;
  readonly observations: number;
  readonly excluded: number;
  /** Origins of the oldest and the newest forecast scored. */
  readonly first: number;
  readonly last: number;
};

/**
 * The QLIKE loss p/f − ln(p/f) − 1 of a forecast variance f when p came: 0 where they are equal, and dearer when risk
 * was forecast too low than when too high. It ranks forecasts rightly although p is itself only a noisy measurement.
 * Both are positive. Source: Patton, Journal of Econometrics 160 (2011), p. 248.
 */
export function qlike(forecast: number, outcome: number): number {
  const ratio = outcome / forecast;
  return ratio - Math.log(ratio) - 1;
}

/**
 * How the forecasts of a record did: QLIKE, bias and Mincer–Zarnowitz line (outcome on forecast, both variances) of each
 * forecaster, how often the outcome lay in the headline's band, and Diebold–Mariano tests of the headline against each
 * rival. All are scored on the same occasions. It says who forecasts best for this series, whoever that is.
 *
 * Unavailable: `short_history` without a scored forecast; the lines with fewer than 21; the tests as `dieboldMariano`.
 * A line is `flat_asset` where the forecast never changed.
 * Throws `RangeError` where the record's columns differ in length, and for forecasts or outcomes that are not positive.
 * Witness: numpy and scipy (fixtures).
 */
export function forecastScoreboard(record: ForecastRecord): Estimate<ForecastScoreboard> {
  requireRecord(record);
  const { origins, variances, outcomes } = record;
  const observations = origins.length;
  if (observations === 0) return unavailable('short_history', 0, 1);

  const losses = eachForecaster((who) => variances[who].map((forecast, i) => qlike(forecast, outcomes[i])));
  const realised = outcomes.map(annualVolatilityOfVariance);
  const scores = eachForecaster((who) => ({
    qlike: mean(losses[who]),
    biasAnnual: mean(variances[who].map((variance, i) => annualVolatilityOfVariance(variance) - realised[i])),
    mincerZarnowitz: mincerZarnowitz(variances[who], outcomes),
  }));
  const against = (rival: Rival) => dieboldMariano(losses.headline, losses[rival], overlap(origins));
  return measured({
    scores,
    best: forecasters.reduce((best, who) => (scores[who].qlike < scores[best].qlike ? who : best)),
    comparisons: { last21Days: against('last21Days'), ewma: against('ewma'), har: against('har') },
    bandCoverage:
      realised.filter((value, i) => record.lowAnnual[i] <= value && value <= record.highAnnual[i]).length /
      observations,
    observations,
    excluded: record.excluded,
    first: origins[0],
    last: origins[observations - 1],
  });
}

const eachForecaster = <T>(of: (who: Forecaster) => T): Record<Forecaster, T> => ({
  headline: of('headline'),
  last21Days: of('last21Days'),
  ewma: of('ewma'),
  har: of('har'),
});

function requireRecord({ origins, variances, lowAnnual, highAnnual, outcomes }: ForecastRecord): void {
  const columns = [...forecasters.map((who) => variances[who]), lowAnnual, highAnnual, outcomes];
  for (const column of columns) {
    if (column.length !== origins.length)
      throw new RangeError(
        `forecastScoreboard: needs one element an origin in each column, got ${column.length} for ${origins.length}`,
      );
    const odd = column.find((value) => !(value > 0 && value < Number.POSITIVE_INFINITY));
    if (odd !== undefined)
      throw new RangeError(`forecastScoreboard: needs finite positive forecasts and outcomes, got ${odd}`);
  }
  for (let i = 1; i < origins.length; i++)
    if (origins[i] <= origins[i - 1])
      throw new RangeError(
        `forecastScoreboard: needs origins ascending without repetition, got ${origins[i - 1]} then ${origins[i]}`,
      );
}

/** How many forecasts in a row share days of their outcomes: 21 where one was made every day. */
function overlap(origins: Int32Array): number {
  let step = harHorizon;
  for (let i = 1; i < origins.length; i++) step = Math.min(step, origins[i] - origins[i - 1]);
  return Math.ceil(harHorizon / step);
}

/** The line of outcomes on forecasts. Both are counted in mean forecasts, so that variances of any size can be told apart. */
function mincerZarnowitz(forecasts: Float64Array, outcomes: Float64Array): Estimate<MincerZarnowitz> {
  if (forecasts.length < lineMinimum) return unavailable('short_history', forecasts.length, lineMinimum);
  const unit = mean(forecasts);
  const relative = forecasts.map((forecast) => forecast / unit);
  if (isFlat(relative)) return unavailable('flat_asset', forecasts.length, lineMinimum);
  const { slope, intercept, rSquared } = lineFit(
    relative,
    outcomes.map((outcome) => outcome / unit),
  );
  return measured({ slope, intercept: intercept * unit, rSquared });
}
