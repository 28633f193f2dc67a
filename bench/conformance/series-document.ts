import { blumeBeta } from '../../lib/risk/adjusted-beta';
import type { Closes } from '../../lib/risk/align';
import { marketBeta } from '../../lib/risk/market-beta';
import { type PairedReturns, pairedReturns, simpleReturns } from '../../lib/risk/returns';
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
    nw_se_beta: regression.betaStandardErrorNeweyWest,
  }));
}

/** What the document says of one symbol over the first `until` axis days; nothing of beta for the market itself. */
export function seriesDocument(closes: Closes, market: Closes, until: number) {
  const { values } = simpleReturns(closes, until);
  const pairs = asOfLastClose(pairedReturns(closes, market, until));
  return {
    ...(closes === market
      ? {}
      : {
          beta: { simple_90td: betaBlock(pairs, 90), simple_252td: betaBlock(pairs, 252) },
          beta_welch_decay_halflife90_504d: whenMeasured(welchBeta(pairs), ({ beta }) => beta),
        }),
    realized_vol_simple: realizedBlock(values),
    percentile_simple_21d_1y: percentileBlock(values),
    har: harBlock(values),
  };
}
