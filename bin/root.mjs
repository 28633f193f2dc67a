import path from 'node:path';
import { fileURLToPath } from 'node:url';

/** The checkout, whatever the directory a command was called from. */
export const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..');

/** An absolute path inside the checkout. */
export const inRoot = (...parts) => path.join(root, ...parts);
