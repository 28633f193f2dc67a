import type { AsyncLocalStorage } from 'node:async_hooks';

/**
 * Who is at the other end of a request, as the connection shows it and not as its headers say. bin/visitors.mjs, loaded
 * before the web server, looks at each connection; headers of a proxy count where TRUSTED_PROXIES names the proxy.
 */
export type Visitor = {
  /** The address the request comes from; null where nobody has looked. */
  readonly address: string | null;
  /** Sent from this computer itself, and by no proxy on behalf of another. */
  readonly isLocal: boolean;
  /** Whether a trusted proxy says that it was reached by https. */
  readonly isHttps: boolean;
  /** The host a trusted proxy was asked for; null where the request's own Host counts. */
  readonly host: string | null;
};

const seen = () => (globalThis as { ballastVisitors?: AsyncLocalStorage<Visitor> }).ballastVisitors;

/**
 * The visitor of the request that is being answered. In a server that was started by hand nobody looks at connections,
 * so nobody is held to be local there.
 */
export const visitor = (): Visitor =>
  seen()?.getStore() ?? {
    address: null,
    isLocal: process.env.NODE_ENV !== 'production',
    isHttps: false,
    host: null,
  };

/** The headers of a request as the gate asks for them: the host is the one the visitor meant. */
export function headersOf(headers: Headers): (name: string) => string | null {
  const { host } = visitor();
  return (name) => (host !== null && (name === 'host' || name === 'x-forwarded-host') ? host : headers.get(name));
}
