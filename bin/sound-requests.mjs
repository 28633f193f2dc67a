// Loaded before the web server's own code. Next answers a method it does not know (TRACE, PROPFIND), a path that is no
// text (%ff) and a target that is no path (*) with 500, and Node takes the first of two hosts; such a request is turned away
// here, before Next sees it. Headers by which Next's own pages ask for data mean nothing to the API, and Next would
// answer them with a redirect; they are taken off there.
import { randomUUID } from 'node:crypto';
import { Server } from 'node:http';
import { securityHeaders } from '../next.config.mjs';

const known = new Set(['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS']);
const pageHeaders = [
  'rsc',
  'next-router-prefetch',
  'next-router-segment-prefetch',
  'next-router-state-tree',
  'next-action',
  'next-url',
];

const isText = (path) => {
  try {
    decodeURIComponent(path);
    return true;
  } catch {
    return false;
  }
};

const refusal = (status, title, code, detail) => ({ status, title, code, detail });

/**
 * Why a request is not passed on to the server; null where it is. Of two hosts each on the way would take another.
 *
 * @param {{ readonly method?: string, readonly url?: string, readonly rawHeaders?: readonly string[] }} request
 */
function unsound({ method = '', url = '', rawHeaders = [] }) {
  if (!known.has(method))
    return refusal(405, 'Method not allowed', 'method_not_allowed', `${method} is not answered here`);
  const [path] = url.split('?', 1);
  if (!path.startsWith('/') || !isText(path))
    return refusal(400, 'Bad request', 'malformed_path', 'a path begins with / and is text in UTF-8');
  if (rawHeaders.filter((text, i) => i % 2 === 0 && text.toLowerCase() === 'host').length > 1)
    return refusal(400, 'Bad request', 'repeated_host', 'a request names one Host');
  return null;
}

const emit = Server.prototype.emit;

Server.prototype.emit = function (event, ...args) {
  if (event !== 'request') return emit.call(this, event, ...args);
  const [request, response] = args;
  const refused = unsound(request);
  if (refused === null) {
    if (request.url.startsWith('/api/')) for (const name of pageHeaders) delete request.headers[name];
    return emit.call(this, event, ...args);
  }
  request.resume();
  const requestId = randomUUID();
  response.writeHead(refused.status, {
    'content-type': 'application/problem+json',
    'cache-control': 'no-store',
    'x-request-id': requestId,
    ...(refused.status === 405 ? { allow: [...known].join(', ') } : {}),
    ...Object.fromEntries(securityHeaders.map(({ key, value }) => [key, value])),
  });
  const instance = request.url.split('?', 1)[0].slice(0, 200);
  response.end(JSON.stringify({ type: 'about:blank', ...refused, instance, request_id: requestId }));
  return true;
};
