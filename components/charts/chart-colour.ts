/** What a series is drawn in. Dashes and labels tell series apart too: colour is never alone. */
export type ChartColour = 'blue' | 'orange' | 'faint';

export const strokeOf: Record<ChartColour, string> = {
  blue: 'var(--color-blue)',
  orange: 'var(--color-orange)',
  faint: 'var(--color-ink-faint)',
};

/** The same, paler: for the band around a line. */
export const washOf: Record<ChartColour, string> = {
  blue: 'var(--color-blue-wash)',
  orange: 'var(--color-orange-wash)',
  faint: 'var(--color-rule)',
};
