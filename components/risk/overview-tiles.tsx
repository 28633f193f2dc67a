import {
  beta,
  counted,
  decimal,
  interval,
  percent,
  percentInterval,
  percentileOrdinal,
  signedDecimal,
  signedPoints,
} from '@/lib/format';
import { type Estimate, measured } from '@/lib/risk/estimate';
import type { PortfolioEstimates } from '@/lib/risk/portfolio-estimates';
import { TileRow } from '../ui/tile-row';
import { type ActiveSector, activeSectors, largestActiveSector } from './active-sector';
import { activeSectorExplanation } from './explanations/active-sector';
import { concentrationExplanation } from './explanations/concentration';
import { expectedVolatilityExplanation } from './explanations/expected-volatility';
import { marketBetaExplanation } from './explanations/market-beta';
import { realizedVolatilityExplanation } from './explanations/realized-volatility';
import { volatilityPercentileExplanation } from './explanations/volatility-percentile';
import { FigureTile } from './figure-tile';
import { forecastMethodWords } from './forecast-method-words';
import type { Snapshot } from './snapshot';
import { trendWords } from './trend-words';

/** The weight the sector of now had before: a change is one of the same sector, not of whichever was largest then. */
function sameSectorBefore(now: Estimate<ActiveSector>, before: PortfolioEstimates): Estimate<ActiveSector> {
  const all = activeSectors(before);
  if (all.status === 'unavailable' || now.status === 'unavailable') return largestActiveSector(before);
  return measured(all.value.find(({ sector }) => sector === now.value.sector)!);
}

const differenceOfPercentages = (difference: number) => signedPoints(difference);

/** The six figures that say most, each with its interval, its trail and what changed. */
export function OverviewTiles({ marketIndex, benchmarkName, estimates, provenance, previous, trails }: Snapshot) {
  const before = previous?.estimates;
  const common = { previousDate: previous?.asOf ?? null, provenance };
  const excluded = estimates.series.status === 'measured' ? estimates.series.value.excluded : [];
  const { realized21d, forecast, trend, percentile } = estimates.volatility;
  const sector = largestActiveSector(estimates);

  return (
    <TileRow label="Key figures">
      <FigureTile
        {...common}
        id="market-beta"
        label="Market beta"
        estimate={estimates.beta.direct90}
        previous={before?.beta.direct90 ?? null}
        numberOf={(value) => value.beta}
        show={(value) => beta(value.beta)}
        showDifference={(difference) => signedDecimal(difference)}
        caption={(value) => [
          `${interval(value.betaLow, value.betaHigh)} at 95 %`,
          `against ${marketIndex}, R² ${percent(value.rSquared, 0)}`,
        ]}
        explain={(value, id) => marketBetaExplanation(value, marketIndex, excluded, id)}
        trail={trails.marketBeta}
      />
      <FigureTile
        {...common}
        id="realized-volatility"
        label="Volatility, 21 days"
        estimate={realized21d}
        previous={before?.volatility.realized21d ?? null}
        numberOf={(value) => value.volatilityAnnual}
        show={(value) => percent(value.volatilityAnnual)}
        showDifference={differenceOfPercentages}
        caption={(value) => [
          `± ${percent(value.standardErrorAnnual)} standard error`,
          trend.status === 'measured' ? trendWords[trend.value.label] : null,
        ]}
        explain={(value, id) => realizedVolatilityExplanation(value, 21, excluded, id)}
        trail={trails.realizedVolatility21d}
      />
      <FigureTile
        {...common}
        id="expected-volatility"
        label="Expected, next 21 days"
        estimate={forecast}
        previous={before?.volatility.forecast ?? null}
        numberOf={(value) => value.volatilityAnnual}
        show={(value) => percent(value.volatilityAnnual)}
        showDifference={differenceOfPercentages}
        caption={(value) => [
          value.band.status === 'measured'
            ? `${percentInterval(value.band.value.lowAnnual, value.band.value.highAnnual)} at 90 %`
            : null,
          forecastMethodWords[value.method],
        ]}
        explain={(value, id) => expectedVolatilityExplanation(value, excluded, id)}
        trail={trails.expectedVolatility21d}
      />
      <FigureTile
        {...common}
        id="volatility-percentile"
        label="Volatility percentile"
        estimate={percentile}
        previous={before?.volatility.percentile ?? null}
        numberOf={(value) => value.percentile}
        show={(value) => percentileOrdinal(value.percentile)}
        showDifference={differenceOfPercentages}
        caption={(value) => [
          `among the last ${counted(value.values, 'day')}`,
          `≈ ${decimal(value.independentWindows, 0)} independent months`,
        ]}
        explain={(value, id) => volatilityPercentileExplanation(value, excluded, id)}
        trail={trails.volatilityPercentile}
      />
      <FigureTile
        {...common}
        id="effective-positions"
        label="Effective positions"
        estimate={estimates.concentration}
        previous={before?.concentration ?? null}
        numberOf={(value) => value.effectivePositions}
        show={(value) => decimal(value.effectivePositions, 1)}
        showDifference={(difference) => signedDecimal(difference, 1)}
        caption={(value) => [
          `of ${counted(value.symbols, 'symbol')}`,
          `the largest 10 hold ${percent(value.top10, 0)}`,
        ]}
        explain={(value, id) => concentrationExplanation(value, id)}
        trail={trails.effectivePositions}
      />
      <FigureTile
        {...common}
        id="active-sector"
        label="Largest active sector"
        estimate={sector}
        previous={before ? sameSectorBefore(sector, before) : null}
        numberOf={(value) => value.active}
        show={(value) => signedPoints(value.active)}
        showDifference={differenceOfPercentages}
        caption={(value) => [value.sector, `${percent(value.net)} against ${percent(value.benchmark)}`]}
        explain={(value, id) => activeSectorExplanation(value, benchmarkName, estimates.benchmark, id)}
        trail={trails.largestActiveWeight}
      />
    </TileRow>
  );
}
