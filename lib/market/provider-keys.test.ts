import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { isKey, keyOrigin, providerKey, storeProviderKey } from './provider-keys';

let directory: string;
beforeEach(() => {
  directory = mkdtempSync(path.join(tmpdir(), 'ballast-keys-'));
  process.env.BALLAST_DATA_DIR = directory;
});
afterEach(() => {
  delete process.env.BALLAST_DATA_DIR;
  delete process.env.FMP_API_KEY;
  rmSync(directory, { recursive: true });
});

describe('a provider key', () => {
  it('is kept in one file that only its owner can read, and forgotten on demand', () => {
    storeProviderKey('fmp', 'abcdefgh12345678');
    expect([providerKey('fmp'), keyOrigin('fmp')]).toEqual(['abcdefgh12345678', 'file']);
    const [name, ...others] = readdirSync(directory);
    expect(others).toEqual([]);
    expect(statSync(path.join(directory, name)).mode & 0o777).toBe(0o600);
    storeProviderKey('other', 'zzzzzzzz');
    storeProviderKey('fmp', null);
    expect([providerKey('fmp'), keyOrigin('fmp'), providerKey('other')]).toEqual([null, null, 'zzzzzzzz']);
    expect(readFileSync(path.join(directory, name), 'utf8')).not.toContain('abcdefgh');
  });

  it('of the environment goes before the one in the file', () => {
    storeProviderKey('fmp', 'from-the-file');
    process.env.FMP_API_KEY = 'from-the-environment';
    expect([providerKey('fmp'), keyOrigin('fmp')]).toEqual(['from-the-environment', 'environment']);
  });

  it('is absent where nobody gave one, also without a data directory', () => {
    expect([providerKey('fmp'), keyOrigin('fmp')]).toEqual([null, null]);
    delete process.env.BALLAST_DATA_DIR;
    expect(providerKey('fmp')).toBeNull();
    expect(() => storeProviderKey('fmp', 'abcdefgh')).toThrow('there is no data directory');
  });

  it('that cannot be one is refused without being repeated', () => {
    for (const key of ['', 'short', 'with space in it', 'line\nbreak-in-it', 'x'.repeat(201), 'clé-accentuée'])
      expect(isKey(key)).toBe(false);
    expect(() => storeProviderKey('fmp', 'secret with space')).toThrow(
      /^storeProviderKey: needs 8 to 200 visible characters$/,
    );
  });
});
