import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { importFault, roomOf, rooms } from './rooms.mjs';
import { importsOf, namesOf } from './test/imports-of';

type Room = {
  files: string[];
  rooms: Record<string, 'all' | 'types'>;
  packages: RegExp[];
  node: boolean;
  serverOnly?: boolean;
  isGiven?: boolean;
};
const table = rooms as unknown as Record<string, Room>;
const built = Object.keys(table).filter((name) => !table[name].isGiven);

const isSource = (file: string) => /\.tsx?$/.test(file) && !/\.test\.tsx?$/.test(file) && !file.endsWith('.d.ts');
const isGiven = (file: string) => table[roomOf(file) ?? '']?.isGiven === true;

/** Every source of the product, without tests and without what is generated. */
const sources = [...['app', 'components', 'lib'].flatMap(filesUnder), ...filesOf('.')]
  .filter((file) => isSource(file) && !isGiven(file))
  .filter((file) => file.includes('/') || /^(proxy|instrumentation)\.ts$/.test(file));

function filesOf(directory: string): string[] {
  return readdirSync(path.join(import.meta.dirname, directory), { withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map(({ name }) => name);
}

function filesUnder(directory: string): string[] {
  const entries = readdirSync(path.join(import.meta.dirname, directory), { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => entry.isFile())
    .map(({ parentPath, name }) =>
      path
        .relative(import.meta.dirname, path.join(parentPath, name))
        .split(path.sep)
        .join('/'),
    );
}

const read = (file: string) => readFileSync(path.join(import.meta.dirname, file), 'utf8');
const faultsOf = (file: string, source: string) =>
  importsOf(source, file)
    .map((imported) => importFault(file, imported))
    .filter((fault) => fault !== null);

/**
 * Whether an import brings in something to run from elsewhere than the file's own room or the calculation library.
 * Node's own modules need no second fence: no browser has them.
 */
const isNotArithmetic =
  (file: string) =>
  ({ specifier, isType }: { specifier: string; isType: boolean }) => {
    if (isType || /^(node:|@stdlib\/)/.test(specifier)) return false;
    const target = specifier.startsWith('.') ? path.posix.join(path.posix.dirname(file), specifier) : specifier;
    return ![roomOf(file), 'lib/risk'].includes(roomOf(target.replace(/^@\//, '')));
  };

/** A file that could lie in a room. */
const fileIn = (room: string) =>
  table[room].files[0].endsWith('/') ? `${table[room].files[0]}planted.ts` : table[room].files[0];

/** The ways in which a module can be named so that something of it is there when the program runs. */
const waysToImport = [
  (target: string) => `import { planted } from '${target}';`,
  (target: string) => `import planted, { type Other } from '${target}';`,
  (target: string) => `import '${target}';`,
  (target: string) => `export * from '${target}';`,
  (target: string) => `export { planted } from '${target}';`,
  (target: string) => `const planted = await import('${target}');`,
  (target: string) => `const planted = require('${target}');`,
  (target: string) => `import planted = require('${target}');`,
  (target: string) => `new Worker(new URL('${target}', import.meta.url));`,
];

const waysToImportTypes = [
  (target: string) => `import type { Planted } from '${target}';`,
  (target: string) => `import { type Planted, type Other } from '${target}';`,
  (target: string) => `export type { Planted } from '${target}';`,
  (target: string) => `type Planted = import('${target}').Planted;`,
];

describe('the rooms of the house', () => {
  it('are large enough to be worth a fence', () => {
    expect(sources.length).toBeGreaterThan(20);
  });

  it('import only what their table allows', () => {
    expect(sources.flatMap((file) => faultsOf(file, read(file)))).toEqual([]);
  });

  it('hold every source of lib, components and app', () => {
    expect(sources.filter((file) => roomOf(file) === null)).toEqual([]);
  });

  it("have import 'server-only' where they must never reach a browser", () => {
    const unfenced = sources.filter((file) => {
      if (!table[roomOf(file) ?? '']?.serverOnly) return false;
      const imports = importsOf(read(file), file);
      return !imports.some(({ specifier }) => specifier === 'server-only') && imports.some(isNotArithmetic(file));
    });
    expect(unfenced).toEqual([]);
  });
});

describe('the fence', () => {
  for (const from of built) {
    for (const to of Object.keys(table).filter((name) => name !== from)) {
      const permission: string = table[from].rooms[to] ?? 'nothing';
      const target = fileIn(to).replace(/\.tsx?$/, '');
      const relative = path.posix.relative(path.posix.dirname(fileIn(from)), target);
      const specifiers = [`@/${target}`, relative.startsWith('.') ? relative : `./${relative}`];

      it(`lets ${from} import ${permission} from ${to}`, () => {
        for (const specifier of specifiers) {
          for (const way of waysToImport) {
            const faults = faultsOf(fileIn(from), way(specifier));
            expect(faults.length > 0, `${fileIn(from)}: ${way(specifier)}`).toBe(permission !== 'all');
          }
          for (const way of waysToImportTypes) {
            const faults = faultsOf(fileIn(from), way(specifier));
            expect(faults.length > 0, `${fileIn(from)}: ${way(specifier)}`).toBe(permission === 'nothing');
          }
        }
      });
    }
  }

  const guarded = {
    pino: ['lib/log'],
    recharts: ['components/charts'],
    pg: ['lib/db'],
    'pg-copy-streams': ['lib/db'],
    '@prisma/client': ['lib/db'],
    '@prisma/adapter-pg': ['lib/db'],
    'pg-boss': ['lib/jobs'],
    'csv-parse/sync': ['lib/import'],
    '@stdlib/stats-base-dists-t-cdf': ['lib/risk', 'lib/market'],
    'some-package-of-tomorrow': [],
  } as Record<string, string[]>;
  for (const [name, allowed] of Object.entries(guarded)) {
    it(`lets ${allowed.join(' and ') || 'no room'} alone import ${name}`, () => {
      const open = built.filter((room) => waysToImport.some((way) => faultsOf(fileIn(room), way(name)).length === 0));
      expect(open).toEqual(allowed);
    });
  }

  it('keeps Node out of the rooms that also run in a browser', () => {
    const open = built.filter((room) => faultsOf(fileIn(room), "import { readFileSync } from 'node:fs';").length === 0);
    expect(open).toEqual(built.filter((room) => table[room].node));
    expect(open).not.toContain('lib/risk');
    expect(open).not.toContain('components');
  });

  it('refuses a file outside the rooms, and an import of one', () => {
    expect(faultsOf('lib/utils.ts', "import { x } from './risk/day';")).toEqual(['lib/utils.ts lies in no room']);
    expect(faultsOf('lib/risk/planted.ts', "import { x } from '../utils';")).toHaveLength(1);
    expect(faultsOf('lib/risk/planted.ts', "import { x } from '../../bench/risk';")).toHaveLength(1);
    expect(faultsOf('lib/risk/planted.ts', "import { x } from '../../node_modules/pg';")).toHaveLength(1);
  });

  it('is not blinded by comments, texts or line breaks', () => {
    expect(importsOf("// import 'pg'\nconst text = `import 'pg'`;\n/* require('pg') */")).toEqual([]);
    expect(importsOf("import {\n  a, // 'b'\n  c,\n} from\n  'pg';")).toEqual([{ specifier: 'pg', isType: false }]);
  });

  it('refuses to judge an import whose target is computed', () => {
    expect(() => importsOf('await import(name)')).toThrow(RangeError);
  });
});

describe('a value that comes from outside', () => {
  /** Zod's coercion makes 0 of '' and null, 1 of true, 16 of '0x10' and 2 March of 2025-02-30. */
  const coerces = (file: string, source: string) => namesOf(source, file).has('coerce');

  it('is read by a strict grammar and never coerced into what is wanted', () => {
    expect(sources.filter((file) => coerces(file, read(file)))).toEqual([]);
  });

  it.each([
    'const schema = z.object({ limit: z.coerce.number() });',
    "const schema = z['coerce'].date();",
    'const schema = z[`coerce`].date();',
    "import { coerce } from 'zod';",
    "import { coerce as read } from 'zod';",
    'const { coerce: read } = z;',
    "export { coerce } from 'zod';",
  ])('is seen to be coerced by %s', (planted) => {
    for (const file of ['lib/api/planted.ts', 'app/planted.tsx', 'components/planted.tsx'])
      expect(coerces(file, planted)).toBe(true);
  });

  it('is not taken for coerced where a comment or a longer text speaks of it', () => {
    expect(coerces('lib/api/planted.ts', "// z.coerce is banned\nconst text = 'they coerce nobody';")).toBe(false);
  });
});
