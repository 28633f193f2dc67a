import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { safePath } from './safe-path';

describe('safePath', () => {
  it.each(['/portfolios', '/portfolios/x?as_of=2026-06-30', '/market-data', '/settings/log?before=1&x=%2F%2Fevil'])(
    'goes on to %s',
    (path) => {
      expect(safePath(path)).toBe(path);
    },
  );

  it.each([
    'https://evil.example',
    '//evil.example',
    '///evil.example',
    '/\\evil.example',
    '/\\/evil.example',
    '\\\\evil.example',
    '/.//evil.example',
    '/x/..//evil.example',
    '/\t/evil.example',
    '/\n/evil.example',
    ' //evil.example',
    'javascript:alert(1)',
    'portfolios',
    '',
    null,
    undefined,
    '/api/v1/portfolios',
    '/api',
    '/sign-in',
    '/sign-in/',
    '/_next/static/x',
    '/x\u0000',
    '/ä',
    `/${'x'.repeat(600)}`,
  ])('goes to the portfolios for %j', (path) => {
    expect(safePath(path)).toBe('/portfolios');
  });

  it('never leaves this site, whatever it is given', () => {
    const piece = fc.constantFrom(
      '/',
      '\\',
      '.',
      '..',
      ':',
      '@',
      'evil.example',
      '%2f',
      '%5c',
      '\t',
      '\n',
      '\0',
      '?',
      '#',
      'http:',
      'x',
    );
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string(),
          fc.webUrl(),
          fc.array(piece).map((all) => all.join('')),
        ),
        (text) => {
          const went = safePath(text);
          expect(new URL(went, 'http://localhost:3000').origin).toBe('http://localhost:3000');
          expect(went).toMatch(/^\/(?!\/)/);
        },
      ),
      { numRuns: 5_000 },
    );
  });
});
