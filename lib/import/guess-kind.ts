import { guessMapping } from './guess-mapping';
import { type ImportKind, importKinds, importTables } from './import-tables';

/**
 * Which kind of file a header most probably is: of the kinds all of whose needed columns are there by name, the one that
 * reads most of the columns; null where there is none. A file of dates and symbols alone is a wide price file.
 */
export function guessKind(header: readonly string[]): ImportKind | null {
  let best: ImportKind | null = null;
  let most = 0;
  for (const kind of importKinds) {
    const { layout, columns, missing } = guessMapping(kind, header);
    const named = columns.filter(({ confidence }) => confidence === 'certain' || confidence === 'likely');
    const { needsOneOf } = importTables[kind];
    const isComplete =
      missing.length === 0 && (!needsOneOf || named.some(({ field }) => needsOneOf.includes(field ?? '')));
    if (!isComplete || layout === 'wide') continue;
    if (named.length > most) {
      best = kind;
      most = named.length;
    }
  }
  const wide = guessMapping('prices', header);
  return best ?? (wide.layout === 'wide' && wide.missing.length === 0 && header.length > 1 ? 'prices' : null);
}
