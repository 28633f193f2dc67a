import type { ReactNode } from 'react';

/** Tiles side by side, parted by hairlines; two across on a phone, six on a desk. */
export function TileRow({ label, children }: { label: string; children: ReactNode }) {
  return (
    <dl
      aria-label={label}
      className="grid grid-cols-2 gap-px overflow-hidden rounded-lg border border-rule bg-rule md:grid-cols-3 xl:grid-cols-6"
    >
      {children}
    </dl>
  );
}
