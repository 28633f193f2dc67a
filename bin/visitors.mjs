// Loaded before the web server's own code. Looks at each connection before anybody reads a header of the request, and
// remembers for the time of the request who is at the other end (lib/visitor.ts). What a proxy says of itself counts
// where TRUSTED_PROXIES names it; of everybody else it is struck out, for Next would believe it.
import { AsyncLocalStorage } from 'node:async_hooks';
import { Server } from 'node:http';
import { isIP } from 'node:net';
import { isIn, plainAddress, trustedProxies } from './trusted-proxies.mjs';

const said = ['x-forwarded-for', 'x-forwarded-proto', 'x-forwarded-port', 'x-real-ip', 'forwarded'];

/** The part of a list of a header that the nearest proxy has written. */
const last = (header) => header?.split(',').at(-1).trim();

/**
 * Who is at the other end of a connection from `remoteAddress`, by the headers of the request.
 *
 * @param {string | undefined} remoteAddress
 * @param {Record<string, string | undefined>} headers
 * @param {import('node:net').BlockList} trusted
 */
export function visitorOf(remoteAddress, headers, trusted) {
  const from = plainAddress(remoteAddress);
  const isForwarded = said.some((name) => headers[name] !== undefined);
  const isLoopback = from === '::1' || /^127\./.test(from);
  if (!isIn(trusted, from)) {
    return { address: from || null, isLocal: isLoopback && !isForwarded, isHttps: false, host: null };
  }
  // From the nearest on: what a trusted one says of the one before it is true, and what that one says may not be.
  const hops = (headers['x-forwarded-for'] ?? '').split(',').map((hop) => plainAddress(hop.trim()));
  const client = hops.reverse().find((hop) => isIP(hop) === 0 || !isIn(trusted, hop));
  return {
    address: client && isIP(client) !== 0 ? client : from,
    isLocal: false,
    isHttps: last(headers['x-forwarded-proto'])?.toLowerCase() === 'https',
    host: last(headers['x-forwarded-host']) ?? null,
  };
}

const trusted = trustedProxies();
const visitors = new AsyncLocalStorage();
globalThis.ballastVisitors = visitors;

const emit = Server.prototype.emit;
Server.prototype.emit = function (event, ...args) {
  if (event !== 'request') return emit.call(this, event, ...args);
  const [{ headers, socket }] = args;
  const visitor = visitorOf(socket.remoteAddress, headers, trusted);
  if (!isIn(trusted, plainAddress(socket.remoteAddress))) for (const name of said) delete headers[name];
  return visitors.run(visitor, () => emit.call(this, event, ...args));
};
