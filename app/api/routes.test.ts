import { dirname } from 'node:path';
import { describe, expect, it } from 'vitest';
import { routes } from '@/lib/api/routes';
import { config } from '@/proxy';
import { apiDocument, operationOf } from '@/test/documented';
import { methodNotAllowed } from './method-not-allowed';

/** Every route file there is. A file that is in no list below fails here, and so does a route without a file. */
const modules = import.meta.glob<Record<string, { readonly route?: string }>>(
  ['./**/route.ts', '!./\\[...path\\]/**'],
  {
    eager: true,
  },
);
const methods = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE'];

const handlers = Object.entries(modules).flatMap(([file, module]) => {
  const path = `/api${file.slice(1).replace(/\/route\.ts$/, '')}`.replace(/\[(\w+)\]/g, '{$1}');
  return methods
    .filter((method) => module[method] && module[method] !== (methodNotAllowed as unknown))
    .map((method) => ({ key: `${method} ${path}`, route: module[method].route }));
});

describe('a route that the proxy is not asked for', () => {
  it('has an answer to every method itself: its own, or that there is none', () => {
    const isAsked = new RegExp(`^${config.matcher[0]}$`);
    const passing = Object.entries(modules).filter(([file]) => !isAsked.test(`/api${dirname(file).slice(1)}`));
    expect(passing.length).toBeGreaterThan(10);
    for (const [file, module] of passing)
      for (const method of methods) expect(module[method], `${method} of ${file}`).toBeTypeOf('function');
  });
});

describe('the document', () => {
  it('has every method of every route file, and no other', () => {
    expect(handlers.map(({ key }) => key).sort()).toEqual(Object.keys(routes).sort());
    for (const { key } of handlers) operationOf(key);
    const documented = Object.values(apiDocument.paths).flatMap((path) => Object.keys(path)).length;
    expect(documented).toBe(handlers.length);
  });

  it('has each under the name its handler carries, whose schemas parse its requests', () => {
    for (const { key, route } of handlers) if (!key.startsWith('GET /api/health/')) expect(route).toBe(key);
  });

  it('is OpenAPI 3.1: every reference leads somewhere, every operation has a name of its own', () => {
    const text = JSON.stringify(apiDocument);
    for (const [, place] of text.matchAll(/"\$ref":"#\/([^"]+)"/g)) {
      const found = place
        .split('/')
        .reduce<unknown>((at, part) => (at as Record<string, unknown>)?.[part], apiDocument);
      expect(found, place).toBeDefined();
    }
    const ids = [...text.matchAll(/"operationId":"([^"]+)"/g)].map(([, id]) => id);
    expect(new Set(ids).size).toBe(handlers.length);
  });
});
