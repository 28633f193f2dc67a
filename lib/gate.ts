/**
 * Who may speak to this server at all. A page of some other site can make a browser on this machine send requests here
 * (cross-site request forgery) or give its own name this machine's address (DNS rebinding); both show in the headers
 * that a browser sets and a page cannot: Host, Origin and Sec-Fetch-Site. A script on this machine sends an allowed
 * Host and neither of the others.
 */
export type GateRequest = {
  readonly method: string;
  readonly path: string;
  /** A header by its lower-case name, null where it is absent. */
  readonly header: (name: string) => string | null;
};

export type Refusal = { readonly status: number; readonly code: string; readonly detail: string };

/** Bodies that are not file imports are small; an import's route has its own limit. */
export const largestBody = 1024 * 1024;

const methods = new Set(['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS']);
const safeMethods = new Set(['GET', 'HEAD', 'OPTIONS']);
const hostPattern = /^(\[[0-9a-f:.]+\]|[a-z0-9.-]+)(?::(\d{1,5}))?$/;
const loopback = new Set(['localhost', '127.0.0.1', '[::1]']);

const refusal = (status: number, code: string, detail: string): Refusal => ({ status, code, detail });

function isAllowedHost(host: string, allowedHosts: readonly string[]): boolean {
  const match = hostPattern.exec(host.toLowerCase());
  return match !== null && (loopback.has(match[1]) || allowedHosts.includes(match[1]));
}

/**
 * Whether the Origin header names the very host the request was sent to. A browser writes an origin in one way only;
 * what a parser would merely take for the same (a user, a path, a backslash) no browser sends.
 */
function isOwnOrigin(origin: string, host: string): boolean {
  try {
    const url = new URL(origin);
    const isWeb = url.protocol === 'http:' || url.protocol === 'https:';
    return isWeb && url.origin === origin && url.host === new URL(`${url.protocol}//${host}`).host;
  } catch {
    return false;
  }
}

export const isApiPath = (path: string): boolean => path === '/api' || path.startsWith('/api/');
export const isImportPath = (path: string): boolean => isApiPath(path) && path.endsWith('/import');

/** Null where the request may pass; otherwise why it may not. */
export function refusalOf(request: GateRequest, allowedHosts: readonly string[]): Refusal | null {
  const { method, path, header } = request;
  if (!methods.has(method)) return refusal(405, 'method_not_allowed', `${method} is not answered here`);
  const host = header('host');
  if (host === null || !isAllowedHost(host, allowedHosts))
    return refusal(403, 'host_not_allowed', 'this server does not answer under that host name; APP_HOSTS allows more');
  const forwarded = header('x-forwarded-host');
  if (forwarded !== null && !isAllowedHost(forwarded, allowedHosts))
    return refusal(403, 'host_not_allowed', 'this server is not forwarded under that host name; APP_HOSTS allows more');

  const origin = header('origin');
  const site = header('sec-fetch-site');
  const isUnsafe = !safeMethods.has(method);
  if (isUnsafe || isApiPath(path)) {
    if (origin !== null && !isOwnOrigin(origin, host))
      return refusal(403, 'origin_not_allowed', 'a page of another site may not send requests here');
    // "none" is a person's own doing (an address typed, a bookmark); it never comes with an unsafe method.
    if (site !== null && site !== 'same-origin' && (isUnsafe || site !== 'none'))
      return refusal(403, 'origin_not_allowed', 'a page of another site may not send requests here');
  }
  if (isUnsafe && !isApiPath(path)) return refusal(405, 'method_not_allowed', 'pages are read; writes go to /api/v1');

  const length = header('content-length');
  if (length !== null && !/^\d{1,15}$/.test(length))
    return refusal(400, 'bad_content_length', 'Content-Length needs a number');
  if (!isImportPath(path) && length !== null && Number(length) > largestBody)
    return refusal(413, 'body_too_large', `a request here has at most ${largestBody} bytes`);
  return null;
}
