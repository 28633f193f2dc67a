import { type SparklineDomain, sharedDomain, sparklinePath } from './sparkline-path';

type SparklineProps = {
  values: readonly (number | null)[];
  /** Shared by all that are to be compared; by default the values' own. */
  domain?: SparklineDomain;
  /** What it tells, for those who cannot see it. Without one it is decoration beside the figures it is made of. */
  label?: string;
  className?: string;
};

const box = { width: 100, height: 24 };

/** A line the size of a word. The dot is where it stands now. */
export function Sparkline({ values, domain, label, className = 'h-8 w-full' }: SparklineProps) {
  const scale = domain ?? sharedDomain([values]);
  if (!scale) return null;
  const { path, end } = sparklinePath(values, scale, box);
  return (
    <svg
      viewBox={`-1 -3 ${box.width + 4} ${box.height + 6}`}
      preserveAspectRatio="none"
      role={label ? 'img' : undefined}
      aria-label={label}
      aria-hidden={label ? undefined : true}
      className={`block overflow-visible ${className}`}
      data-graphic
    >
      <path
        d={path}
        fill="none"
        stroke="var(--color-ink-faint)"
        strokeWidth="1.25"
        strokeLinejoin="round"
        vectorEffect="non-scaling-stroke"
      />
      {end ? (
        // A stroke of no length with round ends is a dot that stays round however the box is stretched.
        <path
          d={`M${end.x} ${end.y}h0.001`}
          stroke="var(--color-blue)"
          strokeWidth="5"
          strokeLinecap="round"
          vectorEffect="non-scaling-stroke"
        />
      ) : null}
    </svg>
  );
}
