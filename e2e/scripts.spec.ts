import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, test } from './test';

// The README's scripts, taken from it and run as they stand, on the address of this server.
const root = path.join(import.meta.dirname, '..');
const readme = readFileSync(path.join(root, 'README.md'), 'utf8');
let directory: string;

test.beforeAll(() => {
  directory = mkdtempSync(path.join(tmpdir(), 'ballast-scripts-'));
});
test.afterAll(() => rmSync(directory, { recursive: true, force: true }));

/** The first block of a language under the heading "Scripts". */
function block(language: string): string {
  const section = readme.slice(readme.indexOf('\n## Scripts\n'));
  const found = new RegExp(`\`\`\`${language}\n([\\s\\S]*?)\`\`\``).exec(section);
  expect(found, `the README has no script in ${language}`).not.toBeNull();
  return found![1];
}

const isThere = (command: string) => spawnSync(command, ['--version']).status === 0;
const at = (script: string, baseURL: string | undefined) => {
  expect(script).toContain('http://127.0.0.1:3000');
  return script.replaceAll('http://127.0.0.1:3000', baseURL!);
};

test('each is of five lines at most', () => {
  for (const language of ['sh', 'python', 'ts'])
    expect(block(language).trim().split('\n').length).toBeLessThanOrEqual(5);
});

test('curl reads a beta and exports the holdings', ({ baseURL }) => {
  test.skip(!isThere('curl'), 'curl is not installed here');
  const told = execFileSync('sh', ['-ec', at(block('sh'), baseURL)], { cwd: directory, encoding: 'utf8' });
  expect(told).toContain('"market_beta_direct"');
  expect(told).toContain('"state":"');
  expect(readFileSync(path.join(directory, 'holdings.csv'), 'utf8')).toMatch(/^symbol,quantity/);
});

test('Python prints the volatility of every portfolio', ({ baseURL }) => {
  test.skip(!isThere('python3'), 'python3 is not installed here');
  const told = execFileSync('python3', ['-c', at(block('python'), baseURL)], { encoding: 'utf8' });
  expect(told).toMatch(/Long\/short fund \{.*'realized_volatility_21d': 0\.\d+/);
});

test('TypeScript prints the same by the typed client', ({ baseURL }) => {
  const file = path.join(root, `.scripts-${process.pid}.ts`);
  writeFileSync(file, at(block('ts'), baseURL));
  try {
    // The runner of the journeys asks for colours.
    const env = { ...process.env, FORCE_COLOR: '0' };
    const told = execFileSync(process.execPath, ['--import', 'tsx', file], { cwd: root, encoding: 'utf8', env });
    expect(told).toMatch(/Long\/short fund/);
    expect(told).toMatch(/realized_volatility_21d: 0\.\d+/);
  } finally {
    rmSync(file, { force: true });
  }
});
