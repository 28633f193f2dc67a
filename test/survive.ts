/** npm run survive: all of it; counts, and a status of 1 where anything was lost, doubled or mixed. */
import { disconnect } from '@/lib/db/client';
import {
  closeSender,
  cutImports,
  cutRecalculations,
  manyRequests,
  type Survived,
  setScene,
  simultaneousRounds,
  troubledWorkers,
} from './survival';

const scene = await setScene();
let worst = 0;
/** `--only WORD`: of all of it what has the word in its name. */
const only = process.argv[process.argv.indexOf('--only') + 1];
const isWanted = (what: string) => !process.argv.includes('--only') || what.includes(only);

async function tell(what: string, act: () => Promise<Survived>): Promise<void> {
  if (!isWanted(what)) return;
  const started = performance.now();
  const { tried, wrong } = await act();
  worst += wrong;
  console.log(
    `${what.padEnd(62)} ${tried} tried, ${wrong} wrong, ${((performance.now() - started) / 1_000).toFixed(0)} s`,
  );
}

const short = process.argv.includes('--short');
for (let i = 1; i <= (short ? 1 : 9); i++)
  await tell(`recalculation cut off before and after each statement (${i})`, () => cutRecalculations(scene));
for (let i = 1; i <= (short ? 1 : 4); i++)
  await tell(`imports cut off before and after each statement (${i})`, () => cutImports(scene));
await tell('2 to 8 recalculations and imports at once', () => simultaneousRounds(scene, short ? 20 : 500));
await tell('1,000 requests of one recalculation', () => manyRequests(scene, 1_000));
await tell('worker killed at a random moment (SIGKILL)', () => troubledWorkers(scene, 'SIGKILL', short ? 2 : 20));
await tell('worker frozen beyond its lease and thawed (SIGSTOP)', () =>
  troubledWorkers(scene, 'SIGSTOP', short ? 1 : 5),
);
await tell('worker told to stop under way (SIGTERM)', () => troubledWorkers(scene, 'SIGTERM', short ? 1 : 5));
await closeSender();
await disconnect();
process.exit(worst > 0 ? 1 : 0);
