import 'server-only';

/** A fault of the database that passes: what a client is told, and that it may try again. */
export type DatabaseProblem = { readonly status: 503 | 507; readonly code: string; readonly detail: string };

const diskFull = '53100';
const unavailable = new Set([
  '08000',
  '08001',
  '08003',
  '08004',
  '08006', // connection exceptions
  '53000',
  '53200',
  '53300', // out of memory, too many connections
  '57P01',
  '57P02',
  '57P03',
  '57P05', // shutting down, crashed, starting up, idle session ended
  '25006', // read-only transaction
  '58030', // input/output error
  'ECONNREFUSED',
  'ECONNRESET',
  'EPIPE',
  'ETIMEDOUT',
  'ENOTFOUND',
  'EHOSTUNREACH',
]);
// `pg` gives these no code.
const lostConnection =
  /Connection terminated|timeout exceeded when trying to connect|Client has encountered a connection error|server closed the connection/i;
const missingSchema = new Set(['42P01', '42703', '42883', '3F000']);
const cannotReach = /Can't reach database server|P1001|P1002|P1008|P1017|P2024/;

const causes = function* (error: unknown): Generator<{ code?: unknown; message?: unknown }> {
  for (let at = error, depth = 0; at && depth < 5; at = (at as { cause?: unknown }).cause, depth++)
    yield at as { code?: unknown; message?: unknown };
};

/** What is wrong with the database, null where the error is not the database's. */
export function databaseProblem(error: unknown): DatabaseProblem | null {
  for (const { code, message } of causes(error)) {
    const text = String(message ?? '');
    if (code === diskFull) return { status: 507, code: 'storage_full', detail: 'the database has no space left' };
    if (unavailable.has(String(code)) || lostConnection.test(text) || cannotReach.test(`${String(code)} ${text}`))
      return { status: 503, code: 'database_unavailable', detail: 'the database cannot be reached just now' };
    if (missingSchema.has(String(code)) || code === 'P2021' || code === 'P2022')
      return { status: 503, code: 'schema_mismatch', detail: 'the database is not of the schema this version needs' };
  }
  return null;
}
