import 'server-only';
import { schemaFaults } from '../../bin/schema-state.mjs';
import expected from '../../prisma/catalogue.json';
import { pool } from './client';

export type SchemaState = { readonly state: 'current' } | { readonly state: 'mismatch'; readonly detail: string };

const shownFaults = 5;

/** Whether the database has the schema that this version's migrations make: not behind, not ahead, not drifted. */
export async function schemaState(): Promise<SchemaState> {
  const faults = await schemaFaults(async (sql: string) => (await pool().query(sql)).rows, expected);
  if (faults.length === 0) return { state: 'current' };
  const more = faults.length > shownFaults ? ` And ${faults.length - shownFaults} more: npm run db -- verify.` : '';
  const sentences = faults.slice(0, shownFaults).map((fault) => (fault.endsWith('.') ? fault : `${fault}.`));
  return { state: 'mismatch', detail: `${sentences.join(' ')}${more}` };
}
