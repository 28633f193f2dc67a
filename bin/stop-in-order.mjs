// Loaded before the web server's own code, which is told to leave signals alone (NEXT_MANUAL_SIG_HANDLE): Next waits for
// connections that are merely kept open, and for streams of events that have no end, until it is killed. Here, whoever is
// told to stop takes no new connection, gives every request that has come its whole answer, and goes.
import { Server } from 'node:http';

/** By then a launcher still waits, and whatever supervises it too. */
const longestMs = 6_000;

const emit = Server.prototype.emit;
const responses = new Set();
let server = null;
let isStopping = false;

Server.prototype.emit = function (event, ...args) {
  if (event === 'request') {
    server = this;
    const [, response] = args;
    responses.add(response);
    response.once('close', () => responses.delete(response));
    if (isStopping) response.setHeader('connection', 'close');
  }
  return emit.call(this, event, ...args);
};

function stop() {
  if (isStopping) return;
  isStopping = true;
  setTimeout(() => process.exit(0), longestMs);
  if (server === null) process.exit(0);
  server.close(() => process.exit(0));
  for (const response of responses) {
    if (!response.headersSent) response.setHeader('connection', 'close');
    // Its reader comes again by itself, and finds whoever serves then.
    else if (/^text\/event-stream/.test(response.getHeader('content-type'))) response.socket?.destroySoon();
  }
  // A connection whose answer had begun before may be kept open after it.
  setInterval(() => server.closeIdleConnections(), 50);
}
for (const signal of ['SIGTERM', 'SIGINT']) process.on(signal, stop);
