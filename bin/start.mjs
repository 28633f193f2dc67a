// npm start [-- --demo]: from a bare clone to a page that answers.
import { performance } from 'node:perf_hooks';
import { parseArgs } from 'node:util';
import { ballast } from './ballast.mjs';
import { hostRefusal, isTaken, listenAddress, webUrl } from './listen-address.mjs';
import { seconds } from './step.mjs';

const usage = `npm start [-- --demo]

  --demo   puts the demonstration into an external database too

  PORT              where to listen (3000)
  HOST              on which address of this computer (127.0.0.1)
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
  const refusal = hostRefusal(address.host);
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
  if (problem) console.error(`\nBallast is up at ${webUrl(address)} but not ready: ${problem}`);
  else console.log(`\nBallast is ready at ${webUrl(address)} after ${took}. Ctrl-C stops it.`);
}
