import type { Problem } from '@/lib/api/problem';

/** A request that was answered with a problem document, or with nothing that can be read. */
export class RequestProblem extends Error {
  override readonly name = 'RequestProblem';
  constructor(
    readonly status: number,
    detail: string,
    readonly problem: Problem | null,
  ) {
    super(detail);
  }
}

/** The JSON of an answer; throws `RequestProblem` with the server's own words where it refused. */
export async function answerJson<Body>(response: Response): Promise<Body> {
  const body: unknown = await response.json().catch(() => null);
  if (response.ok && body !== null) return body as Body;
  const problem = body !== null && typeof body === 'object' && 'detail' in body ? (body as Problem) : null;
  throw new RequestProblem(
    response.status,
    problem?.detail ?? `The server answered ${response.status} ${response.statusText}`.trim(),
    problem,
  );
}
