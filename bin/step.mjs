/** Seconds with one decimal, as every command of this directory prints them. */
export const seconds = (milliseconds) => `${(milliseconds / 1000).toFixed(1)} s`;

/**
 * Does one step of a command and prints its name before and its time after, so that a long one is seen to be at work.
 * `act` may return a word or two that replace nothing and are put beside the time.
 */
export async function step(title, act) {
  const started = performance.now();
  process.stdout.write(`  ${`${title} `.padEnd(34, '.')} `);
  try {
    const remark = await act();
    const said = typeof remark === 'string' ? ` (${remark})` : '';
    process.stdout.write(`${seconds(performance.now() - started)}${said}\n`);
    return remark;
  } catch (error) {
    process.stdout.write('failed\n');
    throw error;
  }
}
