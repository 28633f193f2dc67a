/** The worst difference of a family: all numbers that stand at one place, whatever the symbol or the portfolio. */
export type Difference = {
  readonly family: string;
  readonly count: number;
  readonly worst: number;
  readonly where: string;
  /** Whether every number of the family is as near as the reference asks. */
  readonly agrees: boolean;
};

/**
 * Relative, and for what may lie near zero absolute as well: either is enough. The z of two nearly equal volatilities is
 * known no better than to some 1e-16 once the closes are doubles (GOOGL has one of −1.7e-5).
 */
const relativeTolerance = 1e-11;
const absoluteTolerances: Readonly<Record<string, number>> = {
  alpha_daily: 1e-15,
  r_squared: 1e-15,
  vol_daily: 1e-14,
  z: 1e-15,
};

/**
 * Holds a document against a reference that has the same numbers at the same places, and more: the worst relative
 * difference of each family. A number of one that is missing in the other, or a word that differs, is infinitely far.
 */
export function differences(document: object, reference: object): readonly Difference[] {
  const families = new Map<string, { count: number; worst: number; where: string; agrees: boolean }>();
  for (const [path, value] of leaves(document)) {
    const expected = path.reduce<unknown>(
      (inside, key) => (inside as Record<string, unknown> | undefined)?.[key],
      reference,
    );
    const { relative, agrees } = compared(path.at(-1) ?? '', value, expected);
    const name = path.filter((_, i) => i !== 1).join('.');
    const family = families.get(name) ?? { count: 0, worst: -1, where: '', agrees: true };
    families.set(name, family);
    family.count++;
    family.agrees &&= agrees;
    if (relative > family.worst) Object.assign(family, { worst: relative, where: path[1] });
  }
  return [...families].map(([family, found]) => ({ family, ...found })).sort((a, b) => b.worst - a.worst);
}

function compared(key: string, value: unknown, expected: unknown): { relative: number; agrees: boolean } {
  if (value === expected) return { relative: 0, agrees: true };
  if (typeof value !== 'number' || typeof expected !== 'number')
    return { relative: Number.POSITIVE_INFINITY, agrees: false };
  const apart = Math.abs(value - expected);
  const relative = apart / Math.abs(expected);
  return { relative, agrees: relative <= relativeTolerance || apart <= (absoluteTolerances[key] ?? 0) };
}

/** Every number and word of a document with the keys that lead to it. */
function* leaves(inside: object, path: readonly string[] = []): Generator<[readonly string[], unknown]> {
  for (const [key, value] of Object.entries(inside)) {
    if (typeof value === 'object' && value !== null) yield* leaves(value, [...path, key]);
    else if (value !== undefined) yield [[...path, key], value];
  }
}

/** The differences as lines of text, the widest first. */
export const differenceTable = (found: readonly Difference[]): string =>
  found
    .map(
      ({ family, count, worst, where, agrees }) =>
        `${worst.toExponential(1).padStart(9)}  ${agrees ? '  ' : '✗ '}${family} (${count}, worst ${where})`,
    )
    .join('\n');
