import { parentPort } from 'node:worker_threads';
import type { Book } from '../db/book';
import { measureBook } from './measure-book';

/** The thread in which books that nobody stores are measured: one request after the other, each answered by its number. */
export type MeasuringRequest = { readonly number: number; readonly book: Book; readonly asOf: string };

parentPort!.on('message', async ({ number, book, asOf }: MeasuringRequest) => {
  try {
    parentPort!.postMessage({ number, measured: await measureBook(book, asOf) });
  } catch (error) {
    const { name, message, stack } = error as Error;
    parentPort!.postMessage({ number, fault: { name, message, stack } });
  }
});
