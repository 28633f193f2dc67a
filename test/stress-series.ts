import { seededNormals } from './seeded-normals';

/**
 * Daily returns on which sums that add the new and drop the old value lose every digit, each with its name: what rolling
 * forms are held against their direct ones on.
 */
export function stressSeries(days: number): readonly (readonly [name: string, returns: Float64Array])[] {
  const calm = seededNormals(11, days).map((value) => value / 100);
  const third = Math.floor(days / 3);
  return [
    ['ordinary returns', calm],
    ['an outlier of 10⁶ times the scale', calm.map((value, i) => (i === third ? 1e4 : value))],
    ['an outlier of −10⁶ times the scale, and another', calm.map((value, i) => (i % third === 50 ? -1e4 : value))],
    ['flat stretches', calm.map((value, i) => (i % third < 90 ? 0 : value))],
    [
      'flat stretches off zero after an outlier',
      calm.map((value, i) => (i % third < 90 ? 0.1 : i === 95 ? 1e4 : value)),
    ],
    ['a drift', calm.map((value, i) => value + i / 100)],
    ['a level of 10⁴ times the spread', calm.map((value) => 100 + value)],
    ['volatility that grows a hundredfold', calm.map((value, i) => value * 100 ** (i / days))],
    ['tiny returns', calm.map((value) => value * 1e-6)],
  ];
}
