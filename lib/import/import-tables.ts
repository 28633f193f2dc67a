import { actionTable } from './actions';
import type { TableGrammar } from './column-plan';
import { holdingTable } from './holdings';
import { longPriceTable } from './prices';
import { sectorWeightTable } from './sector-weights';
import { securityTable } from './securities';

export const importKinds = ['holdings', 'prices', 'actions', 'securities', 'sector_weights'] as const;

export type ImportKind = (typeof importKinds)[number];

/** The columns each kind of file may have. Prices may also be wide: `date` and a column a symbol. */
export const importTables: Readonly<Record<ImportKind, TableGrammar>> = {
  holdings: holdingTable,
  prices: longPriceTable,
  actions: actionTable,
  securities: securityTable,
  sector_weights: sectorWeightTable,
};
