import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { inputFileName, recipeNames, recipeOf } from './recipes';

describe('the recipes', () => {
  it('are named by every explanation of a figure', () => {
    const folder = path.join(import.meta.dirname, '..', 'explanations');
    const files = readdirSync(folder).filter((file) => file.endsWith('.ts') && !file.endsWith('.test.ts'));
    expect(files.length).toBeGreaterThan(20);
    const without = files.filter((file) => !readFileSync(path.join(folder, file), 'utf8').includes('recipe'));
    expect(without).toEqual([]);
  });

  it('read the files they say, under the names they are downloaded by', () => {
    for (const name of recipeNames) {
      const { files, python, r } = recipeOf({ name, parameter: 63 });
      const nameOf = (file: (typeof files)[number]) => inputFileName(file, '2026-06-30');
      for (const program of [python(nameOf), r(nameOf)]) {
        for (const file of files) expect(program).toContain(`"${file}-2026-06-30.csv"`);
        expect(program).not.toMatch(/NaN|undefined/);
      }
    }
  });

  it('of a security are those of its returns, and none of a book', () => {
    expect(recipeOf({ name: 'market_beta', parameter: 90, symbol: 'ACME' }).files).toEqual(['security_paired_returns']);
    expect(recipeOf({ name: 'ewma', symbol: 'ACME' }).files).toEqual(['security_returns']);
    expect(() => recipeOf({ name: 'hhi', symbol: 'ACME' })).toThrow(RangeError);
  });

  it('give a file a name that any disk takes', () => {
    expect(inputFileName('security_returns', '2026-06-30', '^GSPC')).toBe('security_returns-_GSPC-2026-06-30.csv');
    expect(inputFileName('returns', '2026-06-30')).toBe('returns-2026-06-30.csv');
  });
});
