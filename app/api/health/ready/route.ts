import { databaseProblem } from '@/lib/db/database-problem';
import { schemaState } from '@/lib/db/schema-state';
import { log } from '@/lib/log';

/** Whether requests can be served: the database answers and is of the schema this version needs. */
export const dynamic = 'force-dynamic';

const answer = (status: number, body: unknown) =>
  Response.json(body, {
    status,
    headers: { 'cache-control': 'no-store', ...(status === 503 && { 'retry-after': '5' }) },
  });

export async function GET(): Promise<Response> {
  try {
    const schema = await schemaState();
    return schema.state === 'current'
      ? answer(200, { status: 'ready' })
      : answer(503, { status: 'not_ready', cause: `schema_${schema.state}`, detail: schema.detail });
  } catch (error) {
    const problem = databaseProblem(error);
    if (!problem) log.error({ err: error }, 'readiness');
    return answer(503, {
      status: 'not_ready',
      cause: problem?.code ?? 'internal_error',
      detail: problem?.detail ?? 'the state of the database could not be read; the log has the reason',
    });
  }
}
