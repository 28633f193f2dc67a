import type { ValueScale } from './value-scale';

/** Where a value lies on a scale, in percent from its low end. */
export const percentOf = (value: number, { low, high }: Pick<ValueScale, 'low' | 'high'>): number =>
  ((value - low) / (high - low)) * 100;

/** Which of the points lies nearest to a place, both in percent of the plot, seen in a box of the given shape. */
export function nearestPoint(
  places: readonly { readonly left: number; readonly bottom: number }[],
  place: { readonly left: number; readonly bottom: number },
  shape: { readonly width: number; readonly height: number },
): number {
  let nearest = -1;
  let least = Number.POSITIVE_INFINITY;
  places.forEach(({ left, bottom }, index) => {
    const distance = Math.hypot((left - place.left) * shape.width, (bottom - place.bottom) * shape.height);
    if (distance < least) {
      least = distance;
      nearest = index;
    }
  });
  return nearest;
}
