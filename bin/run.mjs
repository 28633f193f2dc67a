import { spawn } from 'node:child_process';
import path from 'node:path';
import { root } from './root.mjs';

// Nothing that is started from here reports to its maker or looks for a newer version of itself.
const quiet = {
  NEXT_TELEMETRY_DISABLED: '1',
  CHECKPOINT_DISABLE: '1',
  PRISMA_HIDE_UPDATE_MESSAGE: '1',
  NPM_CONFIG_UPDATE_NOTIFIER: 'false',
};

/** Runs a command of the checkout in this terminal and resolves with its exit status. It does not outlive this process. */
export async function run(command, args, { env = {} } = {}) {
  const child = start(command, args, env, 'inherit');
  return ended(child);
}

/**
 * Runs a command and keeps what it prints to itself: resolves with its standard output, and when it fails throws an
 * Error that names the command and carries everything it said.
 */
export async function runQuietly(command, args, { env = {} } = {}) {
  const child = start(command, args, env, 'pipe');
  const [output, everything] = [[], []];
  child.stdout.on('data', (chunk) => {
    output.push(chunk);
    everything.push(chunk);
  });
  child.stderr.on('data', (chunk) => everything.push(chunk));
  const status = await ended(child);
  if (status !== 0) {
    const line = [command, ...args].map((word) => path.basename(word)).join(' ');
    throw new Error(`${line} failed (${status})\n${Buffer.concat(everything).toString().trim()}`);
  }
  return Buffer.concat(output).toString();
}

function start(command, args, env, output) {
  const child = spawn(command, args, {
    cwd: root,
    env: { ...process.env, ...quiet, ...env },
    stdio: ['ignore', output, output],
  });
  const endWithParent = () => child.kill('SIGTERM');
  process.once('exit', endWithParent);
  child.once('close', () => process.off('exit', endWithParent));
  return child;
}

function ended(child) {
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (code, signal) => resolve(code ?? signal));
  });
}
