import { existsSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import { defineConfig } from 'vitest/config';
import { BaseSequencer, type TestSpecification } from 'vitest/node';

const root = path.dirname(import.meta.dirname);

const imports = (file: string, name: string): boolean =>
  existsSync(file) && readFileSync(file, 'utf8').includes(`from './${name}'`);

/**
 * Which tests may notice a change of a file: those beside it, those that import it and those beside what imports it,
 * in this order and the small ones first. A measure has to be held by its own tests; running those of everything that
 * is made of it for each mutant would take a day.
 */
class NearestTests extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const changed = (this.ctx.config.related ?? []).map((file) => path.basename(file, '.ts'));
    // While the coverage is taken, every file is one that may change.
    if (changed.length !== 1) return super.sort(files);
    const [name] = changed;
    const distance = (test: string): number => {
      const source = test.replace(/\.test\.ts$/, '.ts');
      if (path.basename(source, '.ts') === name) return 0;
      if (imports(test, name)) return 1;
      return imports(source, name) ? 2 : 3;
    };
    const cost = (test: string): number => distance(test) * 1e9 + statSync(test).size;
    return files.filter(({ moduleId }) => distance(moduleId) < 3).sort((a, b) => cost(a.moduleId) - cost(b.moduleId));
  }
}

/** The tests of the calculation library as `npm run mutate` runs them, some thousand times. */
export default defineConfig({
  root,
  resolve: {
    alias: [
      { find: /^@\//, replacement: `${root}/` },
      { find: /^fast-check$/, replacement: path.join(root, 'test/fewer-cases.ts') },
    ],
  },
  test: {
    env: { TZ: 'UTC' },
    include: ['lib/risk/**/*.test.ts'],
    testTimeout: 20_000,
    sequence: { sequencer: NearestTests },
  },
});
