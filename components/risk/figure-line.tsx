import type { ReactNode } from 'react';

/** A few figures in one line under a title: names small, figures firm. */
export function FigureLine({ entries }: { entries: readonly { term: ReactNode; value: ReactNode }[] }) {
  return (
    <dl className="mb-4 grid grid-cols-[repeat(auto-fit,minmax(6.25rem,1fr))] gap-x-4 gap-y-3">
      {entries.map(({ term, value }, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the entries of one line never change places.
        <div key={index} className="min-w-0">
          <dt className="text-xs text-ink-faint">{term}</dt>
          <dd className="font-semibold wrap-anywhere">{value}</dd>
        </div>
      ))}
    </dl>
  );
}
