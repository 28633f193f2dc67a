import type { InputFileName } from '@/lib/api/inputs';
import { ofForecasts } from './of-forecasts';
import { ofPairs } from './of-pairs';
import { ofPositions } from './of-positions';
import { ofReturns } from './of-returns';
import type { Recipe } from './recipe';

/** How every measure of a portfolio is made by somebody else. */
const portfolioRecipes = {
  ...ofReturns('returns', 'portfolio_return'),
  ...ofPairs('paired_returns', 'portfolio_return'),
  ...ofPositions,
  ...ofForecasts('forecasts'),
} as const;

const securityRecipes = {
  ...ofReturns('security_returns', 'security_return'),
  ...ofPairs('security_paired_returns', 'security_return'),
  ...ofForecasts('security_forecasts'),
} as const;

export type RecipeName = keyof typeof portfolioRecipes;

/** Which recipe makes a figure. */
export type RecipeKey = {
  readonly name: RecipeName;
  /** The days of its window, or its level. */
  readonly parameter?: number;
  /** The security it is a figure of; the portfolio's own without. */
  readonly symbol?: string;
};

/** The name that a file of inputs is downloaded under. */
export const inputFileName = (file: InputFileName, asOf: string, symbol?: string): string =>
  `${file}${symbol === undefined ? '' : `-${symbol.replaceAll(/[^A-Za-z0-9.-]/g, '_')}`}-${asOf}.csv`;

/** The recipe of a figure. Throws `RangeError` where a security has no such measure. */
export function recipeOf({ name, parameter, symbol }: RecipeKey): Recipe {
  const of = (symbol === undefined ? portfolioRecipes : securityRecipes) as Record<
    string,
    (parameter: number) => Recipe
  >;
  if (!(name in of)) throw new RangeError(`recipeOf: needs a measure of a security, got ${name}`);
  return of[name](parameter ?? Number.NaN);
}

export const recipeNames = Object.keys(portfolioRecipes) as readonly RecipeName[];
