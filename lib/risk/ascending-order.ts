import { scratch } from './scratch';

const bucketRoom = scratch(Int32Array);

/**
 * The places of values from the lowest to the highest, written into `order`; equal ones in the order in which they come.
 * False where there is no order: without values, where one is not finite, or their range is not.
 *
 * Each value goes into one of as many equally wide buckets as there are values, and what is out of order within a bucket
 * is then moved one by one: for values that are spread at all evenly that is a few steps each, a tenth of the time of a
 * comparing sort of numbers with their places.
 */
export function ascendingOrder(values: Float64Array, order: Int32Array): boolean {
  const count = values.length;
  let low = Number.POSITIVE_INFINITY;
  let high = Number.NEGATIVE_INFINITY;
  for (let i = 0; i < count; i++) {
    low = Math.min(low, values[i]);
    high = Math.max(high, values[i]);
  }
  if (!Number.isFinite(high - low)) return false;
  // Where there is no range, or one too small for a scale, nothing comes of it that is a number: the first bucket.
  const scale = (count - 1) / (high - low);
  // Bucket b ends where b + 1 begins.
  const ends = bucketRoom(count + 1).fill(0, 0, count + 1);
  for (let i = 0; i < count; i++) ends[((values[i] - low) * scale) | 0]++;
  let sum = 0;
  for (let bucket = 0; bucket < count; bucket++) {
    sum += ends[bucket];
    ends[bucket] = sum;
  }
  for (let i = count - 1; i >= 0; i--) order[--ends[((values[i] - low) * scale) | 0]] = i;
  for (let k = 1; k < count; k++) {
    const moving = order[k];
    const value = values[moving];
    let to = k;
    while (to > 0 && values[order[to - 1]] > value) {
      order[to] = order[to - 1];
      to--;
    }
    order[to] = moving;
  }
  return true;
}
