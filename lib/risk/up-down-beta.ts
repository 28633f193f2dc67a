import { type BetaRegression, betaRegression } from './beta-regression';
import type { Estimate } from './estimate';
import { pairedWindow, type WindowSize } from './paired-window';
import type { PairedReturns } from './returns';

export type UpDownBeta = {
  /** Over the days on which the market rose. */
  readonly up: Estimate<BetaRegression>;
  /** Over the days on which it fell. */
  readonly down: Estimate<BetaRegression>;
};

/** A year of returns, and at least 30 of each kind. */
export const upDownWindow: WindowSize = { window: 252, minimum: 30 };

/**
 * The market beta once over the days on which the market rose and once over those on which it fell, each with its own
 * interval and n, out of the last 252 paired returns. A day on which the market stood still belongs to neither.
 *
 * Each side is unavailable on its own: `short_history` under 30 such days, `flat_market`, `flat_asset`, `not_finite`;
 * and both as `marketBeta` where the window as a whole is.
 * Source: Ang, Chen, Xing, Review of Financial Studies 19 (2006), p. 1191 (cut at zero). Witness: mpmath.
 */
export function upDownBeta(pairs: PairedReturns, size: Partial<WindowSize> = {}): UpDownBeta {
  const { window, minimum } = { ...upDownWindow, ...size };
  const last = pairedWindow(pairs, { window, minimum });
  if (last.status === 'unavailable') return { up: last, down: last };
  const { market, asset } = last.value;
  const over = (belongs: (marketReturn: number) => boolean) =>
    betaRegression(
      market.filter(belongs),
      asset.filter((_, i) => belongs(market[i])),
      minimum,
    );
  return { up: over((marketReturn) => marketReturn > 0), down: over((marketReturn) => marketReturn < 0) };
}
