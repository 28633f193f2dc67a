import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { type Fuse, fuseBefore, type Statement, type Trip } from './fuse';
import { storedNumbers } from './stored-numbers';
import { endWithUs, workerProgram } from './survival-program';
import {
  asOf,
  type Beginning,
  begin,
  beginnings,
  countMixed,
  difference,
  enqueue,
  from,
  inLanes,
  type Lane,
  openLanes,
  pause,
  type Scene,
  type Survived,
  sessions,
  until,
} from './survival-scene';

/**
 * Real workers that are killed, frozen or told to stop in the middle of their work, on a lease of a second. Another
 * worker takes up what they have left; the numbers have to be those of an undisturbed run.
 */
export type Worker = { readonly child: ChildProcess; readonly fuse: Fuse; readonly gone: Promise<unknown> };

/** A worker on a database, started by itself or by another program (`launch`). */
export async function startWorkerAt(
  url: string,
  launch: readonly string[] = [],
  env: Readonly<Record<string, string>> = {},
  onSpawn: (child: ChildProcess) => void = () => {},
): Promise<Omit<Worker, 'fuse'>> {
  const [program, ...args] = [...launch, process.execPath, await workerProgram(), '--concurrency', '1'];
  const child = spawn(program, args, {
    stdio: ['ignore', 'ignore', process.env.BALLAST_SURVIVE_LOG ? 'inherit' : 'ignore', 'ipc'],
    env: {
      ...process.env,
      NODE_ENV: 'production',
      DATABASE_URL: url,
      BALLAST_JOB_LEASE_SECONDS: '1',
      BALLAST_TODAY: asOf,
      BALLAST_PROVIDER_STUB: 'http://127.0.0.1:9',
      ...env,
    },
  });
  endWithUs(child);
  onSpawn(child);
  const gone = new Promise((resolve) => child.once('exit', resolve));
  await Promise.race([once(child, 'message'), gone]);
  return { child, gone };
}

/**
 * A worker whose way to the database can be watched and cut. `killedAt`: where it ends, from its first statement on, for
 * work that waits is taken up before the worker says that it is ready.
 */
export async function startWorker(url: string, killedAt?: Omit<Trip, 'act'>): Promise<Worker> {
  const fuse = await fuseBefore(url);
  const { child, gone } = await startWorkerAt(fuse.url, [], {}, (child) => {
    if (killedAt) fuse.arm({ ...killedAt, act: () => child.kill('SIGKILL') });
  });
  return { child, fuse, gone: gone.then(() => fuse.close()) };
}

export async function endWorker({ child, gone }: Omit<Worker, 'fuse'>): Promise<void> {
  child.kill('SIGKILL');
  await gone;
}

const isGone = ({ child }: Worker): boolean => child.exitCode !== null || child.signalCode !== null;

/** The worker's statements are of two kinds: those of the recalculation, and those with which the queue is asked. */
const ofRecalculation = ({ application }: Statement): boolean => application !== 'ballast worker';
const ofQueue = ({ text, application }: Statement): boolean =>
  application === 'ballast worker' && /completed_on|heartbeat_on = /.test(text) && !/FOR UPDATE OF j SKIP/.test(text);

/** One moment at which a worker is hit: at a statement, or by chance. */
type Hit = { readonly beginning: Beginning } & (
  | { readonly trip: Pick<Trip, 'at' | 'when'> & { readonly counts: typeof ofRecalculation } }
  | { readonly afterMs: number }
);

async function stateOf({ db }: Lane, id: string): Promise<{ state: string; job: string | null }> {
  const { rows } = await db.query(
    `SELECT r.state, j.state::text AS job FROM recalculations r LEFT JOIN pgboss.job j ON j.id = r.id WHERE r.id = $1`,
    [id],
  );
  return rows[0];
}

/** Whether a recalculation has ended for itself and for the queue. */
const hasEnded = async (lane: Lane, id: string): Promise<boolean> => {
  const { state, job } = await stateOf(lane, id);
  return !['queued', 'running'].includes(state) && !['created', 'retry', 'active'].includes(job ?? '');
};

