import 'server-only';
import { setTimeout as sleep } from 'node:timers/promises';
import type { z } from 'zod';
import { atMost } from './at-most';
import { type FaultKind, ProviderFault } from './provider-fault';

/** How long, how often and how much a vendor is asked. Times in milliseconds. */
export type FetchLimits = {
  /** For one call, its body included. */
  readonly callMs: number;
  readonly attempts: number;
  /** The pause before the second attempt is drawn from 0 to this, before each further one from twice as much. */
  readonly firstPauseMs: number;
  /** A vendor that wants a longer pause than this (Retry-After) is left alone for the rest of the run. */
  readonly longestPauseMs: number;
  readonly bytes: number;
  readonly concurrency: number;
};

export const politeLimits: FetchLimits = {
  callMs: 15_000,
  attempts: 4,
  firstPauseMs: 500,
  longestPauseMs: 30_000,
  bytes: 8 * 1024 * 1024,
  concurrency: 4,
};

/** What one call asks: a path below the vendor's base, its query, and the shape of the answer. */
export type JsonRequest<T extends z.ZodType> = {
  readonly path: string;
  readonly query: Readonly<Record<string, string>>;
  readonly headers?: Readonly<Record<string, string>>;
  readonly schema: T;
  /** An answer with status 404 that fits is an answer. */
  readonly isAnswer?: (status: number) => boolean;
  readonly signal?: AbortSignal;
};

const tell: Record<FaultKind, string> = {
  no_key: 'there is no key for it',
  unauthorized: 'it does not accept the key',
  not_in_plan: 'the plan of the key does not include this',
  rate_limited: 'it allows no more calls for now',
  unreachable: 'it cannot be reached',
  timed_out: 'it did not answer in time',
  unavailable: 'it has trouble of its own',
  malformed: 'its answer is not of the documented shape',
  too_large: 'its answer is larger than any can be',
  refused: 'it refused the request',
  budget_spent: 'the time for this run is over',
  shifted_dates: 'its prices are dated on days without a session',
  split_not_applied: 'it reports a split that its adjusted closes do not have yet',
};

/** The fault of that kind in words, naming the vendor. */
export const providerFault = (vendor: string, kind: FaultKind): ProviderFault =>
  new ProviderFault(kind, `${vendor}: ${tell[kind]}`);

const passes: ReadonlySet<FaultKind> = new Set([
  'rate_limited',
  'unreachable',
  'timed_out',
  'unavailable',
  'malformed',
]);

function kindOfStatus(status: number): FaultKind {
  if (status === 401) return 'unauthorized';
  if (status === 402 || status === 403) return 'not_in_plan';
  if (status === 408) return 'timed_out';
  if (status === 429) return 'rate_limited';
  return status >= 500 ? 'unavailable' : 'refused';
}

/** Seconds or an HTTP date, as milliseconds from now; null where the header is absent or makes no sense. */
function retryAfterMs(header: string | null): number | null {
  if (header === null) return null;
  if (/^\d{1,9}$/.test(header)) return Number(header) * 1000;
  const at = Date.parse(header);
  return Number.isNaN(at) ? null : Math.max(0, at - Date.now());
}

/** A pause before an attempt that a vendor wished for. */
class Attempt extends Error {
  constructor(
    readonly kind: FaultKind,
    readonly pauseMs: number | null = null,
  ) {
    super(kind);
  }
}

async function bodyOf(response: Response, limit: number): Promise<string> {
  if (Number(response.headers.get('content-length') ?? 0) > limit) throw new Attempt('too_large');
  const pieces: Uint8Array[] = [];
  let size = 0;
  for await (const piece of (response.body ?? []) as unknown as AsyncIterable<Uint8Array>) {
    size += piece.byteLength;
    if (size > limit) throw new Attempt('too_large');
    pieces.push(piece);
  }
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(Buffer.concat(pieces));
  } catch {
    throw new Attempt('malformed');
  }
}

