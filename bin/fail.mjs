/** Tells the person at the terminal what went wrong and ends the process with status 1. */
export function fail(message) {
  console.error(message);
  process.exit(1);
}
