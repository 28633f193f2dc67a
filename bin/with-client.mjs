import pg from 'pg';

/** An open connection to the database at `url`; an Error that says so when it does not answer. */
export async function connect(url, settings = {}) {
  const client = new pg.Client({ connectionString: url, application_name: 'ballast db', keepAlive: true, ...settings });
  // A connection that is cut also fails the query it was cut in; that error is the one to tell.
  client.on('error', () => {});
  try {
    await client.connect();
  } catch (cause) {
    // Where a name stands for several addresses the reasons are one level down.
    const reason = cause.message || cause.errors?.map((error) => error.message).join(', ');
    throw new Error(`The database does not answer: ${reason}`, { cause });
  }
  return client;
}

/**
 * A connection for the time of a call.
 *
 * @template T
 * @param {string} url
 * @param {(client: pg.Client) => Promise<T>} act
 * @returns {Promise<T>}
 */
export async function withClient(url, act) {
  const client = await connect(url);
  try {
    return await act(client);
  } finally {
    await client.end();
  }
}

/**
 * Takes SQL and resolves with rows, the form in which the readers of ledger and catalogue ask.
 *
 * @param {pg.Client} client
 * @returns {import('./ledger.mjs').Query}
 */
export const queryOf = (client) => async (sql, values) => (await client.query(sql, values)).rows;
