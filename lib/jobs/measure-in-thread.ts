import 'server-only';
import path from 'node:path';
import { Worker } from 'node:worker_threads';
import type { Book } from '../db/book';
import { rootDirectory } from '../env';
import type { MeasuredBook } from './measure-book';
import type { MeasuringRequest } from './measuring-thread';

/** What one request may take of the machine: beyond it is refused, never begun and given up in silence. */
export const measuringLimits = {
  /** How many may wait beside the one that is measured. */
  waiting: 4,
  /** How long one may take from when it is asked for. */
  deadlineMs: 20_000,
  memoryMegabytes: 1_024,
  /** A thread that nobody needs is let go after so long. */
  idleMs: 60_000,
} as const;

/** There is no room, or it took too long: to be tried again later, or with less. */
export class MeasuringBusy extends Error {
  override readonly name = 'MeasuringBusy';
}

type Answer = { readonly number: number } & (
  | { readonly measured: MeasuredBook }
  | { readonly fault: { readonly name: string; readonly message: string; readonly stack?: string } }
);

type Waiting = { readonly resolve: (measured: MeasuredBook) => void; readonly reject: (error: Error) => void };

let thread: Worker | null = null;
let idle: NodeJS.Timeout | undefined;
let last = 0;
const waiting = new Map<number, Waiting>();

/** Ends the thread, and whatever it was doing with it. */
function abandon(error: Error): void {
  void thread?.terminate();
  thread = null;
  for (const { reject } of waiting.values()) reject(error);
  waiting.clear();
}

function openThread(): Worker {
  // The thread runs the product's TypeScript as it stands, as the worker does; the bundler is not to look for it.
  const file = path.join(/* turbopackIgnore: true */ rootDirectory(), 'bin', 'measuring-thread.mjs');
  const opened = new Worker(/* turbopackIgnore: true */ file, {
    execArgv: ['--conditions=react-server'],
    resourceLimits: { maxOldGenerationSizeMb: measuringLimits.memoryMegabytes },
  });
  opened.unref();
  opened.on('message', (answer: Answer) => {
    const asked = waiting.get(answer.number);
    waiting.delete(answer.number);
    if ('measured' in answer) asked?.resolve(answer.measured);
    else asked?.reject(Object.assign(new Error(answer.fault.message), answer.fault));
    if (waiting.size === 0) idle = setTimeout(() => abandon(new Error('idle')), measuringLimits.idleMs).unref();
  });
  opened.on('error', (error) => thread === opened && abandon(error));
  opened.on('exit', () => thread === opened && abandon(new Error('the measuring thread ended by itself')));
  return opened;
}

/**
 * Measures a book that is stored nowhere, in a thread of its own, so that nobody else waits for the arithmetic.
 * `MeasuringBusy` where too many wait already, or when the deadline passes.
 */
export async function measureInThread(book: Book, asOf: string): Promise<MeasuredBook> {
  if (waiting.size > measuringLimits.waiting) throw new MeasuringBusy('too many books are being measured just now');
  clearTimeout(idle);
  thread ??= openThread();
  const request: MeasuringRequest = { number: ++last, book, asOf };
  let deadline: NodeJS.Timeout | undefined;
  try {
    return await new Promise<MeasuredBook>((resolve, reject) => {
      waiting.set(request.number, { resolve, reject });
      deadline = setTimeout(
        () => abandon(new MeasuringBusy(`this takes longer than ${measuringLimits.deadlineMs / 1_000} seconds`)),
        measuringLimits.deadlineMs,
      );
      thread!.postMessage(request);
    });
  } finally {
    clearTimeout(deadline);
  }
}

/** Ends the thread; the next request opens another. */
export const closeMeasuring = (): void => abandon(new Error('measuring was closed'));
