import { ChevronRight } from 'lucide-react';
import type { ReactNode } from 'react';

/** A line that opens to what stands behind it. */
export function Disclosure({ summary, children, open }: { summary: ReactNode; children: ReactNode; open?: boolean }) {
  return (
    <details open={open} className="group text-sm">
      <summary className="flex list-none items-center gap-1.5 rounded-sm py-1 text-ink-soft hover:text-ink [&::-webkit-details-marker]:hidden">
        <ChevronRight aria-hidden="true" className="size-4 transition-transform group-open:rotate-90" />
        {summary}
      </summary>
      <div className="pt-1 pb-2 pl-5.5">{children}</div>
    </details>
  );
}