/** How many statements an undisturbed recalculation has, and how long it takes. */
async function measureOnce(lane: Lane, beginning: Beginning, counts: (statement: Statement) => boolean) {
  const worker = await startWorker(lane.url);
  await begin(beginning, lane.db);
  worker.fuse.arm({ at: Number.POSITIVE_INFINITY, when: 'before', counts });
  const started = performance.now();
  const id = await enqueue(lane);
  await until(() => hasEnded(lane, id), 60, 5);
  const found = { statements: worker.fuse.statements(), ms: performance.now() - started };
  await endWorker(worker);
  return found;
}

/** What is wrong after a worker was hit and another one has done the work. */
async function faultsAfter(lane: Lane, id: string, mixed: number): Promise<string[]> {
  const { state, job } = await stateOf(lane, id);
  const { rows } = await lane.db.query(
    `SELECT count(*)::int AS stuck FROM pgboss.job WHERE state IN ('created', 'retry', 'active', 'failed')`,
  );
  const other = difference(lane.expected, await storedNumbers(lane.portfolioId, lane.db));
  return [
    mixed > 0 && `${mixed} days are a mix`,
    state !== 'completed' && `the recalculation is ${state}`,
    (job !== 'completed' || rows[0].stuck > 0) && `its job is ${job}, ${rows[0].stuck} jobs are stuck`,
    other !== null && `the numbers are others: ${other}`,
  ].filter((fault) => fault !== false);
}

/** The worker that is hit next in each lane: the one that has cleared up after the one before. */
type Crew = Map<Lane, Worker>;

const tell = (what: string, hit: Hit, faults: readonly string[]) =>
  console.error(`${what} ${JSON.stringify(hit)}: ${faults.join('; ')}`);

/** Kills the lane's worker at a moment. Whether it was hit at all, and what was wrong afterwards. */
async function killOnce(lane: Lane, crew: Crew, hit: Hit): Promise<{ hit: boolean; faults: string[] }> {
  const victim = crew.get(lane) ?? (await startWorker(lane.url));
  await begin(hit.beginning, lane.db);
  const kill = () => victim.child.kill('SIGKILL');
  if ('trip' in hit) victim.fuse.arm({ ...hit.trip, act: kill });
  const id = await enqueue(lane);
  if ('afterMs' in hit) setTimeout(kill, hit.afterMs);
  await until(async () => isGone(victim) || (await hasEnded(lane, id)), 60, 10);
  if (!isGone(victim) && 'trip' in hit) {
    crew.set(lane, victim);
    return { hit: false, faults: await faultsAfter(lane, id, 0) };
  }
  await victim.gone;
  // What it had sent is carried out to its end by the database.
  await pause(20);
  const mixed = await countMixed(lane.portfolioId, lane.db);
  crew.set(lane, await startWorker(lane.url));
  await until(() => hasEnded(lane, id), 180);
  return { hit: true, faults: await faultsAfter(lane, id, mixed) };
}

async function hitAll(
  scene: Scene,
  lanes: number,
  what: string,
  hitsOf: (lane: Lane) => Promise<Hit[]>,
  hitOnce: (lane: Lane, crew: Crew, hit: Hit) => Promise<{ hit: boolean; faults: string[] }>,
): Promise<Survived> {
  const all = await openLanes(scene, lanes);
  const crew: Crew = new Map();
  let tried = 0;
  let wrong = 0;
  try {
    await inLanes(all, await hitsOf(all[0]), async (lane, hit) => {
      const outcome = await hitOnce(lane, crew, hit);
      if (outcome.hit) tried++;
      if (outcome.faults.length === 0) return;
      wrong++;
      tell(what, hit, outcome.faults);
      // The next one begins from what ought to be there.
      await repair(lane, crew);
    });
  } finally {
    await Promise.all([...crew.values()].map(endWorker));
    for (const lane of all) await lane.close();
  }
  return { tried, wrong };
}

/** After a fault: no old job, and a complete set. */
async function repair(lane: Lane, crew: Crew): Promise<void> {
  const old = crew.get(lane);
  if (old) await endWorker(old);
  await lane.db.query('DELETE FROM pgboss.job');
  await lane.db.query(`UPDATE recalculations SET state = 'cancelled', finished_at = now()
                        WHERE state IN ('queued', 'running')`);
  await begin('nothing', lane.db);
  const worker = await startWorker(lane.url);
  crew.set(lane, worker);
  const id = await enqueue(lane);
  await until(() => hasEnded(lane, id), 60);
}

