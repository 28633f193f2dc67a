import { decimal, percent } from '@/lib/format';
import { isBucket, type SectorWeightRow } from './sector-weight-rows';

/** "9 points", "1 point", "0.4 points": a difference of weights in words, without its sign. */
export function pointsInWords(fraction: number): string {
  const points = Math.abs(fraction) * 100;
  const text = points >= 0.95 ? decimal(Math.round(points), 0) : decimal(points, 1);
  return `${text}\u00a0${text === '1' ? 'point' : 'points'}`;
}

const closeEnough = 0.005;

/** What a look at the sector bars tells, in one sentence. */
export function sectorSummary(rows: readonly SectorWeightRow[], benchmarkName: string): string {
  const sectors = rows.filter(({ sector }) => !isBucket(sector));
  const known = sectors.filter((row): row is SectorWeightRow & { active: number } => row.active !== null);
  if (known.length === 0) {
    const [largest] = [...sectors].sort((a, b) => b.net - a.net);
    return largest && largest.gross > 0
      ? `The largest sector is ${largest.sector} with ${percent(largest.net)}; there is no benchmark to compare it with.`
      : 'No position has a known sector, and there is no benchmark to compare with.';
  }
  const sorted = [...known].sort((a, b) => b.active - a.active);
  const most = sorted[0];
  const least = sorted[sorted.length - 1];
  const parts: string[] = [];
  if (most.active > closeEnough) parts.push(`${pointsInWords(most.active)} over in ${most.sector}`);
  if (least.active < -closeEnough) parts.push(`${pointsInWords(least.active)} under in ${least.sector}`);
  if (parts.length === 0) return `Every sector lies within half a point of the ${benchmarkName}.`;
  const outside = rows.filter(({ sector, gross }) => isBucket(sector) && gross > 0);
  const rest =
    outside.length > 0
      ? `; ${outside.map(({ sector, net }) => `${percent(net)} ${bucketWords[sector] ?? sector}`).join(', ')}`
      : '';
  return `Against the ${benchmarkName} the portfolio is ${parts.join(' and ')}${rest}.`;
}

const bucketWords: Record<string, string> = {
  Funds: 'in funds',
  Cash: 'in cash',
  Private: 'in private assets',
  Options: 'in options',
  Unknown: 'without a known sector',
};