/** What an answer that says so in words with status 200 means; null where it is no such answer. */
function faultInWords(value: unknown): FaultKind | null {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return null;
  const text = ['Error Message', 'error', 'Error', 'message', 'Information', 'Note']
    .map((name) => (value as Record<string, unknown>)[name])
    .find((one) => typeof one === 'string') as string | undefined;
  if (text === undefined) return null;
  if (/limit|too many/i.test(text)) return 'rate_limited';
  if (/subscription|premium|plan|upgrade|legacy/i.test(text)) return 'not_in_plan';
  return /key|unauthori[sz]ed/i.test(text) ? 'unauthorized' : 'refused';
}

/**
 * A way to ask one vendor for JSON, politely and within bounds: a deadline a call that includes the body, a limit of
 * bytes, no redirects (the address is fixed, and so must be where it leads), a few attempts with random growing pauses,
 * Retry-After honoured for all calls at once, and a cap on calls under way. The run's budget is the caller's signal.
 *
 * Answers what the schema makes of the JSON. Throws `ProviderFault`, whose text holds nothing of request or answer.
 */
export function jsonFetcher(vendor: string, base: () => string, limits: FetchLimits = politeLimits) {
  const inTurn = atMost(limits.concurrency);
  let notBefore = 0;

  async function attempt<T extends z.ZodType>(request: JsonRequest<T>): Promise<z.output<T>> {
    const { path, query, headers = {}, schema, isAnswer = (status) => status === 200, signal } = request;
    const url = new URL(`${base()}${path}`);
    for (const [name, value] of Object.entries(query)) url.searchParams.set(name, value);
    const deadline = AbortSignal.timeout(limits.callMs);
    try {
      const response = await fetch(url, {
        headers: { accept: 'application/json', 'user-agent': 'Ballast (self-hosted)', ...headers },
        redirect: 'error',
        signal: signal ? AbortSignal.any([signal, deadline]) : deadline,
      });
      if (!isAnswer(response.status)) {
        await response.body?.cancel();
        throw new Attempt(kindOfStatus(response.status), retryAfterMs(response.headers.get('retry-after')));
      }
      let value: unknown;
      try {
        value = JSON.parse(await bodyOf(response, limits.bytes));
      } catch (error) {
        throw error instanceof SyntaxError ? new Attempt('malformed') : error;
      }
      const spoken = faultInWords(value);
      if (spoken) throw new Attempt(spoken);
      const parsed = schema.safeParse(value);
      if (!parsed.success) throw new Attempt('malformed');
      return parsed.data;
    } catch (error) {
      if (error instanceof Attempt) throw error;
      if (signal?.aborted) throw new Attempt('budget_spent');
      throw new Attempt(deadline.aborted ? 'timed_out' : 'unreachable');
    }
  }

  async function pause(milliseconds: number, signal: AbortSignal | undefined): Promise<void> {
    await sleep(milliseconds, undefined, { signal }).catch(() => {
      throw new Attempt('budget_spent');
    });
  }

  async function patiently<T extends z.ZodType>(request: JsonRequest<T>): Promise<z.output<T>> {
    for (let made = 1; ; made++) {
      if (request.signal?.aborted) throw new Attempt('budget_spent');
      const wait = notBefore - Date.now();
      if (wait > limits.longestPauseMs) throw new Attempt('rate_limited');
      if (wait > 0) await pause(wait, request.signal);
      try {
        return await attempt(request);
      } catch (error) {
        if (!(error instanceof Attempt) || !passes.has(error.kind)) throw error;
        if (error.kind === 'rate_limited' && error.pauseMs !== null)
          notBefore = Math.max(notBefore, Date.now() + error.pauseMs);
        if (made >= limits.attempts || (error.pauseMs ?? 0) > limits.longestPauseMs) throw error;
        const drawn = Math.random() * limits.firstPauseMs * 2 ** (made - 1);
        await pause(Math.min(limits.longestPauseMs, Math.max(error.pauseMs ?? 0, drawn)), request.signal);
      }
    }
  }

  return async <T extends z.ZodType>(request: JsonRequest<T>): Promise<z.output<T>> => {
    try {
      return await inTurn(() => patiently(request));
    } catch (error) {
      if (error instanceof Attempt) throw providerFault(vendor, error.kind);
      throw error;
    }
  };
}

export type JsonFetcher = ReturnType<typeof jsonFetcher>;
