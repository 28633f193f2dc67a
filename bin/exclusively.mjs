import { mkdirSync, readFileSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

const beatMs = 1000;
const staleMs = 10_000;

/**
 * Calls `act` while no other process on this file system is inside a call with the same lock file.
 *
 * The holder touches the file every second; a file left untouched for ten seconds belongs to a process that was killed
 * and is taken over. Time, not the process number in the file, decides: numbers are used again, above all in containers.
 * `onWait` is called once, with the number in the file, when the lock is not free at the first attempt.
 *
 * @template T
 * @param {string} lockFile
 * @param {() => Promise<T>} act
 * @param {(pid: string) => void} onWait
 */
export async function exclusively(lockFile, act, onWait = () => {}) {
  mkdirSync(path.dirname(lockFile), { recursive: true });
  for (let attempt = 0; !created(lockFile); attempt++) {
    if (attempt === 0) onWait(contentOf(lockFile));
    if (ageOf(lockFile) > staleMs) rmSync(lockFile, { force: true });
    else await sleep(100);
  }
  const beat = setInterval(() => touch(lockFile), beatMs);
  const release = () => rmSync(lockFile, { force: true });
  process.once('exit', release);
  try {
    return await act();
  } finally {
    clearInterval(beat);
    process.off('exit', release);
    release();
  }
}

function created(file) {
  try {
    writeFileSync(file, String(process.pid), { flag: 'wx' });
    return true;
  } catch (error) {
    if (error.code === 'EEXIST') return false;
    throw error;
  }
}

// The file may vanish between two looks at it: then there is nothing to wait for and the next attempt creates it.
function ageOf(file) {
  try {
    return Date.now() - statSync(file).mtimeMs;
  } catch {
    return 0;
  }
}

function contentOf(file) {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return '';
  }
}

function touch(file) {
  try {
    utimesSync(file, new Date(), new Date());
  } catch {
    // Someone removed the lock by hand; the work goes on.
  }
}
