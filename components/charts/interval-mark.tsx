import { placeOf } from './plot-geometry';
import type { SparklineDomain } from './sparkline-path';

type IntervalMarkProps = {
  value: number;
  low: number | null;
  high: number | null;
  /** Shared by the column. */
  domain: SparklineDomain;
  /** A level to compare with. */
  level?: number;
};

const width = 72;

const within = (place: number): number => Math.min(1, Math.max(0, place)) * width;

/** A value with its interval on the scale of its column. The numbers stand beside it: it is silent. */
export function IntervalMark({ value, low, high, domain, level }: IntervalMarkProps) {
  const at = (x: number) => within(placeOf(x, domain.low, domain.high));
  return (
    <svg viewBox={`-4 0 ${width + 8} 14`} aria-hidden="true" className="h-3.5 w-20 shrink-0" data-graphic>
      {level === undefined ? null : (
        <path d={`M${at(level)} 0v14`} stroke="var(--color-rule-strong)" strokeWidth="1" strokeDasharray="2 2" />
      )}
      {low !== null && high !== null ? (
        <path d={`M${at(low)} 7H${at(high)}`} stroke="var(--color-blue)" strokeWidth="1.5" strokeOpacity="0.65" />
      ) : null}
      <circle cx={at(value)} cy="7" r="3" fill="var(--color-blue)" />
    </svg>
  );
}
