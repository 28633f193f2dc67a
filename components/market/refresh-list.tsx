import type { RefreshDocument } from '@/lib/api/market-data';
import { instant } from '@/lib/format';
import { Chip, type Tone } from '../ui/chip';
import { isUnderWay, refreshInWords, refreshOutcome } from './refresh-words';

const tones: Record<RefreshDocument['state'], Tone> = {
  queued: 'information',
  running: 'information',
  completed: 'neutral',
  failed: 'problem',
  cancelled: 'caution',
};

const stateWords: Record<RefreshDocument['state'], string> = {
  queued: 'Waiting',
  running: 'Running',
  completed: 'Completed',
  failed: 'Failed',
  cancelled: 'Cancelled',
};

const triggerWords: Record<RefreshDocument['trigger'], string> = {
  person: 'asked for by a person',
  api: 'asked for by a script',
  import: 'after an import',
  nightly: 'of the night',
  command: 'by the command line',
};

/** The newest refreshes, and how each ended. */
export function RefreshList({ refreshes }: { refreshes: readonly RefreshDocument[] }) {
  if (refreshes.length === 0) return <p className="text-sm text-ink-soft">Nothing was asked of the providers yet.</p>;
  return (
    <ol className="divide-y divide-rule">
      {refreshes.map((one) => (
        <li key={one.id} className="flex flex-col gap-1 py-3 text-sm first:pt-0 last:pb-0">
          <div className="flex flex-wrap items-center gap-x-3 gap-y-1">
            <Chip tone={tones[one.state]}>{stateWords[one.state]}</Chip>
            <span className="font-medium">
              {one.symbols.length === 0
                ? 'Everything that was behind'
                : one.symbols.length > 4
                  ? `${one.symbols.slice(0, 4).join(', ')} and ${one.symbols.length - 4} more`
                  : one.symbols.join(', ')}
            </span>
          </div>
          <p className={one.state === 'failed' ? 'text-danger' : 'text-ink-soft'}>
            {isUnderWay(one) ? refreshInWords(one) : refreshOutcome(one)}
          </p>
          <p className="text-xs text-ink-faint">
            <time dateTime={one.requested_at}>{instant(one.requested_at)}</time>, {triggerWords[one.trigger]}
          </p>
        </li>
      ))}
    </ol>
  );
}
