import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { findPython } from '@/test/find-program';
import { conformance } from './conformance';
import { differences } from './differences';
import { oddPrices } from './odd-prices';

const python = findPython();
if (python === null) console.info('The odd markets are held against nothing: there is no Python with numpy here.');
const folder = mkdtempSync(path.join(tmpdir(), 'odd-prices-'));
afterAll(() => rmSync(folder, { recursive: true }));

/** What numpy says of two files. */
function witnessed(prices: string, holdings: string): object {
  const script = path.join(import.meta.dirname, 'witness.py');
  const { status, stdout, stderr } = spawnSync(python!, ['-W', 'ignore', script, prices, 'MARKET', holdings], {
    encoding: 'utf8',
    env: { ...process.env, PYTHONDONTWRITEBYTECODE: '1' },
  });
  if (status !== 0) throw new Error(stderr);
  return JSON.parse(stdout);
}

describe.skipIf(python === null)('markets that nobody developed on, by numpy with 80 bits', () => {
  it.each([
    [1, 70],
    [2, 115],
    [3, 300],
    [4, 620],
    [5, 1_400],
  ])('seed %d, %d days: every number agrees to 1e-11', (seed, days) => {
    const files = oddPrices(seed, days);
    const [prices, holdings] = (['prices', 'holdings'] as const).map((name) => {
      const file = path.join(folder, `${name}-${seed}`);
      writeFileSync(file, files[name]);
      return file;
    });
    const { status, output, complaint } = conformance([
      '--prices',
      prices,
      '--market',
      'MARKET',
      '--holdings',
      holdings,
    ]);
    expect([status, complaint]).toEqual([0, '']);
    const found = differences(witnessed(prices, holdings), JSON.parse(output));
    expect(found.filter(({ agrees }) => !agrees)).toEqual([]);
    expect(found.reduce((sum, { count }) => sum + count, 0)).toBeGreaterThan(days < 100 ? 60 : 250);
  });
});
