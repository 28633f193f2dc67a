import type { Exclusion } from '@/lib/risk/exclusion';
import type { DatedWindow } from '@/lib/risk/volatility-estimates';
import type { BookReturns } from './book-behind';
import type { RecipeKey } from './recipes/recipes';

/** A figure's own window; what was stored before it had one has none. */
export const ownWindow = (figure: Partial<DatedWindow>): DatedWindow | undefined =>
  figure.firstDate === undefined ? undefined : (figure as DatedWindow);

/** What stands behind one figure, beyond what is true of the whole snapshot. */
export type Explanation = {
  /** Unique on the page; names the popover too. */
  readonly id: string;
  readonly title: string;
  /** What it is, in words. */
  readonly words: string;
  readonly formula: string;
  /** Method by name and settings. */
  readonly method: string;
  /** The returns it was made from; where it is not made from returns, there are none. */
  readonly window?: DatedWindow;
  /** Which returns of the whole book it was made from, where it keeps no window and no exclusions of its own. */
  readonly returns?: BookReturns;
  /** Standard error, interval and whatever else belongs to this figure, formatted. */
  readonly facts: readonly { readonly term: string; readonly value: string }[];
  /** How somebody else makes it of the same inputs. */
  readonly recipe?: RecipeKey;
  /** The positions it leaves out beyond what has no value at all, and why. */
  readonly excluded?: readonly Exclusion[];
};
