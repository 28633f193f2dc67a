/** A line through points by least squares, with what its errors and its band are computed from. */
export type LineFit = {
  readonly slope: number;
  readonly intercept: number;
  /** Share of the spread of y that the line explains, 0–1; 0 where y has no spread. */
  readonly rSquared: number;
  /** y less the line, in the order of the points. */
  readonly residuals: Float64Array;
  /** The points' x as they were given (not a copy), and their mean. */
  readonly x: Float64Array;
  readonly centre: number;
  /** Σ (x − mean)². */
  readonly spread: number;
  readonly observations: number;
};

/**
 * The line y = intercept + slope · x nearest to the points by least squares.
 *
 *     slope = Σ (x − mean x)(y − mean y) / Σ (x − mean x)²,    intercept = mean y − slope · mean x
 *
 * Two passes, the sums of the second corrected by what rounding left of the means: quick, and right to about 1e-14 on
 * returns; R² as the product of the two regressions' slopes, so that a small one keeps its digits. Fitting a column on
 * itself gives exactly slope 1, intercept 0, R² 1 and residuals 0.
 * `leastSquares` is the one to take for more columns or for badly scaled ones.
 *
 * Throws `RangeError` where lengths differ, with fewer than three points and where x does not vary. Columns too large
 * for their squares come out as NaN, for the measure that asked to report.
 * Witness: mpmath with 50 digits and R's `lm`, on 44 stocks (oracle_public.json).
 */
export function lineFit(x: Float64Array, y: Float64Array): LineFit {
  const observations = x.length;
  if (y.length !== observations || observations < 3)
    throw new RangeError(
      `lineFit: needs two columns of one length, at least three points, got ${x.length} and ${y.length}`,
    );
  let sumX = 0;
  let sumY = 0;
  for (let i = 0; i < observations; i++) {
    sumX += x[i];
    sumY += y[i];
  }
  const centre = sumX / observations;
  const centreY = sumY / observations;

  const residuals = new Float64Array(observations);
  let restX = 0;
  let restY = 0;
  let squaresX = 0;
  let squaresY = 0;
  let products = 0;
  for (let i = 0; i < observations; i++) {
    const dx = x[i] - centre;
    const dy = y[i] - centreY;
    residuals[i] = dy;
    restX += dx;
    restY += dy;
    squaresX += dx * dx;
    squaresY += dy * dy;
    products += dx * dy;
  }
  squaresX -= (restX * restX) / observations;
  squaresY -= (restY * restY) / observations;
  products -= (restX * restY) / observations;
  if (squaresX <= 0) throw new RangeError(`lineFit: needs an x that varies, got ${observations} times ${x[0]}`);

  const slope = products / squaresX;
  for (let i = 0; i < observations; i++) residuals[i] -= slope * (x[i] - centre);
  return {
    slope,
    intercept: centreY - slope * centre,
    rSquared: squaresY > 0 ? Math.min(1, slope * (products / squaresY)) : 0,
    residuals,
    x,
    centre,
    spread: squaresX,
    observations,
  };
}
