import { beta, interval, percent } from '@/lib/format';
import type { Estimate, Unavailable } from '@/lib/risk/estimate';
import type { PortfolioEstimates } from '@/lib/risk/portfolio-estimates';
import type { TrendLabel } from '@/lib/risk/volatility-trend';
import { pointsInWords } from '../charts/sector-summary';
import { largestActiveSector } from './active-sector';
import { reasonInShort } from './reason-words';
import { trendWords } from './trend-words';

/** A piece of the sentence; figures stand out from the words between them. */
export type VerdictPiece = { readonly text: string; readonly isFigure: boolean };

/** What the sentence is made of. */
export type VerdictSubject = {
  readonly marketIndex: string;
  readonly benchmarkName: string;
  readonly direct: Estimate<{ readonly beta: number; readonly betaLow: number; readonly betaHigh: number }>;
  readonly weighted: Estimate<{ readonly beta: number }>;
  readonly activeSector: Estimate<{ readonly sector: string; readonly active: number }>;
  readonly volatility: Estimate<{ readonly volatilityAnnual: number }>;
  readonly trend: Estimate<{ readonly label: TrendLabel }>;
};

export const verdictSubject = (
  { beta: betas, volatility, ...estimates }: PortfolioEstimates,
  names: { readonly marketIndex: string; readonly benchmarkName: string },
): VerdictSubject => ({
  marketIndex: names.marketIndex,
  benchmarkName: names.benchmarkName,
  direct: betas.direct90,
  weighted: betas.weighted,
  activeSector: largestActiveSector(estimates),
  volatility: volatility.realized21d,
  trend: volatility.trend,
});

const words = (text: string): VerdictPiece => ({ text, isFigure: false });
const figure = (text: string): VerdictPiece => ({ text, isFigure: true });

/** Differences of up to half a point are not worth naming a sector for. */
const closeEnough = 0.005;

function betaPieces({ marketIndex, direct, weighted }: VerdictSubject): VerdictPiece[] {
  const after = words(` for each 1 of ${marketIndex}`);
  if (direct.status === 'measured') {
    const { beta: value, betaLow, betaHigh } = direct.value;
    return [words('Moves '), figure(beta(value)), words(` ${interval(betaLow, betaHigh)}`), after];
  }
  if (weighted.status === 'measured')
    return [words('Moves '), figure(beta(weighted.value.beta)), after, words(', its positions say')];
  return [words(`Beta against ${marketIndex} unavailable (${reasonInShort(direct)})`)];
}

function sectorPieces({ benchmarkName, activeSector }: VerdictSubject): VerdictPiece[] {
  if (activeSector.status === 'unavailable')
    return [words(`sectors not comparable with the ${benchmarkName} (${reasonInShort(activeSector)})`)];
  const { sector, active } = activeSector.value;
  if (Math.abs(active) <= closeEnough) return [words(`every sector within half a point of the ${benchmarkName}`)];
  return [
    figure(pointsInWords(active)),
    words(` ${active > 0 ? 'over' : 'under'} in ${sector} against the ${benchmarkName}`),
  ];
}

function volatilityPieces({ volatility, trend }: VerdictSubject): VerdictPiece[] {
  if (volatility.status === 'unavailable') return [words(`volatility unavailable (${reasonInShort(volatility)})`)];
  return [
    words('volatility '),
    figure(percent(volatility.value.volatilityAnnual)),
    words(
      trend.status === 'measured'
        ? `, ${trendWords[trend.value.label]}`
        : `, its trend unavailable (${reasonInShort(trend)})`,
    ),
  ];
}

/** The absence of everything, where everything is absent for one reason. */
function sharedAbsence(estimates: readonly Estimate<unknown>[]): Unavailable | null {
  const [first] = estimates;
  if (first.status === 'measured') return null;
  return estimates.every((one) => one.status === 'unavailable' && one.reason === first.reason) ? first : null;
}

/**
 * The portfolio in one sentence, made of its numbers: how it moves with its index, where it differs most from its
 * benchmark, how much it has moved of late. What is unavailable says so in its place; nothing is left out silently.
 */
export function verdict(subject: VerdictSubject): readonly VerdictPiece[] {
  const nothing = sharedAbsence([subject.direct, subject.weighted, subject.activeSector, subject.volatility]);
  if (nothing?.reason === 'no_positions') return [words('There is nothing to measure yet: this portfolio is empty.')];
  if (nothing) return [words(`Nothing could be measured: ${reasonInShort(nothing)}.`)];
  const clauses = [betaPieces(subject), sectorPieces(subject), volatilityPieces(subject)];
  const pieces = clauses.flatMap((clause, index) => (index === 0 ? clause : [words('; '), ...clause]));
  return [...pieces, words('.')];
}

/** The same as plain text. */
export const verdictText = (subject: VerdictSubject): string =>
  verdict(subject)
    .map(({ text }) => text)
    .join('');
