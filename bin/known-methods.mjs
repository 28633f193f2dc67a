// Loaded before the web server's own code. Next answers a method it does not know (TRACE, PROPFIND) with 500; such a
// request is turned away here, before Next sees it. Headers by which Next's own pages ask for data mean nothing to the
// API, and Next would answer them with a redirect; they are taken off there.
import { Server } from 'node:http';

const known = new Set(['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS']);
const pageHeaders = [
  'rsc',
  'next-router-prefetch',
  'next-router-segment-prefetch',
  'next-router-state-tree',
  'next-action',
  'next-url',
];
const emit = Server.prototype.emit;

Server.prototype.emit = function (event, ...args) {
  if (event === 'request' && args[0].url.startsWith('/api/'))
    for (const name of pageHeaders) delete args[0].headers[name];
  if (event !== 'request' || known.has(args[0].method)) return emit.call(this, event, ...args);
  const [request, response] = args;
  request.resume();
  response.writeHead(405, { 'content-type': 'application/problem+json', allow: [...known].join(', ') });
  response.end(
    JSON.stringify({
      type: 'about:blank',
      title: 'Method not allowed',
      status: 405,
      detail: `${request.method} is not answered here`,
      code: 'method_not_allowed',
    }),
  );
  return true;
};
