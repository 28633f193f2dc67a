import { importTemplates } from '@/lib/import/templates';
import { withClient } from '../bin/with-client.mjs';
import { fuseBefore } from './fuse';
import { difference, inLanes, type Lane, openLanes, type Scene, type Survived, sessions } from './survival-scene';
import { endWeb, startWeb, type Web } from './survival-web';

/** A request that writes: what is sent, and the statements that count for it. */
type Writing = {
  readonly name: string;
  readonly send: (web: Web, lane: Lane, key: string) => ReturnType<Web['ask']>;
};

const csv = (name: string, path: (lane: Lane) => string, body: string): Writing => ({
  name,
  send: (web, lane, key) => web.ask('POST', `/api/v1${path(lane)}`, { body, headers: { 'idempotency-key': key } }),
});

const days = sessions.slice(-40);
const writings: readonly Writing[] = [
  csv(
    'import of prices',
    () => '/prices/import',
    `date,symbol,close\n${days.map((date, i) => `${date},S0,${30 + i}\n${date},CUT,${10 + i}\n`).join('')}`,
  ),
  csv(
    'import of holdings',
    ({ portfolioId }) => `/portfolios/${portfolioId}/positions/import?mode=replace`,
    'symbol,quantity,lot_id\nS0,5,L0\nS1,-7,L9\nCUT,3,\nNEVERSEEN,4,\n',
  ),
  csv(
    'import of actions',
    () => '/actions/import',
    `date,symbol,dividend,split\n${days[3]},S0,0.5,\n${days[9]},S1,,2\n`,
  ),
  csv(
    'import of securities',
    () => '/securities/import',
    'symbol,name,sector\nS0,Null AG,Financials\nS1,One Inc.,Energy\nNEW,New one,Utilities\n',
  ),
  csv(
    'import of sector weights',
    () => '/benchmarks/SP500/sector-weights/import',
    importTemplates.sector_weights.replaceAll('2025-08-25', '2024-06-28'),
  ),
  {
    name: 'new portfolio',
    send: (web, _, key) =>
      web.ask('POST', '/api/v1/portfolios', { body: { name: 'Once' }, headers: { 'idempotency-key': key } }),
  },
  {
    name: 'request of a recalculation',
    send: (web, { portfolioId }, key) =>
      web.ask('POST', `/api/v1/portfolios/${portfolioId}/recalculations`, {
        body: { from: days[0] },
        headers: { 'idempotency-key': key },
      }),
  },
];

/**
 * All that a request may write, without numbers that a taken back transaction uses up, and instants. The answers that
 * are kept under keys are no part of it: they name such numbers.
 */
async function stateOf(url: string): Promise<string[]> {
  return withClient(url, async (client) => {
    const { rows: tables } = await client.query(
      `SELECT relname::text AS name FROM pg_class WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace
          AND relname NOT IN ('_prisma_migrations', 'idempotency_keys') ORDER BY 1`,
    );
    const lines: string[] = [];
    for (const { name } of tables) {
      const { rows } = await client.query(
        `SELECT r::text AS row FROM (
           SELECT (SELECT jsonb_object_agg(key, value) FROM jsonb_each(to_jsonb(t) - 'holdings_version')
                    WHERE key = 'lot_id' OR key !~ '(^|_)(id|at|since|changed)$')
                  || CASE WHEN to_jsonb(t) ? 'security_id' THEN jsonb_build_object('of', (
                       SELECT s.symbol FROM securities s WHERE s.id = (to_jsonb(t) ->> 'security_id')::int))
                     ELSE '{}' END AS r
             FROM "${name}" t) rows ORDER BY 1`,
      );
      lines.push(...rows.map(({ row }) => `${name} ${row}`));
    }
    const { rows: jobs } = await client.query(`SELECT name || ' ' || state AS row FROM pgboss.job ORDER BY 1`);
    return [...lines, ...jobs.map(({ row }) => `job ${row}`)];
  });
}

type Point = {
  readonly writing: Writing;
  readonly at: number;
  readonly when: 'before' | 'after';
  readonly done: string[];
};

