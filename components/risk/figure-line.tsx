import type { ReactNode } from 'react';

/** A few figures in one line under a title: names small, figures firm. */
export function FigureLine({ entries }: { entries: readonly { term: ReactNode; value: ReactNode }[] }) {
  return (
    // Names stand on one line however long one of them is, and so do figures.
    <dl className="mb-1 grid grid-cols-[repeat(auto-fit,minmax(6.25rem,1fr))] gap-x-4">
      {entries.map(({ term, value }, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the entries of one line never change places.
        <div key={index} className="row-span-2 grid min-w-0 grid-rows-subgrid">
          <dt className="self-end text-xs text-ink-faint">{term}</dt>
          <dd className="mb-3 font-semibold wrap-anywhere">{value}</dd>
        </div>
      ))}
    </dl>
  );
}
