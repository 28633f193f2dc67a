import { spawnSync } from 'node:child_process';
import path from 'node:path';

/** What another program took, and what it says of the first position's newest date; or why it said nothing. */
export type Peer =
  | { readonly nanoseconds: number; readonly newest: readonly number[]; readonly version: string }
  | { readonly absent: string };

export type PeerTask = {
  /** The script of bench/peers. */
  readonly script: string;
  /** The columns, as `simulatedCloses` lays them out. */
  readonly file: string;
  readonly days: number;
  readonly positions: number;
  readonly dates: number;
  readonly rounds: number;
  /** Whatever else the script takes. */
  readonly further?: readonly number[];
};

const longest = 120_000;

/** Where a Python may be found; the first that has what a script asks for is taken. */
const pythons = ['python3', '/usr/bin/python3', 'python'];

/** Runs a peer on one thread, as the library itself is measured. A peer whose runtime is absent says what is missing. */
export function peer(task: PeerTask): Peer {
  let answer: Peer = { absent: 'python3' };
  for (const python of pythons) {
    const found = peerBy(python, task);
    if (!('absent' in found)) return found;
    // What the first one lacks is told, unless another one has more.
    if (answer.absent === 'python3') answer = found;
  }
  return answer;
}

function peerBy(python: string, { script, file, days, positions, dates, rounds, further = [] }: PeerTask): Peer {
  const one = { OMP_NUM_THREADS: '1', OPENBLAS_NUM_THREADS: '1', MKL_NUM_THREADS: '1' };
  const numbers = [days, positions, dates, rounds, ...further].map(String);
  const { error, status, stdout, stderr } = spawnSync(
    python,
    ['-W', 'ignore', path.join(import.meta.dirname, '..', 'peers', script), file, ...numbers],
    { encoding: 'utf8', env: { ...process.env, ...one, PYTHONDONTWRITEBYTECODE: '1' }, timeout: longest },
  );
  if (error && 'code' in error && error.code === 'ETIMEDOUT') return { absent: `an answer within ${longest / 1000} s` };
  if (error) return { absent: 'python3' };
  if (status !== 0) throw new Error(`bench/peers/${script} failed:\n${stderr}`);
  return JSON.parse(stdout);
}
