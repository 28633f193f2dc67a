import 'server-only';
import { ProblemError } from '@/lib/api/problem';
import { nobody, type Owner } from '@/lib/db/owner';
import { requestsPerMinute } from '@/lib/env';
import { visitor } from '@/lib/visitor';

const windowSeconds = 60;

type Window = { readonly endsAt: number; used: number };

/** How much of the current minute each has used, the oldest first; kept across reloads of the module in development. */
const kept = globalThis as { ballastWindows?: Map<string, Window> };

/** Of more than these at once the oldest are forgotten, so that many addresses cost no memory. */
const mostWindows = 10_000;

function windowOf(who: string, now: number): Window {
  kept.ballastWindows ??= new Map();
  const windows = kept.ballastWindows;
  const open = windows.get(who);
  if (open && open.endsAt > now) return open;
  const fresh = { endsAt: now + windowSeconds * 1_000, used: 0 };
  windows.delete(who);
  windows.set(who, fresh);
  for (const [oldest, { endsAt }] of windows) {
    if (windows.size <= mostWindows && endsAt > now) break;
    windows.delete(oldest);
  }
  return fresh;
}

/** Who is counted: an account wherever it asks from; somebody who is nobody yet by their address, and alone. */
const countedAs = (owner: Owner): string => (owner === nobody ? `at ${visitor().address}` : owner);

/**
 * Counts a request of an account, or of an address without one, and answers the headers that say how many are left (RateLimit, RateLimit-Policy: the
 * draft of the IETF's httpapi group). The one after the last of a minute is refused with 429 and when to come again.
 */
export function countRequest(owner: Owner, now = Date.now()): Record<string, string> {
  const most = requestsPerMinute();
  const window = windowOf(countedAs(owner), now);
  const seconds = Math.max(1, Math.ceil((window.endsAt - now) / 1_000));
  if (window.used >= most) {
    const whose = owner === nobody ? 'an address' : 'an account';
    const detail = `${whose} has ${most} requests a minute; the next ones in ${seconds} s`;
    throw new ProblemError(429, 'too_many_requests', detail, undefined, seconds, headersOf(most, 0, seconds));
  }
  window.used++;
  return headersOf(most, most - window.used, seconds);
}

const headersOf = (most: number, left: number, seconds: number): Record<string, string> => ({
  'ratelimit-policy': `"default";q=${most};w=${windowSeconds}`,
  ratelimit: `"default";r=${left};t=${seconds}`,
});
