import path from 'node:path';

/**
 * Which room may import what; anything not named is forbidden, and a file that lies in no room is an error.
 *
 * `files` are the paths that make up a room. `rooms` names the other rooms it may import from: `all` of them, or `types`
 * alone, which are gone when the program runs. `packages` are patterns of npm packages, and `node` says whether Node's
 * own modules may be used, which a browser does not have. In `serverOnly` rooms each file that reaches beyond arithmetic
 * and its own room has `import 'server-only'`: the second fence, which the bundler holds.
 */
export const rooms = {
  'lib/risk': { files: ['lib/risk/'], rooms: {}, packages: [/^@stdlib\//], node: false },
  'lib/env': { files: ['lib/env.ts'], rooms: { 'lib/risk': 'types' }, packages: [], node: false },
  'lib/format': { files: ['lib/format.ts'], rooms: { 'lib/risk': 'types' }, packages: [], node: false },
  // The library is pure and runs on both sides, so the contracts and the grammars read days and sectors with it.
  'lib/api': { files: ['lib/api/'], rooms: { 'lib/risk': 'all' }, packages: [/^zod$/], node: false },
  'lib/gate': { files: ['lib/gate.ts'], rooms: {}, packages: [], node: false },
  // Who is at the other end, as bin/visitors.mjs saw it before the web server did.
  'lib/visitor': { files: ['lib/visitor.ts'], rooms: {}, packages: [], node: true },
  'lib/log': { files: ['lib/log.ts'], rooms: {}, packages: [/^server-only$/, /^pino$/], node: true, serverOnly: true },
  'lib/market': {
    files: ['lib/market/'],
    rooms: { 'lib/risk': 'types', 'lib/env': 'all' },
    packages: [/^server-only$/, /^zod$/, /^@stdlib\//],
    node: true,
    serverOnly: true,
  },
  // How a symbol is spelled is one rule for files and providers.
  'lib/import': {
    files: ['lib/import/'],
    rooms: { 'lib/risk': 'all', 'lib/market': 'all' },
    packages: [/^csv-parse/, /^zod$/],
    node: true,
  },
  'lib/db': {
    files: ['lib/db/'],
    rooms: { 'lib/risk': 'types', 'lib/env': 'all', 'lib/generated': 'all', schema: 'all' },
    packages: [/^server-only$/, /^@prisma\//, /^pg$/, /^pg-copy-streams$/],
    node: true,
    serverOnly: true,
  },
  'lib/jobs': {
    files: ['lib/jobs/'],
    rooms: {
      'lib/risk': 'all',
      'lib/market': 'all',
      'lib/import': 'all',
      'lib/db': 'all',
      'lib/env': 'all',
      'lib/log': 'all',
    },
    packages: [/^server-only$/, /^pg-boss$/],
    node: true,
    serverOnly: true,
  },
  'lib/auth': {
    files: ['lib/auth.ts', 'lib/auth/'],
    rooms: { 'lib/db': 'all', 'lib/env': 'all', 'lib/visitor': 'all' },
    packages: [/^server-only$/, /^next\//, /^react$/],
    node: true,
    serverOnly: true,
  },
  'components/charts': {
    files: ['components/charts/'],
    rooms: { components: 'all', 'lib/api': 'all', 'lib/format': 'all', 'lib/risk': 'all' },
    packages: [/^react$/, /^react-dom$/, /^recharts$/, /^next\//, /^lucide-react$/],
    node: false,
  },
  components: {
    files: ['components/'],
    rooms: { 'components/charts': 'all', 'lib/api': 'all', 'lib/format': 'all', 'lib/risk': 'all' },
    packages: [/^react$/, /^react-dom$/, /^next\//, /^lucide-react$/, /^@tanstack\//],
    node: false,
  },
  app: {
    files: ['app/'],
    rooms: {
      components: 'all',
      'components/charts': 'all',
      'lib/api': 'all',
      'lib/auth': 'all',
      'lib/db': 'all',
      'lib/env': 'all',
      'lib/format': 'all',
      'lib/gate': 'all',
      'lib/import': 'all',
      'lib/jobs': 'all',
      'lib/log': 'all',
      'lib/risk': 'all',
      'lib/visitor': 'all',
    },
    packages: [
      /^react$/,
      /^react-dom$/,
      /^next$/,
      /^next\//,
      /^zod$/,
      /^server-only$/,
      /^@tanstack\//,
      /^lucide-react$/,
    ],
    node: true,
  },
  // The gate before every request, and what is set up once when the web server starts.
  doors: {
    files: ['proxy.ts', 'instrumentation.ts'],
    rooms: {
      'lib/api': 'all',
      'lib/auth': 'all',
      'lib/env': 'all',
      'lib/gate': 'all',
      'lib/log': 'all',
      'lib/visitor': 'all',
    },
    packages: [/^next$/, /^next\//],
    node: true,
  },
  // Written by `prisma generate`.
  'lib/generated': { files: ['lib/generated/'], isGiven: true },
  // How far a database is and what it should look like: read by the launcher and by the web server alike.
  schema: {
    files: ['bin/schema-state.mjs', 'bin/ledger.mjs', 'bin/catalogue.mjs', 'prisma/catalogue.json'],
    isGiven: true,
  },
};

/** The name of the room a path of the checkout lies in, or null. An extension may be left out, as in imports. */
export function roomOf(file) {
  const lies = (part) => (part.endsWith('/') ? file.startsWith(part) : file === part || `${file}.ts` === part);
  return Object.keys(rooms).find((name) => rooms[name].files.some(lies)) ?? null;
}

/**
 * Why `file` may not import `specifier`, or null when it may. `isType` says that only types are taken. Paths are those
 * of the checkout, with slashes.
 */
export function importFault(file, { specifier, isType }) {
  const from = roomOf(file);
  if (from === null) return `${file} lies in no room`;
  const { rooms: allowed, packages, node } = rooms[from];

  if (/^[@.]\//.test(specifier) || specifier.startsWith('../')) {
    const target = specifier.startsWith('@/')
      ? specifier.slice(2)
      : path.posix.join(path.posix.dirname(file), specifier);
    const to = roomOf(target);
    if (to === from) return null;
    if (to === null) return `${file} imports ${target}, which lies in no room`;
    if (allowed[to] === 'all' || (allowed[to] === 'types' && isType)) return null;
    const only = allowed[to] === 'types' ? ' more than types' : '';
    return `${file} imports ${target}: ${from} may not import${only} from ${to}`;
  }
  if (specifier.startsWith('node:')) {
    return node ? null : `${file} imports ${specifier}: ${from} also runs where there is no Node`;
  }
  return packages.some((pattern) => pattern.test(specifier))
    ? null
    : `${file} imports ${specifier}: not a package of ${from}`;
}
