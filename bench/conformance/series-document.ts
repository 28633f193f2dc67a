import { blumeBeta, vasicekBeta } from '../../lib/risk/adjusted-beta';
import type { Axis, Closes } from '../../lib/risk/align';
import { isoDate } from '../../lib/risk/day';
import { marketBeta } from '../../lib/risk/market-beta';
import { type PairedReturns, pairedReturns, simpleReturns } from '../../lib/risk/returns';
import { rollingLineFit } from '../../lib/risk/rolling-line-fit';
import { welchBeta } from '../../lib/risk/welch-beta';
import { harBlock, percentileBlock, realizedBlock } from './return-document';
import { whenMeasured } from './when-measured';

/** Pairs as of their own newest close: the oracle knows no stale series. */
const asOfLastClose = (pairs: PairedReturns): PairedReturns => ({ ...pairs, until: pairs.lastClose + 1 });

/** A beta over a full window of trading days; the product also measures from 30 returns on. */
export const fullBeta = (pairs: PairedReturns, window: number) => marketBeta(pairs, { window, minimum: window });

function betaBlock(pairs: PairedReturns, window: number) {
  return whenMeasured(fullBeta(pairs, window), (regression) => ({
    n: regression.observations,
    beta: regression.beta,
    alpha_daily: regression.alpha,
    r_squared: regression.rSquared,
    se_beta: regression.betaStandardError,
    p_beta: regression.pValue,
    hc3_se_beta: regression.betaStandardErrorHc3,
    hc3_ci95_beta_low: regression.betaLow,
    hc3_ci95_beta_high: regression.betaHigh,
    blume_beta: blumeBeta(regression.beta),
    'vasicek_beta_prior1_sd0.5': vasicekBeta(regression.beta, regression.betaStandardError),
    nw_se_beta: regression.betaStandardErrorNeweyWest,
  }));
}

/** The slope in its rolling form, as of the newest day and of every 21st before it, twelve of them. */
function rollingBetas(
  { asset, market, to }: PairedReturns,
  axis: Axis,
): [date: string, beta: number | null][] | undefined {
  const window = 90;
  if (to.length < window) return undefined;
  const { slope } = rollingLineFit(market, asset, window);
  const ends = Array.from({ length: 12 }, (_, k) => slope.length - 1 - 21 * k).filter((k) => k >= 0);
  // Of a flat window there is none.
  return ends.map((k) => [isoDate(axis[to[k + window - 1]]), Number.isFinite(slope[k]) ? slope[k] : null]);
}

/** What the document says of one symbol over the first `until` axis days; nothing of beta for the market itself. */
export function seriesDocument(axis: Axis, closes: Closes, market: Closes, until: number) {
  const { values } = simpleReturns(closes, until);
  const pairs = asOfLastClose(pairedReturns(closes, market, until));
  return {
    ...(closes === market
      ? {}
      : {
          beta: { simple_90td: betaBlock(pairs, 90), simple_252td: betaBlock(pairs, 252) },
          beta_welch_decay_halflife90_504d: whenMeasured(welchBeta(pairs), ({ beta }) => beta),
          rolling_beta_simple_90td_every21: rollingBetas(pairs, axis),
        }),
    realized_vol_simple: realizedBlock(values),
    percentile_simple_21d_1y: percentileBlock(values),
    har: harBlock(values),
  };
}
