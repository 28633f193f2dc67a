import { percent } from '@/lib/format';
import type { Exclusion } from '@/lib/risk/exclusion';
import { TableScroll } from '../ui/table-scroll';
import { reasonInShort, reasonWords } from './reason-words';

type ExclusionListProps = { label: string; excluded: readonly Exclusion[] };

/** The positions a figure leaves out: how large, why, and what would bring them in. */
export function ExclusionList({ label, excluded }: ExclusionListProps) {
  if (excluded.length === 0) return <p className="text-sm text-ink-soft">No position is left out.</p>;
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
          {excluded.map((one) => (
            <tr key={`${one.symbol} ${one.reason} ${one.share}`}>
              <th scope="row">{one.symbol}</th>
              <td className="number">{percent(one.share)}</td>
              <td>
                {reasonInShort(one)}
                <span className="block text-xs text-ink-faint">{reasonWords[one.reason].remedy}</span>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </TableScroll>
  );
}
