import { type NextRequest, NextResponse } from 'next/server';
import { allowedMethods } from '@/lib/api/allowed-methods';
import { methodProblem } from '@/lib/api/method-problem';
import { ProblemError, problemResponse } from '@/lib/api/problem';
import { allowedHosts } from '@/lib/env';
import { isApiPath, refusalOf } from '@/lib/gate';
import { headersOf } from '@/lib/visitor';

/**
 * The gate before every page and every API route but two kinds, which pass the same gate in their route handler alone:
 * file imports, whose bodies would be cut off here at ten megabytes, and the reads of analytics, a sixth of whose time
 * this was. Answers carry the security headers, pages a policy under which only scripts with this request's nonce run.
 */
export const config = {
  matcher: ['/((?!_next/static|_next/image|favicon.ico|api/v1/.*/import$|api/v1/analytics/).*)'],
};

function policy(nonce: string): string {
  const development = process.env.NODE_ENV === 'development';
  return [
    `default-src 'self'`,
    // Development compiles in the page, which needs eval.
    `script-src 'self' 'nonce-${nonce}' 'strict-dynamic'${development ? " 'unsafe-eval'" : ''}`,
    // Charts place their parts by style attributes, which carry no code.
    `style-src 'self' 'unsafe-inline'`,
    `img-src 'self' data: blob:`,
    `font-src 'self'`,
    `connect-src 'self'`,
    `object-src 'none'`,
    `base-uri 'none'`,
    `form-action 'self'`,
    `frame-ancestors 'none'`,
  ].join('; ');
}

/** HEAD is GET without its body, OPTIONS says which methods there are. */
const isAnsweredByNext: ReadonlySet<string> = new Set(['HEAD', 'OPTIONS']);

export function proxy(request: NextRequest): Response {
  const path = request.nextUrl.pathname;
  const refused = refusalOf({ method: request.method, path, header: headersOf(request.headers) }, allowedHosts());
  if (refused) {
    const error = new ProblemError(refused.status, refused.code, refused.detail);
    return problemResponse(error, path, crypto.randomUUID());
  }
  if (isApiPath(path)) {
    // Next would answer a method that a route has not with an empty body.
    const allowed = isAnsweredByNext.has(request.method) ? null : allowedMethods(path);
    if (allowed === null || (allowed as readonly string[]).includes(request.method)) return NextResponse.next();
    return problemResponse(methodProblem(request.method, allowed), path, crypto.randomUUID());
  }
  const nonce = Buffer.from(crypto.getRandomValues(new Uint8Array(16))).toString('base64');
  const headers = new Headers(request.headers);
  headers.set('x-nonce', nonce);
  // Where a page leads back to once somebody has signed in.
  headers.set('x-ballast-path', `${path}${request.nextUrl.search}`);
  // Next reads the nonce for its own scripts from the policy of the request.
  headers.set('content-security-policy', policy(nonce));
  const response = NextResponse.next({ request: { headers } });
  response.headers.set('content-security-policy', policy(nonce));
  return response;
}
