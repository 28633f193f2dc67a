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
          {bySymbol(unavailable).map(({ absence, lots }) => (
            <li key={`${absence.symbol} ${absence.reason}`}>
              <div className="flex justify-between gap-4">
                <span className="font-semibold">
                  {absence.symbol}
                  {lots > 1 ? <span className="font-normal text-ink-faint"> {counted(lots, 'lot')}</span> : null}
                </span>
                <span className="text-right text-ink-soft">{reasonInShort(absence)}</span>
              </div>
              <p className="text-xs text-ink-faint">{reasonWords[absence.reason].remedy}</p>
            </li>
          ))}
        </ul>
      </Popover>
    </>
  );
}

/** Lots of one symbol that lack figures for one reason are said once. */
function bySymbol(absences: readonly PositionAbsence[]): { absence: PositionAbsence; lots: number }[] {
  const said = new Map<string, { absence: PositionAbsence; lots: number }>();
  for (const absence of absences) {
    const key = `${absence.symbol} ${absence.reason}`;
    const known = said.get(key);
    if (known) known.lots++;
    else said.set(key, { absence, lots: 1 });
  }
  return [...said.values()];
}
