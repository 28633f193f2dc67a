import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { inRoot } from './root.mjs';

/** Beside the checkout's own files, so that packages can be linked rather than copied. */
const copy = inRoot('.test', `build-${process.pid}`);

const canary = 'canaryofthebuild0123456789abcdef';
/** Where a person may have put secrets for Next to find, and the names they go by. */
const files = ['.env', '.env.local', '.env.production', '.env.production.local'];
const secrets = ['FMP_API_KEY', 'DATABASE_URL', 'SOMETHING_SECRET'];

/** What the builder needs; the pages are two lines, since it is not about them. */
const needed = ['bin', 'next.config.mjs', 'tsconfig.json', 'package.json', 'package-lock.json', 'postcss.config.mjs'];
const pages = {
  'layout.tsx': `export default ({ children }: { children: React.ReactNode }) => <html lang="en"><body>{children}</body></html>;`,
  'page.tsx': `export const dynamic = 'force-dynamic';\nexport default () => <p>{process.env.SOMETHING_SECRET}</p>;`,
};

/** Every file under a directory. */
const under = (directory: string): string[] =>
  readdirSync(directory, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map(({ parentPath, name }) => path.join(parentPath, name));

afterAll(() => rmSync(copy, { recursive: true, force: true }), 300_000);

describe('what is built', () => {
  it('holds no file of secrets and no secret, wherever the builder keeps them', { timeout: 600_000 }, () => {
    mkdirSync(path.join(copy, 'app'), { recursive: true });
    for (const name of needed) cpSync(inRoot(name), path.join(copy, name), { recursive: true });
    for (const [name, text] of Object.entries(pages)) writeFileSync(path.join(copy, 'app', name), text);
    // Links where the system has them: a gigabyte of packages takes no room and no time.
    const packages = [inRoot('node_modules'), path.join(copy, 'node_modules')];
    if (spawnSync('cp', ['-al', ...packages]).status !== 0) cpSync(packages[0], packages[1], { recursive: true });
    for (const file of files)
      writeFileSync(path.join(copy, file), secrets.map((name) => `${name}=${canary}${file}\n`).join(''));

    const program = `import { build } from './bin/bootstrap.mjs'; console.log(await build());`;
    const built = spawnSync(process.execPath, ['--input-type=module', '-e', program], {
      cwd: copy,
      encoding: 'utf8',
      env: { ...process.env, ...Object.fromEntries(secrets.map((name) => [name, `${canary}environment`])) },
    });
    expect(built.status, built.stdout + built.stderr).toBe(0);
    const directory = built.stdout.trim().split('\n').at(-1)!;
    expect(directory.startsWith(copy)).toBe(true);
    expect(existsSync(path.join(directory, 'server.js'))).toBe(true);

    const output = under(directory);
    expect(output.length).toBeGreaterThan(1_000);
    const named = (list: string[]) => list.map((file) => path.relative(directory, file));
    expect(named(output.filter((file) => /^\.env(\.|$)/.test(path.basename(file))))).toEqual([]);
    expect(named(output.filter((file) => readFileSync(file).includes(canary)))).toEqual([]);
  });
});
