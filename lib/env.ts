/**
 * The settings that come from the environment, read where they are needed and parsed strictly: a setting that is
 * present and wrong stops the program with its name, it is never replaced by a default.
 */
const isoDay = /^\d{4}-\d{2}-\d{2}$/;

/** Address of the PostgreSQL database; the launcher sets it for the embedded server. Throws where it is missing. */
export function databaseUrl(): string {
  const url = process.env.DATABASE_URL;
  if (!url) throw new Error('DATABASE_URL is not set: start with npm start, or point it at a PostgreSQL database');
  return url;
}

/** The day taken for today (`YYYY-MM-DD`), where `BALLAST_TODAY` pins it; null otherwise. */
export function pinnedToday(): string | null {
  const day = process.env.BALLAST_TODAY;
  if (!day) return null;
  if (!isoDay.test(day)) throw new Error(`BALLAST_TODAY needs a date YYYY-MM-DD, got ${JSON.stringify(day)}`);
  return day;
}

/** The instant taken for now: the end of `BALLAST_TODAY` (UTC) where it is pinned, else the clock. */
export function now(): Date {
  const day = pinnedToday();
  return day ? new Date(Date.parse(`${day}T23:59:59Z`)) : new Date();
}

/** Today as `YYYY-MM-DD` in New York, where the exchange is. */
export function today(): string {
  return pinnedToday() ?? new Intl.DateTimeFormat('en-CA', { timeZone: 'America/New_York' }).format(new Date());
}

/** Host names under which the server may be addressed besides loopback (`APP_HOSTS`, comma-separated). */
export function allowedHosts(): readonly string[] {
  return (process.env.APP_HOSTS ?? '')
    .split(',')
    .map((host) => host.trim().toLowerCase())
    .filter(Boolean);
}

/** How long a worker may be silent before its job is given to another (seconds). */
export function jobLeaseSeconds(): number {
  const text = process.env.BALLAST_JOB_LEASE_SECONDS ?? '10';
  const seconds = Number(text);
  if (!/^\d+$/.test(text) || seconds < 1)
    throw new Error(`BALLAST_JOB_LEASE_SECONDS needs a whole number of seconds from 1, got ${JSON.stringify(text)}`);
  return seconds;
}

/**
 * Where Ballast keeps what is neither code nor database (`BALLAST_DATA_DIR`, absolute); the launcher sets it for the
 * processes it starts. Null where it does not.
 */
export function dataDirectory(): string | null {
  return process.env.BALLAST_DATA_DIR || null;
}

/** A vendor's key given by the environment, null where it gives none. */
export function keyFromEnvironment(name: string): string | null {
  return process.env[name]?.trim() || null;
}

/**
 * Where the stub of the tests stands in for the vendors of market data (`BALLAST_PROVIDER_STUB`); null otherwise.
 * Loopback alone is taken, so that the setting can never send a person's symbols or keys anywhere else.
 */
export function providerStub(): string | null {
  const text = process.env.BALLAST_PROVIDER_STUB;
  if (!text) return null;
  if (!/^http:\/\/(127\.0\.0\.1|\[::1\]|localhost):\d{1,5}$/.test(text))
    throw new Error(`BALLAST_PROVIDER_STUB needs an address like http://127.0.0.1:4000, got ${JSON.stringify(text)}`);
  return text;
}

/** How many requests of the API an account has a minute (`BALLAST_REQUESTS_PER_MINUTE`). */
export function requestsPerMinute(): number {
  const text = process.env.BALLAST_REQUESTS_PER_MINUTE ?? '3000';
  if (!/^[1-9]\d{0,8}$/.test(text))
    throw new Error(`BALLAST_REQUESTS_PER_MINUTE needs a whole number from 1, got ${JSON.stringify(text)}`);
  return Number(text);
}

/** The checkout, which the launcher tells the web server, whose working directory is elsewhere. */
export const rootDirectory = (): string => process.env.BALLAST_ROOT || process.cwd();
