import net from 'node:net';

/** A statement on its way to the database, and the name that its connection gave itself. */
export type Statement = { readonly text: string; readonly application: string };

/** At which statement something happens: before it has reached the database, or after it has been carried out. */
export type Trip = {
  readonly at: number;
  readonly when: 'before' | 'after';
  /** Which statements are counted; without it all of them. The end of a COPY is one of its own. */
  readonly counts?: (statement: Statement) => boolean;
  /** What is done; without it all connections are cut. */
  readonly act?: () => void;
  /** Whether the connections stay, as those of a process do that is only stopped. */
  readonly keeps?: boolean;
};

export type Fuse = {
  readonly url: string;
  /** Arms it, or with null lets everything through; statements are counted from 1 anew. */
  readonly arm: (trip: Trip | null) => void;
  /** Statements since it was armed. */
  readonly statements: () => number;
  /** The statement at which it happened; null where it has not. */
  readonly tripped: () => string | null;
  readonly close: () => Promise<void>;
};

/** Splits a stream of PostgreSQL's messages; the first one of a client has no type. */
function messages(hasStartup: boolean) {
  let held: Buffer = Buffer.alloc(0);
  let isStartup = hasStartup;
  return (data: Buffer): { type: string; bytes: Buffer }[] => {
    held = held.length === 0 ? data : Buffer.concat([held, data]);
    const found: { type: string; bytes: Buffer }[] = [];
    for (;;) {
      const head = isStartup ? 4 : 5;
      if (held.length < head) return found;
      const length = held.readUInt32BE(head - 4) + head - 4;
      if (held.length < length) return found;
      found.push({ type: isStartup ? 'startup' : String.fromCharCode(held[0]), bytes: held.subarray(0, length) });
      held = held.subarray(length);
      isStartup = false;
    }
  };
}

const words = (bytes: Buffer): string[] => bytes.toString('utf8').split('\0');

/**
 * Reads what one connection says: the text of a simple query, of a prepared one that is to be carried out, or the end of a
 * COPY; null for what is no statement. What is prepared once is carried out many times.
 */
function statementTexts(): (type: string, bytes: Buffer) => string | null {
  const prepared = new Map<string, string>();
  return (type, bytes) => {
    if (type === 'Q') return words(bytes.subarray(5))[0];
    if (type === 'P') {
      const [name, text] = words(bytes.subarray(5));
      prepared.set(name, text);
    }
    if (type === 'B') return prepared.get(words(bytes.subarray(5))[1]) ?? null;
    return type === 'c' ? 'end of COPY' : null;
  };
}

/** What a connection calls itself in its first message. */
function applicationOf(startup: Buffer): string {
  const said = words(startup.subarray(8));
  return said[said.indexOf('application_name') + 1] ?? '';
}

/**
 * A way to the database on which something happens at a statement that can be named. By itself it is cut, all
 * connections at once and without a word: to the database it is as if the process at the other end had been killed.
 */
export async function fuseBefore(databaseUrl: string): Promise<Fuse> {
  const { port, hostname } = new URL(databaseUrl);
  const sockets = new Set<net.Socket>();
  let trip: Trip | null = null;
  let count = 0;
  let tripped: string | null = null;
  const isCut = () => tripped !== null && !trip?.keeps;
  const blow = (text: string) => {
    tripped = text;
    trip?.act?.();
    if (isCut()) for (const socket of sockets) socket.destroy();
  };

  const server = net.createServer((client) => {
    if (isCut()) return client.destroy();
    const database = net.connect(Number(port), hostname);
    let application = '';
    let last: string | null = null;
    for (const socket of [client, database]) {
      sockets.add(socket);
      socket.setNoDelay(true);
      socket.on('error', () => {});
      socket.on('close', () => {
        sockets.delete(socket);
        client.destroy();
        database.destroy();
      });
    }
    const said = messages(true);
    const textOf = statementTexts();
    const answered = messages(false);
    client.on('data', (data) => {
      for (const { type, bytes } of said(data)) {
        if (isCut()) return;
        if (type === 'startup') application = applicationOf(bytes);
        const text = textOf(type, bytes);
        if (text !== null) {
          last = null;
          if (trip !== null && tripped === null && (trip.counts?.({ text, application }) ?? true)) {
            count++;
            if (trip.at === count && trip.when === 'before') blow(text);
            else if (trip.at === count) last = text;
            if (isCut()) return;
          }
        }
        database.write(bytes);
      }
    });
    database.on('data', (data) => {
      for (const { type, bytes } of answered(data)) {
        if (isCut()) return;
        if (last !== null && (type === 'Z' || type === 'G')) {
          blow(last);
          last = null;
          if (isCut()) return;
        }
        client.write(bytes);
      }
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const own = new URL(databaseUrl);
  own.port = String((server.address() as net.AddressInfo).port);
  own.hostname = '127.0.0.1';
  return {
    url: own.href,
    arm: (next) => {
      trip = next;
      count = 0;
      tripped = null;
    },
    statements: () => count,
    tripped: () => tripped,
    close: async () => {
      for (const socket of sockets) socket.destroy();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
