import { columnKey, fieldNamed, type ImportField } from './column-plan';
import { columnName } from './csv-tokenizer';
import { type ImportKind, importTables } from './import-tables';
import { isLongPrices } from './prices';

/**
 * How sure a guess is: the field's own name; a known other name for it; a name that has one of these in it. The first
 * two are what an import does by itself, the third has to be declared.
 */
export type GuessConfidence = 'certain' | 'likely' | 'possible';

export type ColumnGuess = {
  readonly column: string;
  readonly field: string | null;
  readonly confidence: GuessConfidence | null;
};

export type MappingGuess = {
  /** `wide` only for prices with a column a symbol, of which none but the date has a field. */
  readonly layout: 'long' | 'wide';
  /** One a column, in the order of the file. */
  readonly columns: readonly ColumnGuess[];
  /** Fields that an import of this kind needs and no column seems to have. */
  readonly missing: readonly string[];
};

const confidences: readonly GuessConfidence[] = ['certain', 'likely', 'possible'];

/** The shortest name that is looked for inside another: `delta` in `Option delta`, but not `lot` in `ballot`. */
const shortestPart = 5;

/** Which field each column of a header probably is; no field is given to two columns, the surest takes it. */
export function guessMapping(kind: ImportKind, header: readonly string[]): MappingGuess {
  const isWide = kind === 'prices' && !isLongPrices(header, {});
  const { fields } = importTables[kind];
  const candidates = isWide ? fields.filter(({ name }) => name === 'date') : fields;
  const guesses: ColumnGuess[] = header.map((_, index) => ({
    column: columnName(header, index),
    field: null,
    confidence: null,
  }));
  const taken = new Set<string>();
  for (const confidence of confidences) {
    if (isWide && confidence === 'possible') continue;
    for (const [index, cell] of header.entries()) {
      if (guesses[index].field !== null) continue;
      const open = candidates.filter(({ name }) => !taken.has(name));
      const field = guess(open, cell, confidence);
      if (field === null) continue;
      guesses[index] = { column: guesses[index].column, field, confidence };
      taken.add(field);
    }
  }
  const missing = candidates.filter(({ name, isRequired }) => isRequired && !taken.has(name)).map(({ name }) => name);
  return { layout: isWide ? 'wide' : 'long', columns: guesses, missing };
}

function guess(fields: readonly ImportField[], column: string, confidence: GuessConfidence): string | null {
  if (confidence === 'likely') return fieldNamed(fields, column);
  const key = columnKey(column);
  if (confidence === 'certain') return fields.find(({ name }) => columnKey(name) === key)?.name ?? null;
  // The longest name that is part of the column's says most about it: `entry price in USD` is no price.
  let best: string | null = null;
  let longest = shortestPart - 1;
  for (const { name, aliases } of fields) {
    for (const part of [name, ...aliases].map(columnKey)) {
      if (part.length > longest && key.includes(part)) {
        best = name;
        longest = part.length;
      }
    }
  }
  return best;
}
