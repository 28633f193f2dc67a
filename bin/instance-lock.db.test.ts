import { describe, expect, it } from 'vitest';
import { freshDatabase } from '../test/fresh-database';
import { holdInstance, InstanceHeld } from './instance-lock.mjs';
import { withClient } from './with-client.mjs';

const url = process.env.DATABASE_URL as string;

describe('holdInstance', () => {
  it('refuses a second holder and says who the first is', async () => {
    const first = await holdInstance(url, 'npm start');
    const second = holdInstance(url, 'npm start');
    await expect(second).rejects.toThrow(InstanceHeld);
    await expect(second).rejects.toThrow(
      new RegExp(`Ballast runs on this data already: npm start, process ${process.pid} on .+, since .+ UTC`),
    );
    await first.release();
    const third = await holdInstance(url);
    await third.release();
  });

  it('holds one database and not its neighbours on the same server', async () => {
    const neighbour = await freshDatabase();
    const [here, there] = await Promise.all([holdInstance(url), holdInstance(neighbour.url)]);
    await Promise.all([here.release(), there.release()]);
    await neighbour.drop();
  });

  it('is free again, and tells its holder, when the connection is cut', async () => {
    const first = await holdInstance(url);
    await withClient(url, (client) =>
      client.query("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name LIKE 'ballast: %'"),
    );
    await first.lost;
    const second = await holdInstance(url);
    await second.release();
  });
});
