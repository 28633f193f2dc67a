import { spawn } from 'node:child_process';
import path from 'node:path';
import { root } from './root.mjs';

// Nothing that is started from here asks a question, reports to its maker or looks for a newer version of itself.
const quiet = {
  NEXT_TELEMETRY_DISABLED: '1',
  CHECKPOINT_DISABLE: '1',
  PRISMA_HIDE_UPDATE_MESSAGE: '1',
  NPM_CONFIG_UPDATE_NOTIFIER: 'false',
};

/**
 * Runs a command in the checkout to its end and resolves with its exit status.
 *
 * With `hold`, its output is kept back and shown only when it fails, and a failure throws an Error that names the
 * command. Without it the command shares this terminal and the status is the caller's to judge. The child does not
 * outlive this process.
 */
export async function run(command, args, { env = {}, hold = false, cwd = root } = {}) {
  const child = spawn(command, args, {
    cwd,
    env: { ...process.env, ...quiet, ...env },
    stdio: hold ? ['ignore', 'pipe', 'pipe'] : ['ignore', 'inherit', 'inherit'],
  });
  const kept = [];
  child.stdout?.on('data', (chunk) => kept.push(chunk));
  child.stderr?.on('data', (chunk) => kept.push(chunk));
  const endWithParent = () => child.kill('SIGTERM');
  process.once('exit', endWithParent);
  try {
    const status = await new Promise((resolve, reject) => {
      child.once('error', reject);
      child.once('close', (code, signal) => resolve(code ?? signal));
    });
    if (hold && status !== 0) {
      const line = [command, ...args].map((word) => path.basename(word)).join(' ');
      throw new Error(`${line} failed (${status})\n${Buffer.concat(kept).toString().trimEnd()}`);
    }
    return status;
  } finally {
    process.off('exit', endWithParent);
  }
}
