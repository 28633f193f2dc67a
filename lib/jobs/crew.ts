import 'server-only';
import path from 'node:path';
import { Worker } from 'node:worker_threads';
import { rootDirectory } from '../env';
import { log } from '../log';
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

/** A thread and what it has been given, the piece it is at first. */
type Hand = { readonly thread: Worker; readonly pieces: Piece[] };

/** So many pieces are with a thread: the next one is there when one is done, and nobody has to be woken for it. */
const piecesAhead = 2;

const crew: Hand[] = [];
const waiting: Piece[] = [];
/** How many threads there may be. */
let most = 0;

/** How many pieces are done at the same time, or will be. */
export const crewSize = (): number => Math.max(1, crew.length, most);

/** Gives the thread what there is, until it has enough. */
function give(hand: Hand): void {
  while (hand.pieces.length < piecesAhead && waiting.length > 0) {
    const piece = waiting.shift()!;
    hand.pieces.push(piece);
    const { name, task } = piece;
    hand.thread.postMessage({ name, task } satisfies CrewRequest);
  }
  // What is being measured keeps the process; a crew that waits does not.
  if (hand.pieces.length > 0) hand.thread.ref();
  else hand.thread.unref();
}

/** A thread that is at work. */
async function hire(): Promise<void> {
  const thread = new Worker(path.join(rootDirectory(), 'bin', 'crew-thread.mjs'), {
    execArgv: ['--conditions=react-server'],
  });
  await new Promise((resolve, reject) => thread.once('message', resolve).once('error', reject));
  const hand: Hand = { thread, pieces: [] };
  const leave = (error: Error) => {
    if (crew.includes(hand)) crew.splice(crew.indexOf(hand), 1);
    for (const { reject } of hand.pieces.splice(0)) reject(error);
    if (crew.length === 0) void workHere();
  };
  thread.on('error', leave);
  thread.on('exit', () => leave(new Error('a measuring thread ended by itself')));
  thread.on('message', (answer: CrewAnswer) => {
    // It does one after the other, in the order in which they were given.
    const piece = hand.pieces.shift();
    give(hand);
    if ('done' in answer) piece?.resolve(answer.done as never);
    else piece?.reject(answer.fault);
  });
  crew.push(hand);
  give(hand);
}

let hiring: Promise<unknown> | null = null;

/**
 * Opens so many threads for the arithmetic of this process and resolves when they are at work. Until then, and without
 * any, it is done in the process's own thread, to the same bits.
 */
export async function hireCrew(size: number): Promise<void> {
  most = size;
  hiring ??= Promise.all(Array.from({ length: size }, hire));
  await hiring;
}

/** Allows so many threads; they are opened by the first work that is large enough for them. */
export function allowCrew(size: number): void {
  most = size;
}

/** So many estimates of a security on a day are worth opening threads for: half a second of arithmetic. */
const largeWork = 1_000;

/** Says how large a work is to come. */
export function expectWork(securityDays: number): void {
  if (most > 0 && hiring === null && securityDays >= largeWork)
    hireCrew(most).catch((error) => log.warn({ err: error }, 'no threads to measure in'));
}

/** Ends the threads. */
export async function dismissCrew(): Promise<void> {
  await hiring?.catch(() => {});
  [hiring, most] = [null, 0];
  await Promise.all(crew.splice(0).map(({ thread }) => thread.terminate()));
}

let isWorkingHere = false;

/** One piece after the other in this very thread, with a breath between them, until there is a crew. */
async function workHere(): Promise<void> {
  if (isWorkingHere) return;
  isWorkingHere = true;
  while (crew.length === 0 && waiting.length > 0) {
    await breathe();
    const piece = waiting.shift();
    if (!piece) break;
    try {
      piece.resolve(measuringWork[piece.name](piece.task as never) as never);
    } catch (error) {
      piece.reject(error as Error);
    }
  }
  isWorkingHere = false;
}

/** Has a piece of work done by the next thread that is free, or here where there are none. */
export function measured<N extends Name>(name: N, task: Parameters<Work[N]>[0]): Promise<ReturnType<Work[N]>> {
  return new Promise((resolve, reject) => {
    waiting.push({ name, task, resolve, reject });
    if (crew.length === 0) void workHere();
    else give(crew.reduce((freest, hand) => (hand.pieces.length < freest.pieces.length ? hand : freest)));
  });
}
