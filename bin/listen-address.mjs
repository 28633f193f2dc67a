import { createServer } from 'node:net';

/**
 * Where the web server listens: `{ host, port }` from HOST (default 127.0.0.1) and PORT (default 3000). Throws an Error
 * whose message is for the person at the terminal.
 *
 * @param {{ HOST?: string, PORT?: string }} environment
 */
export function listenAddress({ HOST, PORT } = process.env) {
  const host = !HOST || HOST === 'localhost' ? '127.0.0.1' : HOST;
  const port = PORT ? Number(PORT) : 3000;
  if (PORT && (!/^\d+$/.test(PORT) || port < 1 || port > 65535)) {
    throw new Error(`PORT needs a number from 1 to 65535, got ${JSON.stringify(PORT)}.`);
  }
  return { host, port };
}

const inAddress = (host) => (host.includes(':') ? `[${host}]` : host);

/** Every address of this computer at once: no browser is sent there. */
const isEvery = (host) => host === '0.0.0.0' || host === '::';

/** The address a browser is given; where every address is listened on, by the first name that is allowed. */
export function webUrl({ host, port }, names = []) {
  return `http://${isEvery(host) ? (names[0] ?? host) : inAddress(host)}:${port}`;
}

/** Where the server is asked from this computer whether it is ready. */
export const ownUrl = ({ host, port }) =>
  `http://${isEvery(host) ? (host === '::' ? '[::1]' : '127.0.0.1') : inAddress(host)}:${port}`;

/**
 * The host names besides loopback under which the server is addressed: those of APP_HOSTS, and the address it listens
 * on, which is no name that could be made to point here. Throws an Error for the person at the terminal.
 *
 * @param {string} host
 * @param {string | undefined} text
 */
export function hostNames(host, text = process.env.APP_HOSTS) {
  const names = (text ?? '')
    .split(',')
    .map((name) => name.trim().toLowerCase())
    .filter(Boolean);
  for (const name of names) {
    if (!/^(\[[0-9a-f:.]+\]|[a-z0-9]([a-z0-9.-]*[a-z0-9])?)$/.test(name)) {
      throw new Error(
        `APP_HOSTS needs names such as risk.example.org, without protocol, port or *, got ${JSON.stringify(name)}.`,
      );
    }
  }
  const own = inAddress(host.toLowerCase());
  return isEvery(host) || isLoopback(host) || names.includes(own) ? names : [...names, own];
}

/**
 * Why Ballast does not listen on `host`, or null when it may. Without accounts everyone who can reach the server is its
 * owner, so only this computer may.
 */
export function hostRefusal(host, { hasAccounts = false } = {}) {
  if (hasAccounts || isLoopback(host)) return null;
  return (
    `HOST=${host} would let other computers in, and whoever gets in owns everything: there are no accounts yet. ` +
    'Make one first: npm run account -- create NAME. ' +
    'Or leave HOST at 127.0.0.1, and reach it from elsewhere through an SSH tunnel.'
  );
}

const isLoopback = (host) => host === '::1' || /^127(\.\d{1,3}){3}$/.test(host);

/** Whether somebody listens on the address already. Throws when it is not an address of this computer. */
export function isTaken({ host, port }) {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once('error', (error) => {
      if (error.code === 'EADDRINUSE') resolve(true);
      else if (error.code === 'EACCES') reject(new Error(`PORT=${port} is reserved for root.`));
      else reject(new Error(`Cannot listen on ${host}:${port}: ${error.message}`));
    });
    probe.listen({ host, port, exclusive: true }, () => probe.close(() => resolve(false)));
  });
}
