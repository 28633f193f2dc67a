import 'server-only';
import { chmodSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { dataDirectory, keyFromEnvironment } from '../env';

/**
 * The keys of vendors. They lie in a file of the data directory that only its owner can read, not in the database: a
 * dump of the database is handed around, and encrypting it there would only move the question to another key. The
 * environment goes before the file, which is how a worker on another machine gets one.
 */
const fileName = 'provider-keys.json';

/** Where a key comes from; the key itself is never told to anybody but the vendor. */
export type KeyOrigin = 'environment' | 'file' | null;

const keyShape = /^[\x21-\x7e]{8,200}$/;

// The comment keeps the build from looking for files of that name in the checkout and copying them beside the server.
const fileIn = (directory: string): string => path.join(/* turbopackIgnore: true */ directory, fileName);

function storedKeys(): Record<string, string> {
  const directory = dataDirectory();
  if (directory === null) return {};
  let text: string;
  try {
    text = readFileSync(/* turbopackIgnore: true */ fileIn(directory), 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return {};
    throw error;
  }
  return JSON.parse(text) as Record<string, string>;
}

/** What the environment calls the key of a provider: `fmp` is FMP_API_KEY. */
export const keyVariable = (provider: string): string => `${provider.toUpperCase().replaceAll('-', '_')}_API_KEY`;

/** The key of a provider, null where there is none. Read anew each time: a key that was just entered is used at once. */
export const providerKey = (provider: string): string | null =>
  keyFromEnvironment(keyVariable(provider)) ?? storedKeys()[provider] ?? null;

export function keyOrigin(provider: string): KeyOrigin {
  if (keyFromEnvironment(keyVariable(provider)) !== null) return 'environment';
  return storedKeys()[provider] === undefined ? null : 'file';
}

/** Whether the text can be a key: 8 to 200 visible characters without a space. */
export const isKey = (text: string): boolean => keyShape.test(text);

/**
 * Keeps a provider's key, or forgets it (null). The file is replaced in one step and readable by its owner alone.
 * Throws where there is no data directory and for what cannot be a key, without repeating it.
 */
export function storeProviderKey(provider: string, key: string | null): void {
  const directory = dataDirectory();
  if (directory === null) throw new Error('there is no data directory to keep a key in: set BALLAST_DATA_DIR');
  if (key !== null && !isKey(key)) throw new RangeError('storeProviderKey: needs 8 to 200 visible characters');
  const { [provider]: _, ...others } = storedKeys();
  mkdirSync(directory, { recursive: true });
  const file = fileIn(directory);
  const fresh = `${file}.${process.pid}`;
  try {
    writeFileSync(fresh, JSON.stringify(key === null ? others : { ...others, [provider]: key }), { mode: 0o600 });
    // The mode of an open call is subject to the umask and to a file that was left behind.
    chmodSync(fresh, 0o600);
    renameSync(fresh, file);
  } catch (error) {
    rmSync(fresh, { force: true });
    throw error;
  }
}
