import type { SortDirection, SortKey } from '../ui/sort-rows';
import type { Holding } from './holding';

export type HoldingColumn =
  | 'symbol'
  | 'sector'
  | 'weight'
  | 'value'
  | 'beta'
  | 'volatility'
  | 'trend'
  | 'betaContribution'
  | 'volatilityContribution';

type ColumnHead = {
  readonly key: HoldingColumn;
  readonly label: string;
  readonly note?: string;
  readonly numeric: boolean;
  /** The direction the first press sorts in. */
  readonly first: SortDirection;
  readonly keyOf: (holding: Holding) => SortKey;
};

const measuredOr = <Value>(
  estimate: { status: 'measured'; value: Value } | { status: 'unavailable' } | null,
  of: (value: Value) => number | null,
): number | null => (estimate?.status === 'measured' ? of(estimate.value) : null);

/** The columns of the table of holdings, in their order. */
export const holdingColumns: readonly ColumnHead[] = [
  { key: 'symbol', label: 'Holding', numeric: false, first: 'ascending', keyOf: ({ symbol }) => symbol },
  { key: 'weight', label: 'Weight', numeric: true, first: 'descending', keyOf: ({ weight }) => weight },
  { key: 'value', label: 'Value', numeric: true, first: 'descending', keyOf: ({ marketValue }) => marketValue },
  {
    key: 'beta',
    label: 'Beta',
    note: '95 % interval',
    numeric: true,
    first: 'descending',
    keyOf: ({ beta }) => measuredOr(beta, (value) => value.beta),
  },
  {
    key: 'volatility',
    label: 'Volatility',
    note: '21 days, a year',
    numeric: true,
    first: 'descending',
    keyOf: ({ volatility }) => measuredOr(volatility, (value) => value.volatilityAnnual),
  },
  {
    key: 'trend',
    label: 'Trend',
    note: 'against a quarter',
    numeric: false,
    first: 'descending',
    keyOf: ({ trend }) => measuredOr(trend, (value) => value.z),
  },
  {
    key: 'betaContribution',
    label: 'To beta',
    note: 'weight × beta',
    numeric: true,
    first: 'descending',
    keyOf: ({ betaContribution }) => betaContribution,
  },
  {
    key: 'volatilityContribution',
    label: 'To volatility',
    note: 'part of the whole',
    numeric: true,
    first: 'descending',
    keyOf: ({ volatilityContribution }) => volatilityContribution,
  },
  {
    key: 'sector',
    label: 'Sector',
    note: 'and flags',
    numeric: false,
    first: 'ascending',
    keyOf: ({ sector }) => sector,
  },
];
