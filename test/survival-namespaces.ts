import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { localOwner } from '@/lib/db/owner';
import { requestRecalculation } from '@/lib/jobs/request-recalculation';
import { withClient } from '../bin/with-client.mjs';
import { storedNumbers } from './stored-numbers';
import { asOf, countMixed, difference, from, pause, type Survived, sessions, until } from './survival-scene';
import { command, onDatabase, scratch, startServer } from './survival-servers';
import { endWorker, startWorkerAt } from './survival-workers';

const names = ['one', 'two'].map((name) => `ballast-${process.pid}-${name}`);
const link = (i: number, end: 'here' | 'there') => `bl${process.pid % 100_000}${i}${end[0]}`;
const address = (i: number, end: 'here' | 'there') => `10.214.${i + 1}.${end === 'here' ? 1 : 2}`;

/**
 * Two workers, each in a network namespace of its own as on two machines, share the recalculations of one PostgreSQL that
 * neither of them runs. In the middle one of them is cut off from the network, and the other one takes over what it has
 * left. Tried are the recalculations.
 */
export async function twoMachines(rounds: number): Promise<Survived> {
  const wrong: string[] = [];
  let tried = 0;
  const shares = new Map<string, number>();
  const made: string[] = [];
  const access = scratch('hba.conf');
  try {
    for (const [i, name] of names.entries()) {
      command('ip', 'netns', 'add', name);
      made.push(name);
      command('ip', 'link', 'add', link(i, 'here'), 'type', 'veth', 'peer', 'name', link(i, 'there'), 'netns', name);
      command('ip', 'addr', 'add', `${address(i, 'here')}/30`, 'dev', link(i, 'here'));
      command('ip', 'link', 'set', link(i, 'here'), 'up');
      command('ip', '-n', name, 'addr', 'add', `${address(i, 'there')}/30`, 'dev', link(i, 'there'));
      command('ip', '-n', name, 'link', 'set', link(i, 'there'), 'up');
      command('ip', '-n', name, 'link', 'set', 'lo', 'up');
    }
    writeFileSync(access, 'host all all 127.0.0.1/32 scram-sha-256\nhost all all 10.214.0.0/16 scram-sha-256\n', {
      mode: 0o644,
    });
    const server = await startServer('machines', {
      max_connections: 120,
      listen_addresses: ['127.0.0.1', ...names.map((_, i) => address(i, 'here'))].join(','),
      hba_file: path.resolve(access),
    });
    const urlFrom = (i: number) => server.url.replace('127.0.0.1', address(i, 'here'));
    await withClient(server.url, (client) =>
      client.query(`
        CREATE TABLE seen (address text, portfolio_id uuid);
        CREATE FUNCTION see() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
          INSERT INTO seen VALUES (host(inet_client_addr()), NEW.portfolio_id); RETURN NEW; END $$;
        CREATE TRIGGER see AFTER INSERT ON runs FOR EACH ROW EXECUTE FUNCTION see();`),
    );
    const workers = await Promise.all(names.map((name, i) => startWorkerAt(urlFrom(i), ['ip', 'netns', 'exec', name])));
    const { portfolioId, expected } = server.scene;
    try {
      for (let round = 0; round < rounds; round++) {
        const isCut = round % 2 === 1;
        await onDatabase(server.url, async () => {
          await withClient(server.url, (client) =>
            client.query(`TRUNCATE runs, portfolio_snapshots, position_market_betas, position_volatility CASCADE;
                          TRUNCATE symbol_market_betas, symbol_volatilities`),
          );
          // A recalculation a day, the whole range at the end: all of them of one portfolio, which is written in turn.
          const asked: string[] = [];
          for (const date of sessions.slice(-40))
            asked.push((await requestRecalculation(localOwner, portfolioId, { asOf: date, trigger: 'api' })).id);
          asked.push((await requestRecalculation(localOwner, portfolioId, { from, asOf, trigger: 'api' })).id);
          tried += asked.length;
          if (isCut) {
            await pause(300);
            command('ip', 'link', 'set', link(0, 'here'), 'down');
          }
          const states = async () => {
            const { rows } = await withClient(server.url, (client) =>
              client.query('SELECT state FROM recalculations WHERE id = ANY($1)', [asked]),
            );
            return rows.map(({ state }) => state as string);
          };
          await until(
            async () => (await states()).every((state) => state !== 'queued' && state !== 'running'),
            120,
            200,
          );
          if (isCut) {
            command('ip', 'link', 'set', link(0, 'here'), 'up');
            await pause(1_500);
          }
          const other = (await states()).filter((state) => state !== 'completed');
          if (other.length > 0) wrong.push(`round ${round}: ${other.length} are ${[...new Set(other)]}`);
          const mixed = await countMixed(portfolioId);
          if (mixed > 0) wrong.push(`round ${round}: ${mixed} days are a mix`);
          // Of the forty days the scene has those of its range.
          await withClient(server.url, (client) =>
            client.query('DELETE FROM portfolio_snapshots WHERE snapshot_date < $1', [from]),
          );
          const differs = difference(ofRange(expected), ofRange(await storedNumbers(portfolioId)));
          if (differs !== null) wrong.push(`round ${round}: the numbers are others: ${differs}`);
        });
      }
      const { rows } = await withClient(server.url, (client) =>
        client.query('SELECT address, count(*)::int AS runs FROM seen GROUP BY address ORDER BY 1'),
      );
      for (const { address: from, runs } of rows) shares.set(from, runs);
      for (const i of names.keys())
        if (!shares.get(address(i, 'there'))) wrong.push(`the worker at ${address(i, 'there')} has done nothing`);
    } finally {
      await Promise.all(workers.map(endWorker));
      await server.remove();
    }
  } finally {
    for (const name of made) command('ip', 'netns', 'del', name);
  }
  console.log(`  days stored by ${[...shares].map(([from, runs]) => `${from}: ${runs}`).join(', ')}`);
  for (const fault of wrong) console.error(`  two machines: ${fault}`);
  return { tried, wrong: wrong.length };
}

/** The lines of the days of the scene. */
const ofRange = (lines: readonly string[]): string[] =>
  lines.filter((line) => {
    const [date] = /\d{4}-\d{2}-\d{2}/.exec(line) ?? [''];
    return date >= from;
  });
