import { answer } from '@/app/api/answer';
import { recalculationDocument } from '@/lib/api/recalculation';
import { followRecalculation, hasEnded } from '@/lib/db/recalculation-events';
import { requireRecalculation } from '@/lib/db/recalculations';

/** A comment this often keeps whatever stands between from taking silence for the end. */
const heartbeatMs = 15_000;

/**
 * The progress of a recalculation as server-sent events, each with the document that GET answers: `progress` at once and
 * whenever something has changed, `end` as the last one. Polling the document is its twin.
 */
export const GET = answer('GET /api/v1/recalculations/{recalculationId}/events', async ({ owner, params, request }) => {
  // What is missing or foreign is answered as such, not by a stream that breaks off.
  await requireRecalculation(owner, params.recalculationId);
  const stop = new AbortController();
  request.signal.addEventListener('abort', () => stop.abort());
  const encoder = new TextEncoder();
  const body = new ReadableStream<Uint8Array>({
    async start(controller) {
      const say = (text: string) => {
        if (!stop.signal.aborted) controller.enqueue(encoder.encode(text));
      };
      const heartbeat = setInterval(() => say(': still here\n\n'), heartbeatMs);
      say('retry: 2000\n\n');
      try {
        for await (const one of followRecalculation(owner, params.recalculationId, stop.signal)) {
          const name = hasEnded(one) ? 'end' : 'progress';
          say(`event: ${name}\ndata: ${JSON.stringify(recalculationDocument(one))}\n\n`);
        }
      } catch {
        // The database is away, or the portfolio has been deleted: the reader comes back and is told which.
      } finally {
        clearInterval(heartbeat);
        if (!stop.signal.aborted) controller.close();
      }
    },
    cancel: () => stop.abort(),
  });
  return new Response(body, {
    headers: {
      'content-type': 'text/event-stream',
      // no-transform: compressed, the events would wait for each other.
      'cache-control': 'no-store, no-transform',
      'x-accel-buffering': 'no',
    },
  });
});
