import 'server-only';
import { ProblemError } from '@/lib/api/problem';
import type { Owner } from '@/lib/db/owner';
import { requestsPerMinute } from '@/lib/env';

const windowSeconds = 60;

type Window = { readonly endsAt: number; used: number };

/** How much of the current minute each account has used; kept across reloads of the module in development. */
const kept = globalThis as { ballastWindows?: Map<Owner, Window> };

function windowOf(owner: Owner, now: number): Window {
  kept.ballastWindows ??= new Map();
  const windows = kept.ballastWindows;
  const open = windows.get(owner);
  if (open && open.endsAt > now) return open;
  const fresh = { endsAt: now + windowSeconds * 1_000, used: 0 };
  windows.set(owner, fresh);
  return fresh;
}

/**
 * Counts a request of an account and answers the headers that say how many are left (RateLimit, RateLimit-Policy: the
 * draft of the IETF's httpapi group). The one after the last of a minute is refused with 429 and when to come again.
 */
export function countRequest(owner: Owner, now = Date.now()): Record<string, string> {
  const most = requestsPerMinute();
  const window = windowOf(owner, now);
  const seconds = Math.max(1, Math.ceil((window.endsAt - now) / 1_000));
  if (window.used >= most) {
    const detail = `an account has ${most} requests a minute; the next ones in ${seconds} s`;
    throw new ProblemError(429, 'too_many_requests', detail, undefined, seconds, headersOf(most, 0, seconds));
  }
  window.used++;
  return headersOf(most, most - window.used, seconds);
}

const headersOf = (most: number, left: number, seconds: number): Record<string, string> => ({
  'ratelimit-policy': `"default";q=${most};w=${windowSeconds}`,
  ratelimit: `"default";r=${left};t=${seconds}`,
});
