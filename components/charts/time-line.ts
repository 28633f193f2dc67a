import type { ChartColour } from './chart-colour';
import type { TimeSeries } from './time-rows';

/** A series as a chart over time draws it. */
export type TimeLine = TimeSeries & {
  readonly label: string;
  readonly colour: ChartColour;
  readonly dashed?: boolean;
  /** What its band is: "95 % interval". */
  readonly bandLabel?: string;
  /** Dates whose values stand out, and what they are: a ring is drawn around each. */
  readonly marks?: readonly string[];
  readonly markLabel?: string;
};

/** What there is to say of some dates beside their values. */
export type DateNotes = { readonly label: string; readonly on: Readonly<Record<string, string>> };

/** A stretch of days with a shade behind it, both included. */
export type DaySpan = { readonly from: string; readonly to: string };