/**
 * The worker is killed before and after each statement of a recalculation and of its dealings with the queue, from each
 * beginning; `step` takes every so many of them.
 */
export const killAtEachStatement = (scene: Scene, lanes: number, step = 1): Promise<Survived> =>
  hitAll(
    scene,
    lanes,
    'SIGKILL',
    async (lane) => {
      const hits: Hit[] = [];
      for (const beginning of beginnings)
        for (const counts of [ofRecalculation, ofQueue]) {
          const { statements } = await measureOnce(lane, beginning, counts);
          for (let at = 1; at <= statements; at++)
            for (const when of ['before', 'after'] as const) hits.push({ beginning, trip: { at, when, counts } });
        }
      return hits.filter((_, i) => i % step === 0);
    },
    killOnce,
  );

/** The worker is killed at moments that nobody has chosen. */
export const killByChance = (scene: Scene, lanes: number, count: number): Promise<Survived> =>
  hitAll(
    scene,
    lanes,
    'SIGKILL',
    async (lane) => {
      const { ms } = await measureOnce(lane, 'nothing', ofRecalculation);
      return Array.from({ length: count }, (_, i) => ({
        beginning: beginnings[i % beginnings.length],
        afterMs: Math.random() * ms * 1.2,
      }));
    },
    killOnce,
  );

/**
 * Stops the lane's worker where it stands until another one has done its work, and lets it go on then: it must not write
 * any more, though it knows nothing of the time that has passed.
 */
async function freezeOnce(lane: Lane, crew: Crew, hit: Hit): Promise<{ hit: boolean; faults: string[] }> {
  const victim = crew.get(lane) ?? (await startWorker(lane.url));
  await begin(hit.beginning, lane.db);
  let isFrozen = false;
  const freeze = () => {
    isFrozen = true;
    victim.child.kill('SIGSTOP');
  };
  if ('trip' in hit) victim.fuse.arm({ ...hit.trip, act: freeze, keeps: true });
  const id = await enqueue(lane);
  if ('afterMs' in hit) setTimeout(freeze, hit.afterMs);
  await until(async () => isFrozen || (await hasEnded(lane, id)), 60, 5);
  crew.set(lane, victim);
  if (!isFrozen && 'trip' in hit) return { hit: false, faults: await faultsAfter(lane, id, 0) };
  await until(() => isFrozen, 10);
  const other = await startWorker(lane.url);
  crew.set(lane, other);
  await until(() => hasEnded(lane, id), 180);
  const before = await storedNumbers(lane.portfolioId, lane.db);
  const runsBefore = await countRuns(lane);
  victim.child.kill('SIGCONT');
  await pause(600);
  const written = difference(before, await storedNumbers(lane.portfolioId, lane.db));
  const runs = (await countRuns(lane)) - runsBefore;
  const faults = await faultsAfter(lane, id, await countMixed(lane.portfolioId, lane.db));
  if (written !== null || runs > 0) faults.push(`the frozen worker wrote ${runs} runs: ${written}`);
  await endWorker(victim);
  return { hit: true, faults };
}

const countRuns = async ({ db }: Lane): Promise<number> =>
  (await db.query('SELECT count(*)::int AS runs FROM runs')).rows[0].runs;

/** The worker is frozen at each statement of a recalculation, beyond its lease, and thawed. */
export const freezeAtEachStatement = (scene: Scene, lanes: number, step = 1): Promise<Survived> =>
  hitAll(
    scene,
    lanes,
    'SIGSTOP',
    async (lane) => {
      const { statements } = await measureOnce(lane, 'nothing', ofRecalculation);
      return Array.from({ length: statements }, (_, i) => ({
        beginning: 'nothing' as const,
        trip: { at: i + 1, when: 'after' as const, counts: ofRecalculation },
      })).filter((_, i) => i % step === 0);
    },
    freezeOnce,
  );

