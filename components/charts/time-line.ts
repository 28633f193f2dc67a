import type { ChartColour } from './chart-colour';
import type { TimeSeries } from './time-rows';

/** A series as a chart over time draws it. */
export type TimeLine = TimeSeries & {
  readonly label: string;
  readonly colour: ChartColour;
  readonly dashed?: boolean;
  /** What its band is: "95 % interval". */
  readonly bandLabel?: string;
};
