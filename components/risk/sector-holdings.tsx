import { counted, percent, signedPoints } from '@/lib/format';
import { isBucket, type SectorWeightRow } from '../charts/sector-weight-rows';
import { PositionLink } from '../portfolio/position-link';
import { TableScroll } from '../ui/table-scroll';

export type SectorHolding = {
  readonly id: string;
  readonly symbol: string;
  readonly name: string | null;
  /** A GICS sector or one of the buckets. */
  readonly sector: string;
  readonly weight: number | null;
  /** The whole weight of a fund that is looked through; `weight` is its part in this sector. */
  readonly throughWeight?: number | null;
};

type SectorHoldingsProps = { row: SectorWeightRow; benchmarkName: string; holdings: readonly SectorHolding[] };

/** The holdings of one row, the heaviest first; those without a weight last. */
export function SectorHoldings({ row, benchmarkName, holdings }: SectorHoldingsProps) {
  const size = ({ weight }: SectorHolding) => (weight === null ? -1 : Math.abs(weight));
  const sorted = [...holdings].sort((a, b) => size(b) - size(a));
  const what =
    row.active === null || isBucket(row.sector)
      ? `${percent(row.net)} of the portfolio`
      : `${percent(row.net)} of the portfolio against ${percent(row.benchmark)} of the ${benchmarkName}, ${signedPoints(row.active)}`;
  return (
    <div className="flex flex-col gap-3">
      <p className="text-sm text-ink-soft">
        {what}, in {counted(sorted.length, 'holding')}.
      </p>
      {sorted.length === 0 ? null : (
        <TableScroll label={`Holdings in ${row.sector}`} className="max-h-96 rounded-md border border-rule">
          <table className="data-table">
            <thead className="stuck">
              <tr>
                <th scope="col">Holding</th>
                <th scope="col" className="number">
                  Weight
                </th>
              </tr>
            </thead>
            <tbody>
              {sorted.map((holding) => (
                <tr key={holding.id}>
                  <th scope="row">
                    <PositionLink symbol={holding.symbol}>{holding.symbol}</PositionLink>
                    {holding.name ? <span className="ml-2 font-normal text-ink-faint">{holding.name}</span> : null}
                    {holding.throughWeight === undefined ? null : (
                      <span className="block text-xs font-normal text-ink-faint">
                        Looked through: its part in this sector, of {percent(holding.throughWeight, 2)}
                      </span>
                    )}
                  </th>
                  <td className="number">{percent(holding.weight, 2)}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </TableScroll>
      )}
    </div>
  );
}
