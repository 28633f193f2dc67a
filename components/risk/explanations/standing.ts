import type { Explanation } from '../explanation';

type Told = Pick<Explanation, 'title' | 'words' | 'formula' | 'method' | 'returns' | 'recipe'>;

const told = {
  value: {
    title: 'Market value',
    words:
      'What it was worth at the last close on or before the day, in the currency of the portfolio; below zero where it is held short.',
    formula: 'quantity × close × multiplier × exchange rate',
    method: 'Close as it was traded; what is not traded counts at the price it was given',
    recipe: { name: 'position_weights' },
  },
  weight: {
    title: 'Weight',
    words: 'Its market value as a part of the equity of the portfolio: long positions less short ones, with cash.',
    formula: 'wᵢ = valueᵢ / Σ value',
    method: 'Market values at the day’s closes over equity',
    recipe: { name: 'position_weights' },
  },
  beta: {
    title: 'What it adds to beta',
    words:
      'Its weight times its own beta over 90 days. Over all positions these sum to the beta by positions. An option counts by its delta.',
    formula: 'wᵢ · βᵢ',
    method: 'Least squares over its last 90 paired returns, times its exposure over equity',
    recipe: { name: 'beta_contributions' },
  },
  volatility: {
    title: 'What it adds to volatility',
    words:
      'How much of the portfolio’s volatility it is the source of: how fast that grows with its weight, times its weight. Below zero it takes risk away.',
    formula: 'wᵢ · cov(rᵢ, r) / σ,  Σ = σ',
    method: 'Euler’s division over the last 252 returns of the current holdings, 63 at least',
    returns: 'year',
    recipe: { name: 'risk_contributions' },
  },
  part: {
    title: 'Its part of volatility',
    words: 'What it adds to the portfolio’s volatility, as a part of all of it.',
    formula: 'wᵢ · cov(rᵢ, r) / σ²,  Σ = 1',
    method: 'Euler’s division over the last 252 returns of the current holdings',
    returns: 'year',
    recipe: { name: 'risk_contributions' },
  },
} as const satisfies Record<string, Told>;

/** What a figure of a position within its portfolio is. The recipe prints those of all positions. */
export function standingExplanation(
  what: keyof typeof told,
  symbol: string,
  id: string,
  facts: Explanation['facts'] = [],
): Explanation {
  const one: Told = told[what];
  return { id, ...one, title: `${one.title}, ${symbol}`, facts };
}
