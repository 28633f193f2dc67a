import { catalogueDifferences, readCatalogue } from './catalogue.mjs';
import { ledgerFaults, ledgerState, readLedger } from './ledger.mjs';

/**
 * What is wrong with the schema of a database: behind, ahead or drifted, one sentence each; empty when it is what the
 * migrations make.
 *
 * `expected` is prisma/catalogue.json: `migrations` maps names to checksums,
 * `objects` is the catalogue they make. The objects are compared only when the ledger agrees, since a database that is
 * behind or ahead differs in all sorts of ways that follow from that.
 *
 * @param {import('./ledger.mjs').Query} query
 * @param {{ migrations: Record<string, string>, objects: Record<string, string> }} expected
 */
export async function schemaFaults(query, expected) {
  const state = ledgerState(expected.migrations, await readLedger(query));
  const behind = state.pending.map((name) => `Migration ${name} is not applied yet.`);
  const faults = [...new Set([...ledgerFaults(state), ...behind])];
  return faults.length > 0 ? faults : catalogueDifferences(expected.objects, await readCatalogue(query));
}
