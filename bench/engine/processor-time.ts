import { readdirSync, readFileSync } from 'node:fs';
import { pool } from '@/lib/db/client';
import { timed } from './say';

/** What an act took: by the clock, and of the processors, in this process with its threads and in the database's. */
export type Took = { readonly time: number; readonly own: number; readonly database: number | null };

const fields = (pid: string | number): string[] => {
  const text = readFileSync(`/proc/${pid}/stat`, 'utf8');
  // The name before them may hold blanks and brackets.
  return text.slice(text.lastIndexOf(')') + 2).split(' ');
};
const parentOf = (pid: string | number): string => fields(pid)[1];
const ticksOf = (pid: string | number): number => Number(fields(pid)[11]) + Number(fields(pid)[12]);
/** Of the children that have ended: a connection that was idle for half a minute is closed, and its process with it. */
const ticksOfEnded = (pid: string | number): number => Number(fields(pid)[13]) + Number(fields(pid)[14]);

/** Milliseconds of all processes of the database's server; null where it is on another machine, or this is no Linux. */
async function databaseTime(): Promise<number | null> {
  try {
    const { rows } = await pool().query('SELECT pg_backend_pid() AS pid');
    const server = parentOf(rows[0].pid);
    let ticks = ticksOfEnded(server);
    for (const name of readdirSync('/proc'))
      try {
        if (/^\d+$/.test(name) && parentOf(name) === server) ticks += ticksOf(name);
      } catch {
        // One that has ended since.
      }
    return ticks * 10;
  } catch {
    return null;
  }
}

export async function took(act: () => Promise<unknown>): Promise<Took> {
  const [before, own] = [await databaseTime(), process.cpuUsage()];
  const time = await timed(act);
  const { user, system } = process.cpuUsage(own);
  const after = await databaseTime();
  return { time, own: (user + system) / 1_000, database: before === null || after === null ? null : after - before };
}

/** The processor time of some acts beside that of others: where a machine has much else to do, the clock says less. */
export function processorRatio(above: readonly Took[], below: readonly Took[]): string {
  const sum = (all: readonly Took[]) => all.reduce((all, { own, database }) => all + own + (database ?? 0), 0);
  const part = (all: readonly Took[], pick: (one: Took) => number) => all.reduce((all, one) => all + pick(one), 0);
  const share = part(above, ({ own }) => own) / sum(above);
  return `${(sum(above) / sum(below)).toFixed(2)}×, ${(100 * share).toFixed(0)} % of it in this process`;
}
