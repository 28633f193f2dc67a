import net from 'node:net';

/** Where all connections are cut: before statement `at` has reached the database, or after it has been carried out. */
export type CutAt = { readonly at: number; readonly when: 'before' | 'after' };

export type Fuse = {
  readonly url: string;
  /** Arms it, or with null lets everything through; statements are counted from 1 anew. */
  readonly arm: (cut: CutAt | null) => void;
  /** Statements since it was armed. */
  readonly statements: () => number;
  readonly isCut: () => boolean;
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

/**
 * A way to the database that can be cut at any statement, all connections at once and without a word: to the database it
 * is as if the process at the other end had been killed.
 */
export async function fuseBefore(databaseUrl: string): Promise<Fuse> {
  const { port, hostname } = new URL(databaseUrl);
  const sockets = new Set<net.Socket>();
  let cut: CutAt | null = null;
  let count = 0;
  let isBlown = false;
  const blow = () => {
    isBlown = true;
    for (const socket of sockets) socket.destroy();
  };

  const server = net.createServer((client) => {
    if (isBlown) return client.destroy();
    const database = net.connect(Number(port), hostname);
    let isLast = false;
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
    const answered = messages(false);
    client.on('data', (data) => {
      for (const { type, bytes } of said(data)) {
        if (isBlown) return;
        if (type === 'Q' || type === 'P') {
          count++;
          if (cut?.at === count && cut.when === 'before') return blow();
          isLast = cut?.at === count;
        }
        database.write(bytes);
      }
    });
    database.on('data', (data) => {
      for (const { type, bytes } of answered(data)) {
        if (isBlown) return;
        if (isLast && (type === 'Z' || type === 'G')) return blow();
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
      cut = next;
      count = 0;
      isBlown = false;
    },
    statements: () => count,
    isCut: () => isBlown,
    close: async () => {
      for (const socket of sockets) socket.destroy();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
