import path from 'node:path';
import { inRoot } from './root.mjs';

/** Where Ballast keeps its data: BALLAST_DATA_DIR, or .data in the checkout. Absolute. */
export function dataDirectory() {
  return process.env.BALLAST_DATA_DIR ? path.resolve(process.env.BALLAST_DATA_DIR) : inRoot('.data');
}
