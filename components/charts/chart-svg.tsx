'use client';

import { Download } from 'lucide-react';

/** Saves the chart of the same figure as a picture that can be enlarged. */
export function ChartSvg({ label }: { label: string }) {
  return (
    <button
      type="button"
      data-screen-only
      title="Save as SVG"
      onClick={async (event) => {
        const figure = event.currentTarget.closest('figure');
        const [{ fileName, saveFile }, { svgOf }] = await Promise.all([import('../ui/save-file'), import('./svg-of')]);
        if (figure) saveFile(fileName(label, 'svg'), 'image/svg+xml', svgOf(figure, label));
      }}
      className="inline-flex min-h-8 items-center gap-1.5 rounded-sm px-1.5 text-xs text-ink-faint hover:bg-sunken hover:text-ink pointer-coarse:min-h-10"
    >
      <Download aria-hidden="true" className="size-3.5" />
      SVG<span className="sr-only"> of {label}</span>
    </button>
  );
}