/** The worker is told to stop: it does so within ten seconds, with status 0, and another one goes on. */
async function stopOnce(lane: Lane, crew: Crew, hit: Hit): Promise<{ hit: boolean; faults: string[] }> {
  const victim = crew.get(lane) ?? (await startWorker(lane.url));
  await begin(hit.beginning, lane.db);
  const id = await enqueue(lane);
  if ('afterMs' in hit) await pause(hit.afterMs);
  const askedAt = Date.now();
  victim.child.kill('SIGTERM');
  await victim.gone;
  const tookMs = Date.now() - askedAt;
  const mixed = await countMixed(lane.portfolioId, lane.db);
  crew.set(lane, await startWorker(lane.url));
  await until(() => hasEnded(lane, id), 180);
  const faults = await faultsAfter(lane, id, mixed);
  const status = victim.child.exitCode ?? victim.child.signalCode;
  if (status !== 0 || tookMs > 10_000) faults.push(`it ended with ${status} after ${tookMs} ms`);
  return { hit: true, faults };
}

export const stopByChance = (scene: Scene, lanes: number, count: number): Promise<Survived> =>
  hitAll(
    scene,
    lanes,
    'SIGTERM',
    async () => Array.from({ length: count }, () => ({ beginning: 'nothing', afterMs: Math.random() * 400 })),
    stopOnce,
  );

/**
 * A recalculation that is the end of every worker that takes it up is given up after four of them, says so, and keeps no
 * other one from being done. Tried are the workers.
 */
export async function poisonousJob(scene: Scene): Promise<Survived> {
  const [lane] = await openLanes(scene, 1);
  const faults: string[] = [];
  let tried = 0;
  try {
    await begin('nothing', lane.db);
    const id = await enqueue(lane);
    while (tried < 10 && !(await hasEnded(lane, id))) {
      // The first statement of a recalculation after it was taken up, on the connections of the recalculation alone.
      const takesUp = ({ text }: Statement) => text.includes('attempts + 1');
      const worker = await startWorker(lane.url, { at: 1, when: 'after', counts: takesUp });
      await until(async () => isGone(worker) || (await hasEnded(lane, id)), 60);
      if (isGone(worker)) tried++;
      await endWorker(worker);
    }
    const { rows } = await lane.db.query(
      'SELECT state, attempts, error_code, error_detail FROM recalculations WHERE id = $1',
      [id],
    );
    const [told] = rows;
    if (told.state !== 'failed' || told.error_code !== 'worker_failed' || !told.error_detail)
      faults.push(`it is ${JSON.stringify(told)}`);
    if (tried !== 4) faults.push(`${tried} workers have died of it`);
    const worker = await startWorker(lane.url);
    const next = await enqueue(lane);
    await until(() => hasEnded(lane, next), 60);
    const differs = difference(lane.expected, await storedNumbers(lane.portfolioId, lane.db));
    if (differs !== null) faults.push(`the next one: ${differs}`);
    await endWorker(worker);
  } finally {
    await lane.close();
  }
  for (const fault of faults) console.error(`  poison: ${fault}`);
  return { tried, wrong: faults.length };
}

/**
 * The same numbers to the last bit, wherever the workers think they are and however many they are: five time zones, and
 * two, four and eight workers for the days one by one. Tried are the worlds.
 */
export async function sameEverywhere(scene: Scene): Promise<Survived> {
  const [lane] = await openLanes(scene, 1);
  const worlds = [
    ...['Pacific/Kiritimati', 'Pacific/Pago_Pago', 'America/New_York', 'Asia/Kathmandu', 'UTC'].map((TZ) => ({
      TZ,
      many: 1,
    })),
    ...[2, 4, 8].map((many) => ({ TZ: 'Australia/Lord_Howe', many })),
  ];
  let wrong = 0;
  try {
    for (const { TZ, many } of worlds) {
      await begin('nothing', lane.db);
      const workers = await Promise.all(Array.from({ length: many }, () => startWorkerAt(lane.url, [], { TZ })));
      const days = many === 1 ? [[from, asOf]] : sessions.slice(-9).map((date) => [date, date]);
      const asked = await Promise.all(days.map(([first, last]) => enqueue(lane, first, last)));
      await until(async () => (await Promise.all(asked.map((id) => hasEnded(lane, id)))).every(Boolean), 120);
      const differs = difference(lane.expected, await storedNumbers(lane.portfolioId, lane.db));
      await Promise.all(workers.map(endWorker));
      if (differs === null) continue;
      wrong++;
      console.error(`  ${many} in ${TZ}: ${differs}`);
    }
  } finally {
    await lane.close();
  }
  return { tried: worlds.length, wrong };
}
