import 'server-only';
import { ProblemError } from '@/lib/api/problem';
import type { AccessRefused } from '@/lib/auth/access-refused';
import {
  actorOf,
  type Caller,
  callerOf,
  isStillGood,
  type Right,
  renewedCookie,
  requireRight,
} from '@/lib/auth/caller';
import { asActor } from '@/lib/db/audit';
import { headersOf, visitor } from '@/lib/visitor';

/** What a route asks of who calls it; where nothing is said, that they are somebody. */
export type Demands = {
  /** Anyone may ask. */
  readonly isPublic?: boolean;
  readonly right?: Right;
};

/** Who calls, with the right to; null for what anyone may ask. Throws `AccessRefused`. */
export async function requireCallerOf(request: Request, { isPublic, right }: Demands): Promise<Caller | null> {
  if (isPublic) return null;
  const caller = await callerOf({ method: request.method, header: headersOf(request.headers) }, visitor());
  requireRight(caller, request.method, right);
  return caller;
}

/** Does the work of a request in its caller's name, and hands out what their session goes on with. */
export async function inNameOf(caller: Caller | null, work: () => Promise<Response>): Promise<Response> {
  if (caller === null) return work();
  const response = whileWelcome(caller, await asActor(actorOf(caller), work));
  const cookie = await renewedCookie(caller);
  // Where the route itself has something to say of the cookie, that stands.
  if (cookie !== null && !response.headers.has('set-cookie')) response.headers.append('set-cookie', cookie);
  return response;
}

/** How often a stream asks whether who reads it may still. */
const askAgainMs = 2_000;

/** An answer that goes on and on ends when its reader's session or token does; any other is as it was. */
function whileWelcome(caller: Caller, response: Response): Response {
  if (!response.body || !response.headers.get('content-type')?.startsWith('text/event-stream')) return response;
  const reader = response.body.getReader();
  let timer: NodeJS.Timeout | undefined;
  const body = new ReadableStream<Uint8Array>({
    start(controller) {
      timer = setInterval(async () => {
        // Where the database is away nothing is known; the stream goes on, and has nothing to tell either.
        if (await isStillGood(caller).catch(() => true)) return;
        clearInterval(timer);
        await reader.cancel().catch(() => {});
        try {
          controller.close();
        } catch {
          // Its reader was gone first.
        }
      }, askAgainMs);
    },
    async pull(controller) {
      const { value, done } = await reader.read();
      if (!done) return controller.enqueue(value);
      clearInterval(timer);
      try {
        controller.close();
      } catch {
        // It has been ended in between.
      }
    },
    async cancel(reason) {
      clearInterval(timer);
      await reader.cancel(reason);
    },
  });
  return new Response(body, { status: response.status, headers: response.headers });
}

/** A refusal as the problem document of an answer. */
export const accessProblem = (error: AccessRefused): ProblemError =>
  new ProblemError(
    error.status,
    error.code,
    error.message,
    undefined,
    error.retryAfterSeconds,
    error.status === 401 ? { 'www-authenticate': 'Bearer realm="Ballast"' } : {},
  );
