import 'server-only';
import { decimalOf } from '@/lib/api/decimal-of';
import { ProblemError } from '@/lib/api/problem';
import type { HypotheticalLotRequest, MeasuredBookDocument } from '@/lib/api/what-if';
import type { Book } from '@/lib/db/book';
import type { HypotheticalLot } from '@/lib/jobs/hypothetical-book';
import type { MeasuredBook } from '@/lib/jobs/measure-book';
import { MeasuringBusy, measureInThread } from '@/lib/jobs/measure-in-thread';
import type { Estimate } from '@/lib/risk/estimate';

const valueIn = <T>(estimate: Estimate<T>): T | null => (estimate.status === 'measured' ? estimate.value : null);

/** Measures a book that is stored nowhere; busy and too slow are answered as such, to be tried again. */
export async function measureUnstored(book: Book, asOf: string): Promise<MeasuredBook> {
  try {
    return await measureInThread(book, asOf);
  } catch (error) {
    if (!(error instanceof MeasuringBusy)) throw error;
    throw new ProblemError(429, 'measuring_busy', error.message, undefined, 5);
  }
}

export const hypotheticalLots = (lots: readonly HypotheticalLotRequest[]): HypotheticalLot[] =>
  lots.map((lot) =>
    'position_id' in lot
      ? { positionId: lot.position_id, quantity: lot.quantity }
      : {
          symbol: lot.symbol,
          assetClass: lot.asset_class,
          quantity: lot.quantity,
          currency: 'currency' in lot ? lot.currency : undefined,
          price: 'price' in lot ? lot.price : undefined,
        },
  );

/** The largest and the smallest of some active weights, where they are over and under. */
function extremes(active: Readonly<Record<string, number>> | null) {
  const sorted = Object.entries(active ?? {}).sort(([, a], [, b]) => b - a);
  const of = (entry: [string, number] | undefined, isIt: (weight: number) => boolean) =>
    entry && isIt(entry[1]) ? { sector: entry[0], active_weight: entry[1] } : null;
  return { largest: of(sorted[0], (weight) => weight > 0), smallest: of(sorted.at(-1), (weight) => weight < 0) };
}

/** A measured book as an answer, in the words of the analytics endpoints. */
export function measuredBookDocument(
  portfolioIds: readonly string[],
  book: Book,
  { snapshotDate, estimates, positions, methodVersion, inputHash }: MeasuredBook,
): MeasuredBookDocument {
  const { beta, volatility } = estimates;
  const [weighted, direct] = [valueIn(beta.weighted), valueIn(beta.direct90)];
  const forecast = valueIn(volatility.forecast);
  const band = forecast && valueIn(forecast.band);
  const sectors = valueIn(estimates.sectors);
  const active = sectors && valueIn(sectors.active);
  const concentration = valueIn(estimates.concentration);
  const value = valueIn(estimates.value);
  const absences = Object.entries({
    market_beta_weighted: beta.weighted,
    market_beta_direct: beta.direct90,
    realized_volatility_21d: volatility.realized21d,
    realized_volatility_63d: volatility.realized63d,
    expected_volatility_21d: volatility.forecast,
    volatility_trend: volatility.trend,
    volatility_percentile: volatility.percentile,
    sector_exposure: estimates.sectors,
    concentration: estimates.concentration,
  }).flatMap(([field, estimate]) =>
    estimate.status === 'unavailable'
      ? [
          [
            field,
            { reason: estimate.reason, observations: estimate.observations, required: estimate.required },
          ] as const,
        ]
      : [],
  );
  const volatilities = {
    realized_volatility_21d: valueIn(volatility.realized21d)?.volatilityAnnual ?? null,
    realized_volatility_63d: valueIn(volatility.realized63d)?.volatilityAnnual ?? null,
    expected_volatility_21d: forecast?.volatilityAnnual ?? null,
    volatility_trend: valueIn(volatility.trend)?.label ?? null,
    volatility_percentile: valueIn(volatility.percentile)?.percentile ?? null,
  };
  const { largest, smallest } = extremes(active?.active ?? null);
  const bySymbol = new Map<string, number>();
  for (const [i, lot] of book.lots.entries()) {
    const issuer = lot.assetClass === 'option' ? lot.securitySymbol! : lot.symbol;
    const { marketValue } = positions[i];
    if (marketValue !== null) bySymbol.set(issuer, (bySymbol.get(issuer) ?? 0) + marketValue);
  }
  const gross = [...bySymbol.values()].reduce((sum, one) => sum + Math.abs(one), 0);
  return {
    available: value !== null,
    portfolio_ids: [...portfolioIds],
    calculation_date: snapshotDate,
    data: {
      market_beta:
        weighted || direct
          ? {
              market_beta_weighted: weighted?.beta ?? null,
              market_beta_r_squared: direct?.rSquared ?? null,
              market_beta_observations: weighted?.observations ?? null,
              market_beta_direct: direct?.beta ?? null,
            }
          : null,
      volatility: Object.values(volatilities).some((one) => one !== null) ? volatilities : null,
      sector_exposure: sectors && {
        portfolio_weights: Object.fromEntries(Object.entries(sectors.rows).map(([row, { net }]) => [row, net])),
        benchmark_weights: estimates.benchmark && { ...estimates.benchmark.weights },
        over_underweight: active && { ...active.active },
        largest_overweight: largest,
        largest_underweight: smallest,
      },
      concentration: concentration && {
        hhi: concentration.hhi,
        effective_num_positions: concentration.effectivePositions,
        top_3_concentration: concentration.top3,
        top_10_concentration: concentration.top10,
        total_positions: concentration.symbols,
        position_weights: [...bySymbol]
          .filter(([, one]) => one !== 0)
          .map(([symbol, one]) => ({ symbol, weight: Math.abs(one) / gross }))
          .sort((a, b) => b.weight - a.weight || (a.symbol < b.symbol ? -1 : 1)),
      },
      positions: positions.map((position, i) => ({
        symbol: book.lots[i].symbol,
        asset_class: book.lots[i].assetClass,
        quantity: decimalOf(position.quantity),
        market_value: position.marketValue === null ? null : decimalOf(position.marketValue),
        weight: position.weight,
        beta_contribution: position.betaContribution,
        volatility_contribution: position.volatilityContribution,
        reason: position.reason as MeasuredBookDocument['data']['positions'][number]['reason'],
      })),
    },
    metadata: {
      currency: book.currency,
      market_index: book.marketIndex,
      benchmark_code: book.benchmarkCode,
      method_version: methodVersion,
      input_hash: inputHash,
      equity: value && decimalOf(value.equity),
      gross: value && decimalOf(value.gross),
      weights_on: value?.basis ?? null,
      market_beta_ci95_low: direct?.betaLow ?? null,
      market_beta_ci95_high: direct?.betaHigh ?? null,
      expected_volatility_21d_low: band?.lowAnnual ?? null,
      expected_volatility_21d_high: band?.highAnnual ?? null,
      unavailable: Object.fromEntries(absences),
    },
  };
}
