import { emDash } from '@/lib/format';
import type { Unavailable } from '@/lib/risk/estimate';
import { Popover } from '../ui/popover';
import { PopoverTrigger } from '../ui/popover-trigger';
import { reasonInShort } from './reason-words';
import { UnavailableDetails } from './unavailable-details';

type UnavailableFigureProps = {
  /** Unique on the page. */
  id: string;
  /** What is unavailable: "Market beta". */
  title: string;
  absence: Unavailable;
};

/** In place of a figure: a dash that says why, and what would mend it. */
export function UnavailableFigure({ id, title, absence }: UnavailableFigureProps) {
  return (
    <>
      <PopoverTrigger target={id} label={`${title} unavailable: ${reasonInShort(absence)}. Explain.`}>
        {emDash}
      </PopoverTrigger>
      <Popover id={id} title={`${title} is unavailable`}>
        <UnavailableDetails absence={absence} />
      </Popover>
    </>
  );
}
