import path from 'node:path';
import { defineConfig } from 'vitest/config';

const root = import.meta.dirname;
const everywhere = ['lib', 'components', 'app', 'bin', 'bench', 'test'];

// `server-only` throws outside a bundler that knows it; a test runs on the server and gets the package's empty file.
const alias = {
  '@': root,
  'server-only': path.join(root, 'node_modules/server-only/empty.js'),
};

const notTests = ['**/node_modules/**', '.next/**', '.ballast/**', '.test/**', '.stryker-tmp/**', 'e2e/**'];
const databaseTests = everywhere.map((room) => `${room}/**/*.db.test.ts`);

export default defineConfig({
  resolve: { alias },
  test: {
    // Many tests wait for the database: one a core is not too many.
    maxWorkers: '100%',
    // Nobody is asked for prices: where the vendors would be, nobody listens.
    env: { TZ: process.env.TZ ?? 'UTC', BALLAST_PROVIDER_STUB: 'http://127.0.0.1:9' },
    projects: [
      {
        extends: true,
        test: {
          name: 'unit',
          include: [...everywhere.map((room) => `${room}/**/*.test.{ts,tsx}`), '*.test.ts'],
          exclude: [...notTests, ...databaseTests],
          testTimeout: 120_000,
        },
      },
      {
        extends: true,
        test: {
          name: 'database',
          include: databaseTests,
          exclude: notTests,
          globalSetup: './test/database-server.ts',
          setupFiles: './test/own-database.ts',
          pool: 'forks',
          testTimeout: 120_000,
          hookTimeout: 120_000,
        },
      },
    ],
  },
});
