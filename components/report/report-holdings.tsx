import { beta, count, emDash, interval, money, percent, signedDecimal, signedPercent } from '@/lib/format';
import type { Holding } from '../portfolio/holding';
import { reasonInShort } from '../risk/reason-words';
import { Amount } from '../ui/amount';
import { TableScroll } from '../ui/table-scroll';

/** So many lines a page has room for. */
const shown = 12;

/** The heaviest holdings, a line each, and how many more there are. */
export function ReportHoldings({ holdings, currency }: { holdings: readonly Holding[]; currency: string }) {
  const heaviest = [...holdings].sort((a, b) => Math.abs(b.weight ?? 0) - Math.abs(a.weight ?? 0)).slice(0, shown);
  const others = holdings.length - heaviest.length;
  return (
    <TableScroll label="Heaviest holdings, table">
      <table className="data-table report-table">
        <caption className="sr-only">The heaviest holdings</caption>
        <thead>
          <tr>
            <th scope="col">
              Heaviest holdings{others > 0 ? `, ${count(shown)} of ${count(holdings.length)} lots` : ''}
            </th>
            <th scope="col" className="max-sm:hidden">
              Sector
            </th>
            <th scope="col" className="number">
              Weight
            </th>
            <th scope="col" className="number max-sm:hidden">
              Value
            </th>
            <th scope="col" className="number">
              Beta<span className="max-sm:hidden">, 95 %</span>
            </th>
            <th scope="col" className="number">
              Volatility
            </th>
            <th scope="col" className="number max-sm:hidden">
              To beta
            </th>
            <th scope="col" className="number max-sm:hidden">
              To volatility
            </th>
          </tr>
        </thead>
        <tbody>
          {heaviest.map((one) => (
            <tr key={one.id}>
              <th scope="row">
                {one.symbol}
                {one.name ? <span className="ml-2 font-normal text-ink-faint max-sm:hidden">{one.name}</span> : null}
              </th>
              <td className="max-sm:hidden">{one.sector}</td>
              <td className="number">{percent(one.weight)}</td>
              <td className="number max-sm:hidden">
                <Amount>{money(one.marketValue, currency, 0)}</Amount>
              </td>
              <td className="number">
                {one.beta === null ? (
                  emDash
                ) : one.beta.status === 'unavailable' ? (
                  <span className="text-ink-faint">{reasonInShort(one.beta)}</span>
                ) : (
                  <>
                    {beta(one.beta.value.beta)}
                    <span className="max-sm:hidden"> {interval(one.beta.value.low, one.beta.value.high)}</span>
                  </>
                )}
              </td>
              <td className="number">
                {one.volatility?.status === 'measured' ? percent(one.volatility.value.volatilityAnnual) : emDash}
              </td>
              <td className="number max-sm:hidden">{signedDecimal(one.betaContribution, 3)}</td>
              <td className="number max-sm:hidden">{signedPercent(one.volatilityContribution)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </TableScroll>
  );
}