/**
 * The web server is killed before and after each statement of each kind of import and of two other requests. What is
 * there afterwards is all of it or nothing; the same request again, under the same Idempotency-Key, has the effect of
 * one, to the row.
 */
export async function killRequests(scene: Scene, count: number, step = 1): Promise<Survived> {
  const lanes = await openLanes(scene, count);
  // They are copied, and nobody may be connected to them then.
  for (const { db } of lanes) await db.end();
  let tried = 0;
  let wrong = 0;
  try {
    const before = await stateOf(lanes[0].url);
    const points: Point[] = [];
    for (const writing of writings) {
      const done = await onCopy(lanes[0], async (lane) => {
        const fuse = await fuseBefore(lane.url);
        const web = await startWeb(fuse.url);
        fuse.arm({ at: Number.POSITIVE_INFINITY, when: 'before' });
        const { status, body } = await writing.send(web, lane, 'undisturbed');
        if (status >= 300) throw new Error(`the ${writing.name} is answered with ${status}: ${body}`);
        const after = await stateOf(lane.url);
        for (let at = 1; at <= fuse.statements(); at++)
          for (const when of ['before', 'after'] as const) points.push({ writing, at, when, done: after });
        await endWeb(web);
        await fuse.close();
        return after;
      });
      if (difference(before, done) === null) throw new Error(`the ${writing.name} changes nothing`);
    }
    await inLanes(
      lanes,
      points.filter((_, i) => i % step === 0),
      (free, { writing, at, when, done }) =>
        onCopy(free, async (lane) => {
          const fuse = await fuseBefore(lane.url);
          const web = await startWeb(fuse.url);
          fuse.arm({ at, when, act: () => web.child.kill('SIGKILL') });
          const answered = await writing.send(web, lane, 'killed').catch(() => null);
          const killedAt = fuse.tripped();
          await endWeb(web);
          await fuse.close();
          // Statements of another start: fewer, or others in between. Nothing was killed.
          if (killedAt === null) return;
          tried++;
          await settled(lane);
          const left = await stateOf(lane.url);
          const again = await startWeb(lane.url);
          const answer = await writing.send(again, lane, 'killed');
          const end = await stateOf(lane.url);
          await endWeb(again);
          const faults = [
            answered !== null && answered.status < 500 && when === 'before' && `it was answered ${answered.status}`,
            difference(before, left) !== null && difference(done, left) !== null && `half: ${difference(done, left)}`,
            answer.status >= 300 && `again, it is answered ${answer.status} ${answer.body}`,
            difference(done, end) !== null && `in the end: ${difference(done, end)}`,
          ].filter(Boolean);
          if (faults.length === 0) return;
          wrong++;
          console.error(`${writing.name} killed ${when} ${at} "${killedAt.slice(0, 80)}": ${faults.join('; ')}`);
        }),
    );
  } finally {
    for (const lane of lanes) await lane.close();
  }
  return { tried, wrong };
}

/** Waits until what the killed server had begun has ended in the database. */
async function settled({ url }: Lane): Promise<void> {
  await withClient(url, async (client) => {
    for (;;) {
      const { rows } = await client.query(
        `SELECT count(*)::int AS others FROM pg_stat_activity
          WHERE datname = current_database() AND pid <> pg_backend_pid() AND backend_type = 'client backend'`,
      );
      if (rows[0].others === 0) return;
      await new Promise((resolve) => setTimeout(resolve, 10));
    }
  });
}

let copies = 0;

/** A copy of a lane's database, which is dropped afterwards. The lane itself must not be connected to meanwhile. */
async function onCopy<T>(lane: Lane, act: (copy: Lane) => Promise<T>): Promise<T> {
  const server = lane.url.replace(/\/[^/]*$/, '/postgres');
  const template = lane.url.split('/').at(-1);
  const name = `copy_${process.pid}_${++copies}`;
  await withClient(server, (client) => client.query(`CREATE DATABASE ${name} TEMPLATE ${template}`));
  try {
    return await act({ ...lane, url: lane.url.replace(/\/[^/]*$/, `/${name}`) });
  } finally {
    await withClient(server, (client) => client.query(`DROP DATABASE IF EXISTS ${name} WITH (FORCE)`));
  }
}
