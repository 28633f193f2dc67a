import { productError } from './double-double';
import { compensatedSum } from './sums';

/** Above this many degrees of freedom the fraction takes too many terms near the middle, and past them it is given up. */
const mostDegrees = 1_000;
const mostTerms = 248;
/** Where p is smaller than about exp(−690) the doubles come to their end. */
const longestTail = 690;

/**
 * Up to this t² (a p of about 0.03) the fraction of what lies within −|t| and |t| is the shorter one, and taking it from
 * 1 costs less than two digits of the sixteen.
 */
const middle = 4.5;

/** What follows from the degrees of freedom alone. */
type Terms = {
  readonly degreesOfFreedom: number;
  /** Γ((ν + 1)/2) / (√π Γ(ν/2 + 1)), which is 1 / (a·B(a, ½)) for a = ν/2. */
  readonly scale: number;
  /** The coefficients of the fraction of I(ν/2, ½), and of I(½, ν/2). */
  readonly tail: Float64Array;
  readonly centre: Float64Array;
};

const known = new Map<number, Terms>();

/**
 * Student's two-sided p by a continued fraction, for whole degrees of freedom ν up to 1,000; null for others, and where
 * p is below about 1e-300. It is ten times as quick as the general incomplete beta function, since all that depends on ν
 * is kept: a backfill asks for millions of p with the same two ν.
 *
 *     p = I(x; ν/2, ½) with x = ν/(ν + t²),    I(x; a, b) = xᵃ(1 − x)ᵇ / (a·B(a, b)) · 1/(1 + d₁x/(1 + d₂x/(1 + …)))
 *
 * and 1 − I(1 − x; ½, ν/2) towards the middle.
 * Source: DLMF 8.17.22, evaluated forward (Wallis), which needs no division a term. Witness: mpmath, to 13 digits; the
 * distribution function of @stdlib.
 */
export function studentByFraction(t: number, degreesOfFreedom: number): number | null {
  if (!isOfFraction(degreesOfFreedom)) return null;
  const power = scaledPower(t, degreesOfFreedom);
  if (power === null) return null;
  const terms = termsOf(degreesOfFreedom);
  const square = t * t;
  const both = degreesOfFreedom + square;
  const outer = degreesOfFreedom / both;
  const inner = square / both;
  const lead = power * Math.sqrt(inner);
  if (square > middle) {
    const fraction = fractionOf(terms.tail, outer);
    return fraction === null ? null : lead * fraction;
  }
  const fraction = fractionOf(terms.centre, inner);
  return fraction === null ? null : 1 - lead * degreesOfFreedom * fraction;
}

/** Whether the fraction is for so many degrees of freedom: whole ones, up to 1,000. */
export const isOfFraction = (degreesOfFreedom: number): boolean =>
  Number.isInteger(degreesOfFreedom) && degreesOfFreedom <= mostDegrees;

/**
 * Student's density at t, of which p is twice what lies beyond: xᵃ⁺½ · ν½ / 2 / (a·B(a, ½)) with a = ν/2. For the degrees
 * of freedom of the fraction; 0 where p is below about 1e-300. Witness: the differences of p.
 */
export function studentDensity(t: number, degreesOfFreedom: number): number {
  const power = scaledPower(t, degreesOfFreedom) ?? 0;
  return (power * degreesOfFreedom) / (2 * Math.sqrt(degreesOfFreedom + t * t));
}

/** (ν/(ν + t²))^(ν/2) / (a·B(a, ½)); null where p is too small for the doubles. */
function scaledPower(t: number, degreesOfFreedom: number): number | null {
  const square = t * t;
  const ratio = square / degreesOfFreedom;
  const logarithm = Math.log1p(ratio);
  const exponent = (degreesOfFreedom / 2) * logarithm;
  if (!(exponent < longestTail)) return null;
  // Hundreds of degrees of freedom make of the last bit of t² and of the quotient the last three of p: what these two and
  // the product above have lost is put back.
  const lostOfSquare = productError(t, t, square);
  const lostOfRatio =
    square - ratio * degreesOfFreedom - productError(ratio, degreesOfFreedom, ratio * degreesOfFreedom);
  const lost =
    productError(degreesOfFreedom / 2, logarithm, exponent) + (lostOfSquare + lostOfRatio) / (2 * (1 + ratio));
  return termsOf(degreesOfFreedom).scale * Math.exp(-exponent) * (1 - lost);
}

/** Those of the degrees of freedom that were asked for last: a backfill asks for the same ones many times over. */
let latest: Terms | null = null;

function termsOf(degreesOfFreedom: number): Terms {
  if (latest?.degreesOfFreedom === degreesOfFreedom) return latest;
  latest = known.get(degreesOfFreedom) ?? computedTerms(degreesOfFreedom);
  known.set(degreesOfFreedom, latest);
  return latest;
}

function computedTerms(degreesOfFreedom: number): Terms {
  // Γ(ν/2 + 1) / Γ((ν + 1)/2) from that of ν − 2, times ν/(ν − 1), and so on: by logarithms, so that hundreds of factors
  // leave no more rounding than one.
  const isOdd = degreesOfFreedom % 2 === 1;
  const factors = Float64Array.from({ length: (degreesOfFreedom - 1) >> 1 }, (_, k) =>
    Math.log1p(1 / (2 * k + (isOdd ? 2 : 3))),
  );
  const ratio = (isOdd ? Math.sqrt(Math.PI) / 2 : 2 / Math.sqrt(Math.PI)) * Math.exp(compensatedSum(factors));
  return {
    degreesOfFreedom,
    scale: 1 / (Math.sqrt(Math.PI) * ratio),
    tail: coefficients(degreesOfFreedom / 2, 0.5),
    centre: coefficients(0.5, degreesOfFreedom / 2),
  };
}

/** d₁, d₂, … of the fraction of I(a, b), each at its own index. */
const coefficients = (a: number, b: number): Float64Array =>
  Float64Array.from({ length: mostTerms + 1 }, (_, k) => {
    const m = k >> 1;
    return k % 2 === 0
      ? (m * (b - m)) / ((a + 2 * m - 1) * (a + 2 * m))
      : -((a + m) * (a + b + m)) / ((a + 2 * m) * (a + 2 * m + 1));
  });

/**
 * The fraction at x, looked at every fourth term, once it no longer changes; null where it does not come to rest. A term
 * takes the place of the last but one: written out four at a time, nothing has to be moved.
 */
function fractionOf(d: Float64Array, x: number): number | null {
  let above = 1;
  let below = 1;
  let aboveNext = 1;
  let belowNext = 1 + d[1] * x;
  let value = 1 / belowNext;
  for (let k = 2; k + 3 <= mostTerms; k += 4) {
    const first = d[k] * x;
    above = aboveNext + first * above;
    below = belowNext + first * below;
    const second = d[k + 1] * x;
    aboveNext = above + second * aboveNext;
    belowNext = below + second * belowNext;
    const third = d[k + 2] * x;
    above = aboveNext + third * above;
    below = belowNext + third * below;
    const fourth = d[k + 3] * x;
    aboveNext = above + fourth * aboveNext;
    belowNext = below + fourth * belowNext;
    const next = aboveNext / belowNext;
    if (Math.abs(next - value) <= 2 * Number.EPSILON * next) return next;
    value = next;
  }
  return null;
}
