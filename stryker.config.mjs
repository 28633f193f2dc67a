/** @type {import('@stryker-mutator/api/core').PartialStrykerOptions} */
export default {
  packageManager: 'npm',
  plugins: ['@stryker-mutator/vitest-runner'],
  testRunner: 'vitest',
  vitest: { configFile: 'test/mutation.config.ts' },
  // The sandbox keeps tsconfig.json as it is: rewriting it would need the compiler's old interface.
  tsconfigFile: 'none',
  ignorePatterns: ['/.ballast', '/.data', '/.next', '/.test', '/app', '/components', '/e2e', '/public', '/reports'],
  coverageAnalysis: 'perTest',
  // What was counted before and has not changed since, neither the code nor a test that covers it, is not run again.
  incremental: true,
  incrementalFile: 'reports/mutation/incremental.json',
  concurrency: Number(process.env.MUTATE_CONCURRENCY ?? 3),
  timeoutMS: 10_000,
  // bin/mutate.mjs goes through the files one by one and tells what it found itself.
  reporters: ['json'],
  logLevel: 'warn',
  thresholds: { high: 95, low: 90, break: 90 },
};
