import { memo } from 'react';
import { beta, emDash, interval, money, percent, signedDecimal, signedPercent } from '@/lib/format';
import { IntervalMark } from '../charts/interval-mark';
import type { SparklineDomain } from '../charts/sparkline-path';
import { FindingMark } from '../risk/finding-mark';
import { trendShort } from '../risk/trend-words';
import { Amount } from '../ui/amount';
import type { Holding } from './holding';
import { useFindings } from './holding-findings';

/** Every row is as high as every other, so that a long table can know where each is without drawing it. */
export const holdingRowHeight = 48;

type HoldingRowProps = {
  holding: Holding;
  currency: string;
  /** The scale all betas of the table share. */
  betaDomain: SparklineDomain | null;
  /** The largest weight of the table, whichever sign. */
  largestWeight: number;
  /** Its place in the whole table, counted from 1 with the head as the first row. */
  index: number;
  onOpen: (holding: Holding) => void;
};

const trendMarks = { increasing: '▲', decreasing: '▼', stable: '' } as const;

export const HoldingRow = memo(function HoldingRow({
  holding,
  currency,
  betaDomain,
  largestWeight,
  index,
  onOpen,
}: HoldingRowProps) {
  const { symbol, name, sector, weight, marketValue, beta: estimate, volatility, trend } = holding;
  const flags = holding.remarks;
  const notes = useFindings(symbol);
  return (
    <tr aria-rowindex={index} style={{ height: holdingRowHeight }}>
      <th scope="row" className="pinned max-w-32 sm:max-w-52">
        <button
          type="button"
          onClick={() => onOpen(holding)}
          className="block max-w-full rounded-sm text-left hover:text-blue"
        >
          <span className="block truncate font-semibold">{symbol}</span>
          {name ? <span className="block truncate text-xs font-normal text-ink-faint">{name}</span> : null}
        </button>
      </th>
      <td className="number">
        {percent(weight, 2)}
        <FindingMark notes={notes} of="weights" />
        <WeightBar weight={weight} largest={largestWeight} />
      </td>
      <td className="number">
        <Amount>{money(marketValue, currency, 0)}</Amount>
        <FindingMark notes={notes} of="market_value" />
      </td>
      <td className="number">
        {estimate?.status === 'measured' ? (
          <span className="flex items-center justify-end gap-2">
            {betaDomain ? (
              <IntervalMark
                value={estimate.value.beta}
                low={estimate.value.low}
                high={estimate.value.high}
                domain={betaDomain}
                level={1}
              />
            ) : null}
            <span className="min-w-19">
              <span className="block font-medium">
                {beta(estimate.value.beta)}
                <FindingMark notes={notes} of="beta" />
              </span>
              <span className="block text-2xs text-ink-faint">{interval(estimate.value.low, estimate.value.high)}</span>
            </span>
          </span>
        ) : (
          emDash
        )}
      </td>
      <td className="number">
        {volatility?.status === 'measured' ? percent(volatility.value.volatilityAnnual) : emDash}
        <FindingMark notes={notes} of="volatility" />
      </td>
      <td className="whitespace-nowrap">
        {trend?.status === 'measured' ? (
          <span className={trend.value.label === 'stable' ? 'text-ink-faint' : undefined}>
            <span aria-hidden="true" className={trend.value.label === 'increasing' ? 'text-orange' : 'text-blue'}>
              {trendMarks[trend.value.label]}{' '}
            </span>
            {trendShort[trend.value.label]}
          </span>
        ) : (
          emDash
        )}
      </td>
      <td className="number">{signedDecimal(holding.betaContribution, 3)}</td>
      <td className="number">{signedPercent(holding.volatilityContribution, 2)}</td>
      <td className="max-w-48 whitespace-nowrap">
        <span className="block truncate text-ink-soft">{sector}</span>
        {flags.length > 0 ? (
          <span
            className={`block truncate text-xs ${flags.some(({ isCaution }) => isCaution) ? 'text-caution' : 'text-ink-faint'}`}
          >
            {flags.map(({ label }) => label).join(', ')}
          </span>
        ) : null}
      </td>
    </tr>
  );
});

/** A weight as a stroke below its figure, as long as its part of the largest; a short's in the other colour. */
function WeightBar({ weight, largest }: { weight: number | null; largest: number }) {
  if (weight === null || largest === 0) return null;
  return (
    <span aria-hidden="true" className="mt-1 block h-0.75 w-full min-w-14" data-graphic>
      <span
        className={`ml-auto block h-full rounded-full ${weight < 0 ? 'bg-orange' : 'bg-blue'}`}
        style={{ width: `${(Math.abs(weight) / largest) * 100}%` }}
      />
    </span>
  );
}
