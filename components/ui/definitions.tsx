import type { ReactNode } from 'react';

export type Definition = { term: ReactNode; value: ReactNode };

/** Names on the left, what they are on the right. */
export function Definitions({ entries }: { entries: readonly (Definition | null)[] }) {
  return (
    <dl className="grid grid-cols-[minmax(7rem,auto)_1fr] gap-x-4 gap-y-1.5 text-sm">
      {entries.map((entry, index) =>
        entry ? (
          // biome-ignore lint/suspicious/noArrayIndexKey: the entries of one list never change places.
          <div key={index} className="col-span-2 grid grid-cols-subgrid">
            <dt className="text-ink-faint">{entry.term}</dt>
            <dd className="min-w-0 break-words">{entry.value}</dd>
          </div>
        ) : null,
      )}
    </dl>
  );
}
