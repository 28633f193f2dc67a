/** How many nodes stand on a unit of t. */
const perUnit = 16;
/**
 * How many coefficients are kept of each series. Half a node away from its node the logarithm of p has changed by at
 * most a half, as long as it falls by no more than 16 a unit; what the fifteenth power of that would add is 2e-17 of p.
 */
const terms = 15;

/** A two-sided p that is known, but slowly, and how it falls. */
export type KnownTail = {
  /** 1/ν, of which 0 is the normal distribution. */
  readonly inverseDegrees: number;
  /** p of a t that is not negative, and the density there: p′ = −2 · density. */
  readonly pAt: (t: number) => number;
  readonly densityAt: (t: number) => number;
};

/** A tail and the coefficients of the series about its nodes, fifteen a node: zeros until the node is asked for. */
export type TailSeries = { readonly tail: KnownTail; readonly coefficients: Float64Array };

/** The series of a tail for every t below `reach`. */
export const tailSeries = (tail: KnownTail, reach: number): TailSeries => ({
  tail,
  coefficients: new Float64Array(terms * (reach * perUnit + 1)),
});

/**
 * A two-sided p of a t that is not negative, by the Taylor series about the nearest of the nodes 0, 1/16, 2/16, …: the
 * digits of the slow form at the node, at a fifth of the cost. A backfill asks for millions of p, and all but a few
 * hundred of them lie about nodes that were asked for before. For tails that fall by at most 16 a unit: the normal's up
 * to t = 16, Student's up to 1,000 degrees of freedom. Witness: mpmath; the slow forms themselves.
 */
export function pOfSeries({ tail, coefficients }: TailSeries, t: number): number {
  const node = (t * perUnit + 0.5) | 0;
  const at = terms * node;
  const nearest = node / perUnit;
  if (coefficients[at] === 0) writeSeries(nearest, tail, coefficients, at);
  // The difference of two neighbouring numbers is exact.
  const step = t - nearest;
  const square = step * step;
  // Even and odd powers by themselves, so that neither has to wait for the other.
  let even = coefficients[at + terms - 1];
  let odd = coefficients[at + terms - 2];
  for (let k = at + terms - 3; k > at; k -= 2) {
    even = even * square + coefficients[k];
    odd = odd * square + coefficients[k - 1];
  }
  return (even * step + odd) * step + coefficients[at];
}

/**
 * The coefficients of p about t, from the power 0 on. The density's own, c₀, c₁, …, follow one from the other, since
 * both distributions' densities obey (1 + t²/ν) f′ = −(1 + 1/ν) t f, the normal's with 1/ν = 0; and p′ = −2f.
 */
function writeSeries(t: number, { inverseDegrees, pAt, densityAt }: KnownTail, into: Float64Array, at: number): void {
  const curvature = 1 + inverseDegrees * t * t;
  let before = 0;
  let coefficient = -2 * densityAt(t);
  into[at] = pAt(t);
  for (let k = 0; k < terms - 1; k++) {
    into[at + k + 1] = coefficient / (k + 1);
    const fall = (1 + inverseDegrees) * (t * coefficient + before);
    const bend = inverseDegrees * (2 * t * k * coefficient + (k - 1) * before);
    const next = -(fall + bend) / (curvature * (k + 1));
    before = coefficient;
    coefficient = next;
  }
}
