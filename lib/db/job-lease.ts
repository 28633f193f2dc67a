import 'server-only';
import { pool } from './client';

/**
 * Sets how long the jobs of a queue may be silent before they are given to another worker. pg-boss's own door asks for
 * ten seconds at least; its table takes what a worker's heart can keep up with. Jobs that wait take it over as well.
 */
export async function setJobLease(queue: string, seconds: number): Promise<void> {
  await pool().query(
    `WITH changed AS (
       UPDATE pgboss.queue SET heartbeat_seconds = $2 WHERE name = $1 AND heartbeat_seconds IS DISTINCT FROM $2
       RETURNING name)
     UPDATE pgboss.job SET heartbeat_seconds = $2
      WHERE name IN (SELECT name FROM changed) AND state IN ('created', 'retry')`,
    [queue, seconds],
  );
}
