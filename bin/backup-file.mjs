import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { createGunzip } from 'node:zlib';

/**
 * The form of a backup, gzipped: a line with the format's name and one with the manifest (JSON: when, which migrations
 * with which checksums, which tables in which order with which columns). Then for each table pieces of COPY's text, each
 * after a line `chunk TABLE BYTES`, and a line `close TABLE ROWS`. Last come a line `sums`, one with the rows and SHA-256
 * of each table (JSON), which are known only when all has been read, and a line `end`.
 */
export const format = 'ballast backup 1';

/**
 * Reads a backup as a stream and hands each part on: `manifest` once, `data` for the bytes of a table, `close` where the
 * table ends. Throws where the file is not a backup, is cut off, or where a table's bytes are not those of its checksum.
 * Resolves with the manifest and what was counted.
 *
 * @param {string} file
 * @param {{ manifest?: (manifest: object) => unknown, data?: (table: string, bytes: Buffer) => unknown,
 *   close?: (table: string) => unknown }} [parts]
 * @returns {Promise<{ manifest: any, tables: Record<string, { rows: number, sha256: string }> }>}
 */
export async function readBackup(file, parts = {}) {
  if (!(await stat(file)).isFile()) throw new Error(`${file} is not a file.`);
  const source = createReadStream(file);
  const unpacked = source.pipe(createGunzip());
  source.on('error', (error) => unpacked.destroy(error));
  const bytes = unpacked[Symbol.asyncIterator]();
  let held = Buffer.alloc(0);

  const more = async () => {
    const { value, done } = await bytes.next();
    if (done) throw new Error('it ends in the middle');
    held = held.length === 0 ? value : Buffer.concat([held, value]);
  };
  const line = async () => {
    let end = held.indexOf(10);
    while (end < 0) {
      if (held.length > 100_000_000) throw new Error('it is not a backup');
      await more();
      end = held.indexOf(10);
    }
    const text = held.toString('utf8', 0, end);
    held = held.subarray(end + 1);
    return text;
  };

  try {
    if ((await line()) !== format) throw new Error('it is not a backup of this program');
    const manifest = JSON.parse(await line());
    await parts.manifest?.(manifest);
    /** @type {Record<string, { rows: number, sha256: string }>} */
    const found = {};
    for (const table of manifest.tables) {
      const hash = createHash('sha256');
      let rows = 0;
      for (;;) {
        const head = /^(chunk|close) (\S+) (\d+)$/.exec(await line());
        if (!head || head[2] !== table) throw new Error(`table ${table} is not where it should be`);
        if (head[1] === 'close') {
          rows = Number(head[3]);
          break;
        }
        for (let left = Number(head[3]); left > 0; ) {
          if (held.length === 0) await more();
          const part = held.subarray(0, left);
          held = held.subarray(part.length);
          left -= part.length;
          hash.update(part);
          await parts.data?.(table, part);
        }
      }
      await parts.close?.(table);
      found[table] = { rows, sha256: hash.digest('hex') };
    }
    const [end, sums] = [await line(), JSON.parse(await line())];
    if (end !== 'sums') throw new Error('its checksums are missing');
    for (const table of manifest.tables)
      if (sums[table]?.sha256 !== found[table].sha256 || sums[table]?.rows !== found[table].rows)
        throw new Error(`table ${table} is damaged`);
    if ((await line()) !== 'end') throw new Error('it ends in the middle');
    // gzip's own checksum stands behind the last byte.
    if (held.length > 0 || !(await bytes.next()).done) throw new Error('it goes on after its end');
    return { manifest, tables: found };
  } catch (error) {
    unpacked.destroy();
    const why = error.code?.startsWith('Z_') ? 'it is damaged or no backup' : error.message;
    throw new Error(`${file} cannot be used: ${why}.`, { cause: error });
  } finally {
    source.destroy();
  }
}
