import type { ReactNode } from 'react';

type TableScrollProps = {
  /** Names the region for those who reach it by keyboard. */
  label: string;
  children: ReactNode;
  /** The highest it may grow before it scrolls downwards too. */
  maxHeightClass?: string;
};

/** Lets a wide table scroll inside its panel, by keyboard too. */
export function TableScroll({ label, children, maxHeightClass = '' }: TableScrollProps) {
  return (
    <section
      aria-label={label}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by the keys that scroll it.
      tabIndex={0}
      data-scroll
      className={`overflow-auto overscroll-x-contain ${maxHeightClass}`}
    >
      {children}
    </section>
  );
}
