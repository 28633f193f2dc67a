import type { ReactNode } from 'react';

type TileProps = {
  label: ReactNode;
  /** The figure, large. */
  figure: ReactNode;
  /** Its interval, or the reason why there is none. */
  caption?: ReactNode;
  /** How it came here. */
  sparkline?: ReactNode;
  /** Its change since the last snapshot. */
  change?: ReactNode;
};

/** One figure of a row of figures: label, value, interval, the way it came and what changed. */
export function Tile({ label, figure, caption, sparkline, change }: TileProps) {
  return (
    <div className="flex min-w-0 flex-col gap-1 bg-surface px-4 py-3.5">
      <dt className="text-sm text-ink-soft">{label}</dt>
      <dd className="flex grow flex-col">
        <div className="text-2xl font-semibold tracking-tight">{figure}</div>
        <div className="min-h-10 text-xs text-ink-soft">{caption}</div>
        <div className="mt-auto pt-2">
          {sparkline ? <div className="h-8">{sparkline}</div> : null}
          <div className="mt-1.5 min-h-4.5 text-xs text-ink-faint">{change}</div>
        </div>
      </dd>
    </div>
  );
}
