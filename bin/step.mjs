/** Seconds with one decimal, as every command of this directory prints them. */
export const seconds = (milliseconds) => `${(milliseconds / 1000).toFixed(1)} s`;

/**
 * Does one step of a command and prints its name before and its time after, so that a long one is seen to be at work.
 * A word or two that `act` may return are put beside the time.
 */
export async function step(title, act) {
  const started = performance.now();
  process.stdout.write(`  ${`${title} `.padEnd(34, '.')} `);
  try {
    const remark = await act();
    const said = remark ? ` (${remark})` : '';
    process.stdout.write(`${seconds(performance.now() - started)}${said}\n`);
    return remark;
  } catch (error) {
    process.stdout.write('failed\n');
    throw error;
  }
}
