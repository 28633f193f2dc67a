// Loaded before the web server's own code, which is told to leave signals alone (NEXT_MANUAL_SIG_HANDLE): Next waits for
// connections that are merely kept open, and for streams of events that have no end, until it is killed. Here, whoever is
// told to stop takes no new connection, gives every request that has come its whole answer, and goes.
import { Server } from 'node:http';
import net from 'node:net';

/** By then a launcher still waits, and whatever supervises it too. */
const longestMs = 6_000;
/** What has been sent by the time of the signal has arrived by then. */
const graceMs = 150;

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
  // HTTP's own `close` would cut idle connections at once, also those on which a request is just arriving.
  net.Server.prototype.close.call(server, () => process.exit(0));
  for (const response of responses) {
    if (!response.headersSent) response.setHeader('connection', 'close');
    // Its reader comes again by itself, and finds whoever serves then.
    else if (/^text\/event-stream/.test(response.getHeader('content-type'))) response.socket?.destroySoon();
  }
  setInterval(() => server.closeIdleConnections(), graceMs);
}
for (const signal of ['SIGTERM', 'SIGINT']) process.on(signal, stop);
