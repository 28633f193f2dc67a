import 'server-only';

/** A fault of the database that passes: what a client is told, and that it may try again. */
export type DatabaseProblem = { readonly status: 503 | 507; readonly code: string; readonly detail: string };

const diskFull = new Set(['53100']);
const unreachable = new Set([
  '08000',
  '08001',
  '08003',
  '08004',
  '08006', // connection exceptions
  '28000',
  '28P01',
  '3D000', // not let in, or no such database
  '53000',
  '53200',
  '53300', // out of memory, too many connections
  '57P01',
  '57P02',
  '57P03',
  '57P05', // shutting down, crashed, starting up, idle session ended
  '25P03', // stood still within a transaction
  '25006', // read-only transaction
  '58030', // input/output error
  'ECONNREFUSED',
  'ECONNRESET',
  'ECONNABORTED',
  'EPIPE',
  'ETIMEDOUT',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'P1000',
  'P1001',
  'P1002',
  'P1003',
  'P1008',
  'P1017',
  'P2024',
]);
// Another transaction was in the way, and nothing of this one was kept.
const busy = new Set(['40001', '40P01', '55P03', '57014', 'P2034']);
const missingSchema = new Set(['42P01', '42703', '42883', '3F000', 'P2021', 'P2022']);
// `pg` gives these no code.
const lostConnection =
  /Connection terminated|timeout exceeded when trying to connect|is not queryable|server closed the connection/i;

/** An error and everything behind it: its cause, the attempts it sums up, what Prisma's driver said. */
function* behind(error: unknown, depth = 0): Generator<{ readonly code: unknown; readonly message: unknown }> {
  if (typeof error !== 'object' || error === null || depth > 4) return;
  const { code, originalCode, message, cause, errors, meta } = error as Record<string, unknown>;
  // Prisma's own code says less than the one that PostgreSQL gave, so what is behind goes first.
  yield* behind((meta as Record<string, unknown> | undefined)?.driverAdapterError, depth + 1);
  yield* behind(cause, depth + 1);
  for (const one of Array.isArray(errors) ? errors : []) yield* behind(one, depth + 1);
  yield { code: originalCode ?? code, message };
}

/** What is wrong with the database, null where the error is not the database's. */
export function databaseProblem(error: unknown): DatabaseProblem | null {
  for (const { code, message } of behind(error)) {
    const is = (codes: ReadonlySet<string>) => codes.has(String(code));
    if (is(diskFull)) return { status: 507, code: 'storage_full', detail: 'the database has no space left' };
    if (is(busy))
      return {
        status: 503,
        code: 'database_busy',
        detail: 'other work was in the way; nothing was changed, try again',
      };
    if (is(missingSchema))
      return { status: 503, code: 'schema_mismatch', detail: 'the database is not of the schema this version needs' };
    if (is(unreachable) || lostConnection.test(String(message ?? '')))
      return { status: 503, code: 'database_unavailable', detail: 'the database cannot be reached just now' };
  }
  return null;
}
