import { defineConfig } from 'prisma/config';

// Only `prisma generate` reads this: migrations are applied by bin/migrate.mjs, the address comes from the launcher.
export default defineConfig({
  schema: 'prisma/schema.prisma',
});
