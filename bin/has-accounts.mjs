import { withClient } from './with-client.mjs';

/** Whether anybody has an account on the database at `url`, whose migrations are applied. */
export async function hasAccounts(url) {
  const { rows } = await withClient(url, (client) => client.query('SELECT EXISTS (SELECT FROM accounts) AS some'));
  return rows[0].some;
}
