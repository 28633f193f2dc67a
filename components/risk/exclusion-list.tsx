import { emDash, percent } from '@/lib/format';
import type { Exclusion } from '@/lib/risk/exclusion';
import { TableScroll } from '../ui/table-scroll';
import type { BookBehind } from './book-behind';
import { reasonInShort, reasonWords } from './reason-words';

type ExclusionListProps = {
  label: string;
  excluded: readonly Exclusion[];
  /** What has no value at all, and so no share of anything. */
  unvalued?: BookBehind['unvalued'];
};

/** The positions a figure leaves out: how large, why, and what would bring them in. */
export function ExclusionList({ label, excluded, unvalued = [] }: ExclusionListProps) {
  const rows = [
    ...excluded.map((one) => ({ ...one, words: reasonInShort(one), share: percent(one.share) })),
    ...unvalued.map((one) => ({ ...one, words: reasonWords[one.reason].short, share: emDash })),
  ];
  if (rows.length === 0) return <p className="text-sm text-ink-soft">No position is left out.</p>;
  return (
    <TableScroll label={label} className="max-h-96 rounded-md border border-rule">
      <table className="data-table">
        <thead className="stuck">
          <tr>
            <th scope="col">Position</th>
            <th scope="col" className="number">
              Of gross
            </th>
            <th scope="col">Why, and what helps</th>
          </tr>
        </thead>
        <tbody>
          {rows.map((one) => (
            <tr key={`${one.symbol} ${one.reason} ${one.share}`}>
              <th scope="row">{one.symbol}</th>
              <td className="number">{one.share}</td>
              <td>
                {one.words}
                <span className="block text-xs text-ink-faint">{reasonWords[one.reason].remedy}</span>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </TableScroll>
  );
}
