import { count } from '@/lib/format';

type ProgressBarProps = {
  /** What is going on. */
  label: string;
  done: number;
  /** Zero while nobody knows how much there is. */
  total: number;
};

/** How far something is, in words and as a bar. */
export function ProgressBar({ label, done, total }: ProgressBarProps) {
  const isKnown = total > 0;
  const share = isKnown ? Math.min(1, Math.max(0, done / total)) : 0;
  const progress = isKnown ? `${count(done)} of ${count(total)}` : undefined;
  return (
    <div className="flex flex-col gap-1.5">
      <div className="flex items-baseline justify-between gap-4 text-xs">
        <span className="min-w-0 truncate font-medium">{label}</span>
        <span className="whitespace-nowrap text-ink-faint">{progress}</span>
      </div>
      <div
        role="progressbar"
        aria-label={label}
        aria-valuemin={isKnown ? 0 : undefined}
        aria-valuemax={isKnown ? total : undefined}
        aria-valuenow={isKnown ? Math.min(done, total) : undefined}
        aria-valuetext={progress}
        className="h-1.5 overflow-hidden rounded-full bg-rule"
        data-graphic
      >
        <div
          className={`h-full rounded-full bg-blue transition-[width] duration-300 ${isKnown ? '' : 'sweep w-1/3'}`}
          style={isKnown ? { width: `${share * 100}%` } : undefined}
        />
      </div>
    </div>
  );
}
