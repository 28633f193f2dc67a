import { emDash } from '@/lib/format';
import type { Estimate } from '@/lib/risk/estimate';
import { type Difference, isNoise } from '@/lib/risk/volatility-difference';
import { Chip } from '../ui/chip';

type DifferenceCellProps = {
  /** Null where nothing was estimated: the difference is exact. */
  estimate: Estimate<Difference> | null;
  /** The difference itself, where it can be told. */
  difference: number | null;
  /** With its sign. */
  show: (value: number) => string;
  showInterval: (low: number, high: number) => string;
  /** On two lines at most, as rows of a long table are. */
  isShort?: boolean;
};

/** A difference with its interval, and whether chance alone explains it. */
export function DifferenceCell({ estimate, difference, show, showInterval, isShort = false }: DifferenceCellProps) {
  if (difference === null) return <span className="text-ink-faint">{emDash}</span>;
  const shown = show(difference);
  if (!/[1-9]/.test(shown)) return <span className="text-ink-faint">unchanged</span>;
  if (estimate === null)
    return (
      <>
        <span className="font-semibold">{shown}</span>
        <span className="block text-xs text-ink-faint">exact</span>
      </>
    );
  const measured = estimate.status === 'measured' ? estimate.value : null;
  const noise = measured !== null && isNoise(measured);
  return (
    <>
      <span className="font-semibold">{shown}</span>
      <span className="block text-xs text-ink-faint">
        {measured ? showInterval(measured.low, measured.high) : 'interval unavailable'}
        {isShort && noise ? ', noise' : null}
      </span>
      {!isShort && noise ? <Chip>inside the noise</Chip> : null}
    </>
  );
}
