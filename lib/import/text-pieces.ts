import { setImmediate as nextTurn } from 'node:timers/promises';
import { importLimits } from './import-limits';
import type { ImportLog } from './import-log';

/** A file's bytes, whole or as they arrive. */
export type ByteSource = Uint8Array | AsyncIterable<Uint8Array> | Iterable<Uint8Array>;

export type TextEncoding = 'utf-8' | 'utf-16le' | 'utf-16be';

export type TextPiece = { readonly text: string; readonly isLast: boolean; readonly encoding: TextEncoding };

const pieceBytes = 64 * 1024;

/** Chunks of exactly `pieceBytes` but for the last, so that how a file happened to arrive cannot change its reading. */
async function* evenChunks(source: ByteSource, log: ImportLog): AsyncGenerator<Uint8Array> {
  const chunks = source instanceof Uint8Array ? [source] : source;
  const held = new Uint8Array(pieceBytes);
  let heldBytes = 0;
  let total = 0;
  for await (const chunk of chunks) {
    total += chunk.length;
    if (total > importLimits.bytes) {
      log.exceed('bytes', importLimits.bytes);
      return;
    }
    let from = 0;
    while (from < chunk.length) {
      const take = Math.min(pieceBytes - heldBytes, chunk.length - from);
      held.set(chunk.subarray(from, from + take), heldBytes);
      heldBytes += take;
      from += take;
      if (heldBytes === pieceBytes) {
        yield held;
        heldBytes = 0;
      }
    }
  }
  if (heldBytes > 0) yield held.subarray(0, heldBytes);
}

/** UTF-16 is told by its byte order mark alone; a file without one is UTF-8. */
function encodingOf(chunk: Uint8Array): TextEncoding {
  if (chunk[0] === 0xff && chunk[1] === 0xfe) return 'utf-16le';
  if (chunk[0] === 0xfe && chunk[1] === 0xff) return 'utf-16be';
  return 'utf-8';
}

/**
 * Decodes a file into pieces of text of some 64 KiB, the byte order mark removed, and lets the event loop turn after
 * each. Bytes that are no text (a broken UTF-8 sequence, a lone surrogate) come out as U+FFFD, which the reader of
 * cells refuses where it stands, so that the problem can name row and column. Above the byte limit the log says so and
 * the pieces end.
 */
export async function* textPieces(source: ByteSource, log: ImportLog): AsyncGenerator<TextPiece> {
  let decoder: TextDecoder | null = null;
  let encoding: TextEncoding = 'utf-8';
  for await (const chunk of evenChunks(source, log)) {
    if (!decoder) {
      encoding = encodingOf(chunk);
      decoder = new TextDecoder(encoding);
    }
    yield { text: decoder.decode(chunk, { stream: true }), isLast: false, encoding };
    await nextTurn();
  }
  if (!log.stopped) yield { text: decoder?.decode() ?? '', isLast: true, encoding };
}
