// npm start [-- --demo]: from a bare clone to a page that answers.
import { existsSync } from 'node:fs';
import { performance } from 'node:perf_hooks';
import { parseArgs } from 'node:util';
import { ballast } from './ballast.mjs';
import { dataDirectory } from './data-directory.mjs';
import { hostNames, hostRefusal, isTaken, listenAddress, webUrl } from './listen-address.mjs';
import { seconds } from './step.mjs';
import { trustedProxies } from './trusted-proxies.mjs';

const usage = `npm start [-- --demo]

  --demo   puts the demonstration into an external database too

  PORT              where to listen (3000)
  HOST              on which address of this computer (127.0.0.1); another needs an account: npm run account
  APP_HOSTS         host names besides loopback under which browsers ask for it
  TRUSTED_PROXIES   addresses of proxies in front of it, whose X-Forwarded-* headers count
  DATABASE_URL      an external PostgreSQL 15 or newer instead of the one that comes along
  BALLAST_DATA_DIR  where the one that comes along keeps its data (.data)
  BALLAST_TODAY     a day to take for today, YYYY-MM-DD`;

let running = null;
let endedAt = null;

/** Ends everything once. A second request within a moment is the same key press, passed on by npm; a later one insists. */
async function end(status) {
  if (endedAt !== null) {
    if (Date.now() - endedAt > 1500) process.exit(status || 1);
    return;
  }
  endedAt = Date.now();
  try {
    await running?.stop();
  } catch (error) {
    console.error(error.message);
    process.exit(1);
  }
  process.exit(status);
}

function fail(message) {
  console.error(`\n${message}`);
  return end(1);
}

for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) {
  process.on(signal, () => {
    if (endedAt === null) console.log('\nStopping.');
    end(0);
  });
}
// npm puts a shell between itself and this process, and a signal sent to npm ends at that shell. To be left by it means
// to be asked to stop.
if (process.env.npm_lifecycle_event) {
  const shell = process.ppid;
  setInterval(() => process.ppid !== shell && end(0), 300).unref();
}
process.on('uncaughtException', (error) => fail(error.stack));
// A terminal that is gone cannot be written to; that is no reason to leave a database running.
process.stdout.on('error', () => end(1));
process.stderr.on('error', () => end(1));

try {
  await main();
} catch (error) {
  if (endedAt === null) await fail(error.message);
}

async function main() {
  const { values } = parseArgs({ options: { demo: { type: 'boolean' }, help: { type: 'boolean' } } });
  if (values.help) {
    console.log(usage);
    return;
  }
  const address = listenAddress();
  const names = hostNames(address.host);
  trustedProxies();
  // Whether there is an account is asked once the database is open; where there is none yet, nothing has to be opened.
  const refusal = process.env.DATABASE_URL || existsSync(dataDirectory()) ? null : hostRefusal(address.host);
  if (refusal) throw new Error(refusal);
  if (await isTaken(address)) {
    throw new Error(
      `Port ${address.port} is taken. If Ballast runs already it is at ${webUrl(address)}; ` +
        `otherwise choose another port: PORT=${address.port + 1} npm start`,
    );
  }

  console.log('Ballast');
  running = ballast({ address, withDemonstration: values.demo, onFatal: fail });
  const { problem } = await running.start();
  if (endedAt !== null) return;
  const took = seconds(performance.now());
  const url = webUrl(address, names);
  if (problem) console.error(`\nBallast is up at ${url} but not ready: ${problem}`);
  else console.log(`\nBallast is ready at ${url} after ${took}. Ctrl-C stops it.`);
  if (hostRefusal(address.host) && names.length === 0) {
    console.log('Browsers elsewhere are answered under the names of APP_HOSTS alone, and it names none.');
  }
}
