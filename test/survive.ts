/** npm run survive: all of it; counts, and a status of 1 where anything was lost, doubled or mixed. */

import { disconnect } from '@/lib/db/client';
import { closeSender } from '@/lib/jobs/queue';
import { manyRequests, simultaneousRounds } from './survival-crowds';
import { cutImports, cutRecalculations } from './survival-cuts';
import { crowdAtTheDoor } from './survival-door';
import { stopEverything } from './survival-launcher';
import { killMigrations } from './survival-migrations';
import { twoMachines } from './survival-namespaces';
import { databaseStandsStill, fillDisk, restartDatabase, stopWeb } from './survival-outages';
import { killRequests } from './survival-requests';
import { type Survived, setScene } from './survival-scene';
import { whyNotAsRoot } from './survival-servers';
import {
  freezeAtEachStatement,
  killAtEachStatement,
  killByChance,
  poisonousJob,
  sameEverywhere,
  stopByChance,
} from './survival-workers';

const short = process.argv.includes('--short');
/** `--only WORD`: of all of it what has the word in its name. */
const only = process.argv.includes('--only') ? process.argv[process.argv.indexOf('--only') + 1] : '';
const lanes = Number(process.env.BALLAST_SURVIVE_LANES ?? 4);

const counts: { what: string; tried: number; wrong: number; seconds: number }[] = [];
async function tell(what: string, act: () => Promise<Survived>): Promise<void> {
  if (!what.includes(only)) return;
  const started = performance.now();
  const { tried, wrong } = await act();
  const seconds = (performance.now() - started) / 1_000;
  counts.push({ what, tried, wrong, seconds });
  console.log(`${what.padEnd(72)} ${tried} tried, ${wrong} wrong, ${seconds.toFixed(0)} s`);
}

/** What needs root and Linux is left out elsewhere, with a line that says so. */
async function tellAsRoot(what: string, tools: readonly string[], act: () => Promise<Survived>): Promise<void> {
  const why = what.includes(only) ? whyNotAsRoot(...tools) : null;
  if (why === null) return tell(what, act);
  console.log(`${what.padEnd(72)} left out: ${why}`);
}

const scene = await setScene();
await tell('worker killed before and after each statement (SIGKILL)', () =>
  killAtEachStatement(scene, lanes, short ? 40 : 1),
);
await tell('worker killed at a random moment (SIGKILL)', () => killByChance(scene, lanes, short ? 8 : 500));
await tell('worker frozen at each statement beyond its lease, and thawed (SIGSTOP)', () =>
  freezeAtEachStatement(scene, lanes, short ? 12 : 1),
);
await tell('worker told to stop under way (SIGTERM)', () => stopByChance(scene, lanes, short ? 4 : 40));
await tell('job that kills every worker is given up, and says so', () => poisonousJob(scene));
await tell('same numbers in five time zones, and by two to eight workers', () => sameEverywhere(scene));
await tell('web server killed before and after each statement of a request (SIGKILL)', () =>
  killRequests(scene, lanes, short ? 15 : 1),
);
await tell('recalculation cut off before and after each statement', () => cutRecalculations(scene, short ? 5 : 1));
await tell('import cut off before and after each statement', () => cutImports(scene, short ? 2 : 1));
await tell('1,000 requests of one recalculation in one process', () => manyRequests(scene, 1_000));
await tell('2 to 8 recalculations and imports at once', () => simultaneousRounds(scene, short ? 20 : 500));
await tell('database restarted under load, fast and immediate: only 503', () => restartDatabase(short ? 1 : 5));
if (process.platform === 'linux')
  await tell('database stands still under load: only 503', () => databaseStandsStill(short ? 1 : 3));
await tell('web server told to stop under load (SIGTERM)', () => stopWeb(short ? 2 : 10));
await tell('npm start told to stop under load (SIGTERM)', () => stopEverything(short ? 1 : 5));
await tell('1,000 requests of recalculations at the door, and reads among them', () => crowdAtTheDoor(1_000));
await tellAsRoot('full disk: 507, nothing half-written, and back', ['mount'], () => fillDisk(short ? 2 : 6));
await tellAsRoot('two machines (network namespaces) share the work, one is cut off', ['ip'], () =>
  twoMachines(short ? 2 : 6),
);
await closeSender();
await disconnect();
await tell('migration killed after each of its statements', () =>
  killMigrations(
    process.env.DATABASE_URL!,
    short ? ['empty', 'in use'] : ['empty', 'in use', 'a million prices'],
    short ? 30 : 1,
  ),
);

const sum = (key: 'tried' | 'wrong') => counts.reduce((all, one) => all + one[key], 0);
console.log(`${'all of it'.padEnd(72)} ${sum('tried')} tried, ${sum('wrong')} wrong`);
process.exit(sum('wrong') > 0 ? 1 : 0);
