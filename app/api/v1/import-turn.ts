import 'server-only';
import { ProblemError } from '@/lib/api/problem';

/** So many files are parsed and written at once: each writer holds a connection that every other request needs too. */
const atOnce = 3;
/** So many are in memory, arriving, waiting or at work: a file may have 64 MiB. */
const mostInMemory = 16;

let inMemory = 0;
let atWork = 0;
const waiting: (() => void)[] = [];

async function inTurn<T>(work: () => Promise<T>): Promise<T> {
  if (atWork < atOnce) atWork++;
  else await new Promise<void>((resolve) => waiting.push(resolve));
  try {
    return await work();
  } finally {
    // The turn is handed on, or given back.
    const next = waiting.shift();
    if (next) next();
    else atWork--;
  }
}

/**
 * Reads a file and works on it when its turn has come. A sender that dawdles keeps nobody from theirs, for a file waits
 * for its turn only once it is here. Where too many are here already, the next is told to come again.
 */
export async function inImportTurn<T>(
  read: () => Promise<Uint8Array>,
  work: (bytes: Uint8Array) => Promise<T>,
): Promise<T> {
  if (inMemory >= mostInMemory)
    throw new ProblemError(
      429,
      'too_many_imports',
      'too many files come at once; send it again in a while',
      undefined,
      5,
    );
  inMemory++;
  try {
    const bytes = await read();
    return await inTurn(() => work(bytes));
  } finally {
    inMemory--;
  }
}
