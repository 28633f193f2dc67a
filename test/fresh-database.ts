import { randomBytes } from 'node:crypto';
import { inject } from 'vitest';
import { withClient } from '../bin/with-client.mjs';

/**
 * A database of one's own on the test run's server: all migrations applied, or with `empty` none. `drop` removes it,
 * whoever is still connected.
 */
export async function freshDatabase({ empty = false } = {}): Promise<{ url: string; drop: () => Promise<void> }> {
  const serverUrl = inject('databaseServerUrl');
  const name = `test_${randomBytes(6).toString('hex')}`;
  const onServer = (sql: string) => withClient(serverUrl, (client) => client.query(sql));
  await onServer(`CREATE DATABASE ${name} TEMPLATE ${empty ? 'template0' : 'migrated'}`);
  return {
    url: serverUrl.replace(/\/[^/]*$/, `/${name}`),
    drop: async () => {
      await onServer(`DROP DATABASE IF EXISTS ${name} WITH (FORCE)`);
    },
  };
}
