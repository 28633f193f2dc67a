import { type HoldingField, type HoldingRow, holdingTable, parseHoldings } from './holdings';
import type { ImportProblem } from './import-problem';

type Given = Readonly<Partial<Record<HoldingField, string>>>;
type Read = { readonly lot: HoldingRow } | { readonly problems: readonly ImportProblem[] };

const quoted = (text: string): string => `"${text.replaceAll('"', '""')}"`;

/**
 * Reads one lot from its fields, by the very grammar of the holdings file: as the file of one row that says the same.
 */
export async function readHolding(
  given: Given,
  options: { readonly today: string; readonly currency: string },
): Promise<Read> {
  const names = holdingTable.fields.map(({ name }) => name).filter((name) => given[name] !== undefined);
  const file = `${names.join(',')}\n${names.map((name) => quoted(given[name]!)).join(',')}\n`;
  const result = await parseHoldings(new TextEncoder().encode(file), options);
  if (result.ok) return { lot: result.rows[0] };
  return { problems: result.reason === 'too_large' ? [] : result.problems };
}
