import { type GicsSector, gicsSector, gicsSectors } from '../risk/gics-sectors';
import type { TableGrammar } from './column-plan';
import { ImportLog } from './import-log';
import type { ImportOptions } from './import-options';
import type { ImportResult } from './import-problem';
import { readTable } from './read-table';
import { compareText, sortInTurns } from './sort-in-turns';
import type { TableRow } from './table-row';
import type { ByteSource } from './text-pieces';

/** What a listed security can be. Private assets, cash and contracts are told by the lots that hold them. */
export const securityClasses = ['stock', 'fund', 'index'] as const;

export type SecurityClass = (typeof securityClasses)[number];

/** What a file says of a security; null where it says nothing. */
export type SecurityRow = {
  readonly row: number;
  readonly symbol: string;
  readonly name: string | null;
  readonly sector: GicsSector | null;
  readonly assetClass: SecurityClass | null;
};

export type SecurityField = 'symbol' | 'name' | 'sector' | 'asset_class';

export const securityTable: TableGrammar<SecurityField> = {
  fields: [
    { name: 'symbol', aliases: ['ticker', 'ticker symbol'], isRequired: true },
    { name: 'name', aliases: ['company', 'company name', 'security name', 'security'] },
    { name: 'sector', aliases: ['gics sector', 'sector name'] },
    { name: 'asset_class', aliases: ['asset type', 'security type'] },
  ],
  needsOneOf: ['name', 'sector', 'asset_class'],
};

/**
 * Reads names and sectors from CSV, the whole file or nothing. A sector is one of the eleven of GICS, or a vendor's
 * name for one; empty or `Unknown` is not known. The same row again is counted, another one for the same symbol is a
 * problem naming both lines. Rows come out by symbol.
 */
export async function parseSecurities(
  source: ByteSource,
  options: ImportOptions,
): Promise<ImportResult<readonly SecurityRow[]>> {
  const log = new ImportLog();
  const bySymbol = new Map<string, SecurityRow>();
  let repeated = 0;
  const take = (row: TableRow<SecurityField>): void => {
    row.require('symbol', 'a symbol');
    const security = {
      row: row.line,
      symbol: row.symbol('symbol') ?? '',
      name: row.text('name', 200),
      sector: sectorOf(row),
      assetClass: row.choice('asset_class', securityClasses),
    };
    if (row.isSpoilt) return;
    const other = bySymbol.get(security.symbol);
    if (!other) bySymbol.set(security.symbol, security);
    else if (
      other.name === security.name &&
      other.sector === security.sector &&
      other.assetClass === security.assetClass
    )
      repeated++;
    else row.refuse('symbol', `one row for ${security.symbol}; line ${other.row} says something else`, other.row);
  };
  const facts = await readTable(source, securityTable, options, log, take);
  const rows = await sortInTurns([...bySymbol.values()], (a, b) => compareText(a.symbol, b.symbol));
  return log.conclude(() => ({ rows, repeated, ignoredRows: 0, ...facts! }));
}

function sectorOf(row: TableRow<SecurityField>): GicsSector | null {
  const name = row.cell('sector');
  if (name === '' || name.toLowerCase() === 'unknown') return null;
  const sector = gicsSector(name);
  if (sector === null) row.refuse('sector', `one of ${gicsSectors.join(', ')}, or nothing`);
  return sector;
}
