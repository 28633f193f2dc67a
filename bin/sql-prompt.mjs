import { spawn, spawnSync } from 'node:child_process';
import { createInterface } from 'node:readline/promises';
import { textTable } from './text-table.mjs';
import { withClient } from './with-client.mjs';

/** SQL by hand: psql where there is one, otherwise a prompt that sends what is typed up to a semicolon. */
export async function sqlPrompt(url) {
  const hasPsql = spawnSync('psql', ['--version'], { stdio: 'ignore' }).status === 0;
  return hasPsql ? psql(url) : prompt(url);
}

/** The address travels in the environment: arguments can be read by every user of a computer. */
function psql(url) {
  const child = spawn('psql', [], { stdio: 'inherit', env: { ...process.env, ...libpqEnvironment(url) } });
  // Ctrl-C cancels a query of psql; it must not end this process, which may have to stop a server afterwards.
  process.on('SIGINT', () => {});
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (code) => resolve(code ?? 1));
  });
}

function libpqEnvironment(url) {
  const { hostname, port, username, password, pathname, searchParams } = new URL(url);
  const settings = {
    PGHOST: searchParams.get('host') ?? decodeURIComponent(hostname),
    PGPORT: port,
    PGUSER: decodeURIComponent(username),
    PGPASSWORD: decodeURIComponent(password),
    PGDATABASE: decodeURIComponent(pathname.slice(1)),
    PGSSLMODE: searchParams.get('sslmode'),
    PGSSLROOTCERT: searchParams.get('sslrootcert'),
    PGOPTIONS: searchParams.get('options'),
  };
  return Object.fromEntries(Object.entries(settings).filter(([, value]) => value));
}

function prompt(url) {
  return withClient(url, async (client) => {
    const lines = createInterface({ input: process.stdin, output: process.stdout, terminal: process.stdin.isTTY });
    if (process.stdin.isTTY) console.log('SQL up to a semicolon; \\q or Ctrl-D ends.');
    lines.setPrompt(process.stdin.isTTY ? 'sql> ' : '');
    let status = 0;
    let sql = '';
    lines.prompt();
    for await (const line of lines) {
      if (line.trim() === '\\q') break;
      sql += `${line}\n`;
      if (line.trimEnd().endsWith(';')) {
        status = await execute(client, sql);
        sql = '';
      }
      lines.prompt();
    }
    lines.close();
    return sql.trim() ? execute(client, sql) : status;
  });
}

const asPostgresWritesThem = { getTypeParser: () => (text) => text };

async function execute(client, sql) {
  try {
    const results = await client.query({ text: sql, rowMode: 'array', types: asPostgresWritesThem });
    for (const result of [results].flat()) console.log(shown(result));
    return 0;
  } catch (error) {
    console.error(`ERROR ${error.code ?? ''}: ${error.message}`);
    return 1;
  }
}

function shown({ command, fields, rows, rowCount }) {
  if (fields.length === 0) return `${command} ${rowCount ?? ''}`.trimEnd();
  const columns = fields.map(({ name }, index) => ({ title: name, value: (row) => row[index] ?? '' }));
  return `${textTable(columns, rows)}\n(${rows.length} ${rows.length === 1 ? 'row' : 'rows'})`;
}
