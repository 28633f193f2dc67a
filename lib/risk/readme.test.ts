import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, it } from 'vitest';

it('the map of the library names each of its pages, and no other', () => {
  const pages = readdirSync(import.meta.dirname)
    .filter((file) => file.endsWith('.ts') && !file.endsWith('.test.ts'))
    .map((file) => file.slice(0, -3));
  const map = readFileSync(path.join(import.meta.dirname, 'README.md'), 'utf8');
  const named = new Set([...map.matchAll(/`([a-z-]+)(?:\.ts)?`/g)].map(([, name]) => name));
  expect([...named].sort()).toEqual(pages.sort());
});
