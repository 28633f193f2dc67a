import os from 'node:os';
import { connect } from './with-client.mjs';

// The letters "ballast" read as a number.
const lockNumber = '27691666020332404';

/** Somebody else runs Ballast on this database; the message says who, as far as PostgreSQL knows. */
export class InstanceHeld extends Error {}

/**
 * Makes this process the one that runs Ballast on a database for as long as it lives, by a session advisory lock on a
 * connection of its own. The lock needs no clearing up: PostgreSQL drops it when the process is gone, however it went.
 *
 * Resolves with `release` and with `lost`, a promise that resolves when the connection is cut from the other side.
 * Throws `InstanceHeld` when another process holds the lock.
 */
export async function holdInstance(url, purpose = 'npm start') {
  // PostgreSQL cuts the name at 63 bytes.
  const name = `ballast: ${purpose}, process ${process.pid} on ${os.hostname()}`.slice(0, 63);
  const client = await connect(url, { application_name: name });
  const lost = new Promise((resolve) => client.once('end', resolve));
  try {
    const { rows } = await client.query('SELECT pg_try_advisory_lock($1::bigint) AS held', [lockNumber]);
    if (!rows[0].held) throw new InstanceHeld(await describeHolder(client));
    // A holder whose computer vanished from the network is noticed within a minute instead of two hours.
    await client.query(
      'SET tcp_keepalives_idle = 30; SET tcp_keepalives_interval = 10; SET tcp_keepalives_count = 3; SET idle_session_timeout = 0',
    );
  } catch (error) {
    await client.end();
    throw error;
  }
  return { release: () => client.end(), lost };
}

async function describeHolder(client) {
  const { rows } = await client.query(
    `SELECT a.application_name AS name, to_char(a.backend_start AT TIME ZONE 'UTC', 'YYYY-MM-DD HH24:MI') AS since
     FROM pg_locks l JOIN pg_stat_activity a USING (pid)
     WHERE l.locktype = 'advisory' AND l.granted AND l.objsubid = 1
       AND l.database = (SELECT oid FROM pg_database WHERE datname = current_database())
       AND (l.classid::bigint << 32 | l.objid::bigint) = $1::bigint`,
    [lockNumber],
  );
  const [holder] = rows;
  if (!holder) return 'Ballast was running on this data until this moment; try again.';
  return `Ballast runs on this data already: ${holder.name.replace(/^ballast: /, '')}, since ${holder.since} UTC.`;
}
