/** @type {import('@stryker-mutator/api/core').PartialStrykerOptions} */
export default {
  packageManager: 'npm',
  plugins: ['@stryker-mutator/vitest-runner'],
  testRunner: 'vitest',
  vitest: { dir: 'lib/risk' },
  mutate: ['lib/risk/**/*.ts', '!lib/risk/**/*.test.ts'],
  // The sandbox keeps tsconfig.json as it is: rewriting it would need the compiler's old interface.
  tsconfigFile: 'none',
  ignorePatterns: ['/.ballast', '/.data', '/.next', '/.test', '/app', '/components', '/e2e', '/public', '/reports'],
  coverageAnalysis: 'perTest',
  concurrency: 3,
  timeoutMS: 20_000,
  reporters: ['clear-text', 'html', 'json', 'progress'],
  thresholds: { high: 95, low: 90, break: 90 },
};
