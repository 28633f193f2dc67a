import { execFileSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { test } from './test';

/** What the conformance command prints for a wide file of prices and holdings by portfolio. */
export function conformanceOf(
  prices: string,
  market: string,
  portfolios: Readonly<Record<string, { readonly shares: Readonly<Record<string, number>> }>>,
) {
  const file = (name: string, text: string) => {
    const path = test.info().outputPath(name);
    writeFileSync(path, text);
    return path;
  };
  mkdirSync(test.info().outputDir, { recursive: true });
  const words = ['--prices', file('prices.csv', prices), '--market', market];
  const book = file('holdings.json', JSON.stringify({ portfolios }));
  const printed = execFileSync(process.execPath, ['bin/conformance.mjs', ...words, '--holdings', book], {
    encoding: 'utf8',
    maxBuffer: 64 * 1024 * 1024,
  });
  return JSON.parse(printed);
}
