import type { CsvCell } from '@/lib/api/csv-file';
import { areAmountsHidden } from './amounts';

/** What is in a cell for other reasons than to be its value. */
const aside = '.sr-only, [popover], dialog, svg, button[data-aside]';

/** The words of a cell as they are read, without what only explains them; what is typed into it, where one can. */
function wordsOf(cell: Element): string {
  const field = cell.querySelector('input:not([type=hidden])');
  if (field instanceof HTMLInputElement) return field.value;
  const walker = document.createTreeWalker(cell, NodeFilter.SHOW_TEXT);
  let words = '';
  let parent: Element | null = null;
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    const own = node.parentElement;
    if (own?.closest(aside)) continue;
    words += own === parent ? node.nodeValue : ` ${node.nodeValue}`;
    parent = own;
  }
  return words;
}

const figure = /^([+-]?)[$€£¥]?([\d,]+(?:\.\d+)?)( %| pp)?$/;

/**
 * A shown value as a file has it: figures as numbers, percentages as fractions, a dash as nothing, all else as words.
 * "14.2 %" → 0.142, "−$1,234.50" → −1234.5, "+9.1 pp" → 0.091, "[0.97, 1.27]" as it is.
 */
export function cellOf(shown: string): CsvCell {
  const text = shown
    .replaceAll('\u2212', '-')
    .replaceAll(/[\s\u00a0]+/g, ' ')
    .trim();
  if (text === '' || text === '—') return null;
  const match = figure.exec(text);
  if (!match) return text;
  const value = Number(match[2].replaceAll(',', '')) * (match[1] === '-' ? -1 : 1);
  // A hundredth of what is shown, without the dust of dividing.
  return match[3] ? Number((value / 100).toPrecision(12)) : value;
}

/** Heads and rows of a table as it is shown, feet included. What a person has hidden is not in it. */
export function tableCells(table: HTMLTableElement): { heads: string[]; rows: CsvCell[][] } {
  const isHidden = areAmountsHidden();
  const headRow = table.tHead?.rows[table.tHead.rows.length - 1];
  const heads = Array.from(headRow?.cells ?? [], (cell) => String(cellOf(wordsOf(cell)) ?? ''));
  const rows = [...table.tBodies, ...(table.tFoot ? [table.tFoot] : [])].flatMap((part) =>
    Array.from(part.rows)
      .filter((row) => row.getAttribute('aria-hidden') !== 'true')
      .map((row) =>
        Array.from(row.cells, (cell) =>
          isHidden && cell.querySelector('[data-amount]') ? null : cellOf(wordsOf(cell)),
        ),
      ),
  );
  // Columns of buttons have neither a head nor a value.
  const kept = heads.map((head, i) => head !== '' || rows.some((row) => typeof row[i] === 'number'));
  return {
    heads: heads.filter((_, i) => kept[i]),
    rows: rows.map((row) => row.filter((_, i) => kept[i] ?? true)),
  };
}
