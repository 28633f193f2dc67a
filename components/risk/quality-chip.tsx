import { count, counted } from '@/lib/format';
import { Chip } from '../ui/chip';
import { Popover } from '../ui/popover';
import { PopoverTrigger } from '../ui/popover-trigger';
import type { PositionAbsence } from './position-absence';
import { reasonInShort, reasonWords } from './reason-words';

type QualityChipProps = { positions: number; unavailable: readonly PositionAbsence[] };

/** How much of the portfolio the figures speak of; pressed, it says what is missing, why, and what would help. */
export function QualityChip({ positions, unavailable }: QualityChipProps) {
  if (unavailable.length === 0)
    return (
      <Chip>{positions === 1 ? 'The one position measured' : `All ${counted(positions, 'position')} measured`}</Chip>
    );
  return (
    <>
      <PopoverTrigger target="data-quality" className="rounded-full">
        <Chip tone="caution">
          {count(unavailable.length)} of {counted(positions, 'position')} unavailable
        </Chip>
      </PopoverTrigger>
      <Popover id="data-quality" title="Positions without a figure">
        <ul className="flex flex-col gap-3">
          {unavailable.map((exclusion) => (
            <li key={exclusion.symbol}>
              <div className="flex justify-between gap-4">
                <span className="font-semibold">{exclusion.symbol}</span>
                <span className="text-right text-ink-soft">{reasonInShort(exclusion)}</span>
              </div>
              <p className="text-xs text-ink-faint">{reasonWords[exclusion.reason].remedy}</p>
            </li>
          ))}
        </ul>
      </Popover>
    </>
  );
}
