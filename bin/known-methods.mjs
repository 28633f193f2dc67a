// Loaded before the web server's own code. Next answers a method it does not know (TRACE, PROPFIND) with 500; such a
// request is turned away here, before Next sees it.
import { Server } from 'node:http';

const known = new Set(['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS']);
const emit = Server.prototype.emit;

Server.prototype.emit = function (event, ...args) {
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
