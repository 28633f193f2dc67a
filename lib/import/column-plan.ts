import { type CsvRow, columnName } from './csv-tokenizer';
import type { ImportLog } from './import-log';

/** A field of a grammar: its name in the documentation, and other names a file may call it by. */
export type ImportField<Name extends string = string> = {
  readonly name: Name;
  readonly aliases: readonly string[];
  readonly isRequired?: boolean;
};

/** The columns a kind of table has. */
export type TableGrammar<Name extends string = string> = {
  readonly fields: readonly ImportField<Name>[];
  /** Fields of which one at least has a column: without any of them a row would say nothing. */
  readonly needsOneOf?: readonly Name[];
};

/** Where each field of a grammar stands in a file. */
export type ColumnPlan<Name extends string> = {
  readonly positions: ReadonlyMap<Name, number>;
  readonly columns: readonly { readonly column: string; readonly field: Name }[];
  readonly ignoredColumns: readonly string[];
};

/** A column's name as it is compared: `Entry Date`, `entry_date` and `ENTRYDATE` are one. */
export const columnKey = (name: string): string => name.toLowerCase().replace(/[\s_.\-/]+/g, '');

/** The field a column's name means by itself: by the field's own name or by an alias; null where it means none. */
export function fieldNamed<Name extends string>(fields: readonly ImportField<Name>[], column: string): Name | null {
  const key = columnKey(column);
  if (key === '') return null;
  const field = fields.find(
    ({ name, aliases }) => columnKey(name) === key || aliases.some((a) => columnKey(a) === key),
  );
  return field?.name ?? null;
}

/**
 * Finds the columns of a grammar's fields in a header: by the declared mapping first, then by name for the fields and
 * columns it leaves open. Problems: a mapping to or from what is not there, two columns for one field, a needed field
 * without a column. Columns that fill no field are listed; null where there was a problem.
 */
export function columnPlan<Name extends string>(
  header: CsvRow,
  { fields, needsOneOf }: TableGrammar<Name>,
  mapping: Readonly<Record<string, string | null>>,
  log: ImportLog,
): ColumnPlan<Name> | null {
  const problemsBefore = log.problemCount;
  const names = header.cells.map((_, index) => columnName(header.cells, index));
  const byColumn = new Map<number, Name>();
  const isDeclared = new Set<number>();
  for (const [column, field] of Object.entries(mapping)) {
    const index = names.indexOf(column.trim());
    const known = fields.find(({ name }) => name === field);
    if (index < 0) log.problem(header.line, column, null, `a column of this name, because the mapping has one`);
    else if (names.indexOf(column.trim(), index + 1) >= 0)
      log.problem(header.line, column, column, 'one column of this name, because the mapping has it');
    else if (field !== null && !known)
      log.problem(header.line, column, field, `one of the fields ${fields.map(({ name }) => name).join(', ')}`);
    isDeclared.add(index);
    if (known) byColumn.set(index, known.name);
  }
  const declared = new Set(byColumn.values());
  header.cells.forEach((cell, index) => {
    const field = fieldNamed(fields, cell);
    if (field !== null && !isDeclared.has(index) && !declared.has(field)) byColumn.set(index, field);
  });
  const positions = new Map<Name, number>();
  for (const [index, field] of [...byColumn].toSorted(([a], [b]) => a - b)) {
    const other = positions.get(field);
    if (other === undefined) positions.set(field, index);
    else log.problem(header.line, names[index], names[index], `one column for ${field}; ${names[other]} is another`);
  }
  for (const { name, aliases, isRequired } of fields) {
    if (!isRequired || positions.has(name)) continue;
    const others = aliases.length > 0 ? ` (or ${aliases.slice(0, 3).join(', ')})` : '';
    log.problem(header.line, name, null, `a column ${name}${others}`);
  }
  if (needsOneOf && !needsOneOf.some((name) => positions.has(name)))
    log.problem(header.line, needsOneOf[0], null, `a column ${needsOneOf.join(' or ')}`);
  if (log.problemCount > problemsBefore) return null;
  return {
    positions,
    columns: [...positions].map(([field, index]) => ({ column: names[index], field })),
    ignoredColumns: names.filter((_, index) => !byColumn.has(index)),
  };
}
