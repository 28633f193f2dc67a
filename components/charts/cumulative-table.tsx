import { percent } from '@/lib/format';
import { TableScroll } from '../ui/table-scroll';
import type { SymbolWeight } from './cumulative-summary';

type CumulativeTableProps = { weights: readonly SymbolWeight[]; sums: readonly number[] };

/** The table twin of the cumulative weights: the largest first. */
export function CumulativeTable({ weights, sums }: CumulativeTableProps) {
  return (
    <TableScroll label="Cumulative weight, table" className="max-h-[26rem] rounded-md border border-rule">
      <table className="data-table">
        <thead className="stuck">
          <tr>
            <th scope="col">Symbol</th>
            <th scope="col" className="number">
              Weight
            </th>
            <th scope="col" className="number">
              Sum so far
            </th>
          </tr>
        </thead>
        <tbody>
          {weights.slice(0, 250).map(({ symbol, weight }, index) => (
            <tr key={symbol}>
              <th scope="row">{symbol}</th>
              <td className="number">{percent(weight, 2)}</td>
              <td className="number">{percent(sums[index])}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </TableScroll>
  );
}
