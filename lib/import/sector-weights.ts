import { type GicsSector, gicsSector, gicsSectors } from '../risk/gics-sectors';
import type { TableGrammar } from './column-plan';
import { ImportLog } from './import-log';
import type { ImportOptions } from './import-options';
import type { ImportResult } from './import-problem';
import { readTable } from './read-table';
import { compareText } from './sort-in-turns';
import type { DecimalRule } from './strict-values';
import type { TableRow } from './table-row';
import type { ByteSource } from './text-pieces';

/** The share of a sector in a benchmark on a day. */
export type SectorWeightRow = {
  readonly row: number;
  readonly asOf: string;
  readonly sector: GicsSector;
  /** A fraction of 1. */
  readonly weight: string;
  readonly dataSource: string | null;
};

export type SectorWeightField = 'asof_date' | 'sector' | 'weight' | 'data_source';

export const sectorWeightTable: TableGrammar<SectorWeightField> = {
  fields: [
    { name: 'asof_date', aliases: ['asof', 'date', 'weight date'], isRequired: true },
    { name: 'sector', aliases: ['gics sector', 'sector name'], isRequired: true },
    { name: 'weight', aliases: ['sector weight'], isRequired: true },
    { name: 'data_source', aliases: ['source'] },
  ],
};

const weightRule: DecimalRule = { sign: 'not negative', wholeDigits: 12, decimals: 8 };

/** So many characters of a source are kept. */
const keptSource = 32;

/** How far the weights of a day may add up from 1, and one, in hundred-millionths (the decimals that are kept). */
const tolerance = 50_000;
const one = 100_000_000;

/**
 * Reads dated sector weights of one benchmark from CSV, the whole file or nothing. Each day has each of the eleven
 * sectors of GICS (or a vendor's name for it) once and only once, in fractions that add up to 1 ± 0.0005. A sector that
 * comes twice on a day is a problem naming both lines even where the weights agree, because a list that repeats itself
 * was put together wrong. Rows come out by date and sector.
 */
export async function parseSectorWeights(
  source: ByteSource,
  options: ImportOptions,
): Promise<ImportResult<readonly SectorWeightRow[]>> {
  const log = new ImportLog();
  const days = new Map<string, Map<GicsSector, SectorWeightRow>>();
  /** Sources that were shortened and said so. */
  const told = new Set<string | null>();
  const take = (row: TableRow<SectorWeightField>): void => {
    row.require('asof_date', 'a date');
    row.require('sector', 'a sector');
    row.require('weight', 'a weight');
    const weight = row.decimal('weight', weightRule) ?? '';
    if (Number(weight) > 1) row.refuse('weight', 'a fraction from 0 to 1 (0.25 for 25 %)');
    const asOf = row.date('asof_date') ?? '';
    const name = row.cell('sector');
    const sector = gicsSector(name);
    if (sector === null && name !== '') row.refuse('sector', `one of ${gicsSectors.join(', ')}`);
    const written = row.text('data_source', 200);
    const dataSource = written === null ? null : [...written].slice(0, keptSource).join('').trimEnd();
    if (dataSource !== written && !told.has(written)) {
      told.add(written);
      row.warn('data_source', `kept as “${dataSource}”: a source has ${keptSource} characters`);
    }
    if (row.isSpoilt || sector === null) return;
    const day = days.get(asOf) ?? new Map<GicsSector, SectorWeightRow>();
    days.set(asOf, day);
    const other = day.get(sector);
    if (other) row.refuse('sector', `one row for ${sector} on ${asOf}; line ${other.row} is another`, other.row);
    else day.set(sector, { row: row.line, asOf, sector, weight, dataSource });
  };
  const facts = await readTable(source, sectorWeightTable, options, log, take);
  // A row that was refused would be missed a second time here, as a sector too few.
  if (log.problemCount === 0) for (const [asOf, day] of days) checkDay(asOf, day, log);
  return log.conclude(() => {
    const rows = [...days.values()].flatMap((day) => [...day.values()]);
    rows.sort((a, b) => compareText(a.asOf, b.asOf) || compareText(a.sector, b.sector));
    return { rows, repeated: 0, ignoredRows: 0, ...facts! };
  });
}

function checkDay(asOf: string, day: ReadonlyMap<GicsSector, SectorWeightRow>, log: ImportLog): void {
  const rows = [...day.values()];
  const last = Math.max(...rows.map(({ row }) => row));
  const missing = gicsSectors.filter((sector) => !day.has(sector));
  if (missing.length > 0) {
    log.problem(last, 'sector', `${day.size} sectors`, `all 11 sectors on ${asOf}; missing: ${missing.join(', ')}`);
    return;
  }
  // Whole hundred-millionths add up without rounding.
  const sum = rows.reduce((total, { weight }) => total + Math.round(Number(weight) * one), 0);
  if (Math.abs(sum - one) > tolerance)
    log.problem(last, 'weight', String(sum / one), `weights of ${asOf} that add up to 1 ± 0.0005`);
}
