import 'server-only';
import path from 'node:path';
import { Worker } from 'node:worker_threads';
import { rootDirectory } from '../env';
import { breathe } from './breathe';
import { measuringWork } from './measuring-work';

type Work = typeof measuringWork;
type Name = keyof Work;

type Piece = {
  readonly name: Name;
  readonly task: unknown;
  readonly resolve: (done: never) => void;
  readonly reject: (error: Error) => void;
};

/** A piece as it is sent to a thread, and what comes back. */
export type CrewRequest = Pick<Piece, 'name' | 'task'>;
export type CrewAnswer = { readonly done: unknown } | { readonly fault: Error };

type Hand = { readonly thread: Worker; piece: Piece | null };

const crew: Hand[] = [];
const waiting: Piece[] = [];

/** How many pieces are done at the same time. */
export const crewSize = (): number => Math.max(1, crew.length);

function give(hand: Hand): void {
  hand.piece = waiting.shift() ?? null;
  if (hand.piece === null) {
    hand.thread.unref();
    return;
  }
  const { name, task } = hand.piece;
  // What is being measured keeps the process; a crew that waits does not.
  hand.thread.ref();
  hand.thread.postMessage({ name, task } satisfies CrewRequest);
}

/**
 * Opens so many threads for the arithmetic of this process and resolves when they are at work. Without them it is done
 * in the process's own thread, to the same bits.
 */
export async function hireCrew(size: number): Promise<void> {
  const hired = Array.from({ length: size }, async () => {
    const thread = new Worker(path.join(rootDirectory(), 'bin', 'crew-thread.mjs'), {
      execArgv: ['--conditions=react-server'],
    });
    await new Promise((resolve, reject) => thread.once('message', resolve).once('error', reject));
    const hand: Hand = { thread, piece: null };
    const leave = (error: Error) => {
      if (crew.includes(hand)) crew.splice(crew.indexOf(hand), 1);
      hand.piece?.reject(error);
      hand.piece = null;
      // With nobody left the pieces are done by whoever waits for them.
      if (crew.length === 0) for (const piece of waiting.splice(0)) doneHere(piece);
    };
    thread.on('error', leave);
    thread.on('exit', () => leave(new Error('a measuring thread ended by itself')));
    thread.on('message', (answer: CrewAnswer) => {
      if ('done' in answer) hand.piece?.resolve(answer.done as never);
      else hand.piece?.reject(answer.fault);
      give(hand);
    });
    crew.push(hand);
    give(hand);
  });
  await Promise.all(hired);
}

/** Ends the threads. */
export async function dismissCrew(): Promise<void> {
  await Promise.all(crew.splice(0).map(({ thread }) => thread.terminate()));
}

let here: Promise<void> = Promise.resolve();

/** One after the other, and with a breath between them. */
function doneHere({ name, task, resolve, reject }: Piece): void {
  here = here.then(breathe).then(() => {
    try {
      resolve(measuringWork[name](task as never) as never);
    } catch (error) {
      reject(error as Error);
    }
  });
}

/** Has a piece of work done by the next thread that is free, or here where there are none. */
export function measured<N extends Name>(name: N, task: Parameters<Work[N]>[0]): Promise<ReturnType<Work[N]>> {
  return new Promise((resolve, reject) => {
    const piece: Piece = { name, task, resolve, reject };
    if (crew.length === 0) return doneHere(piece);
    waiting.push(piece);
    const free = crew.find((hand) => hand.piece === null);
    if (free) give(free);
  });
}
