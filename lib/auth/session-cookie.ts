/**
 * The cookie a browser keeps its session in. Over https its name begins with `__Host-`, by which a browser lets no
 * other host and no unencrypted page set it; over plain http, on this computer, browsers refuse that name.
 */
const plain = 'ballast_session';
const secure = `__Host-${plain}`;
const secret = /^[A-Za-z0-9_-]{43}$/;

/** The secret a request brings along, and whether by https; null where it brings none, or two that differ. */
export function sessionIn(cookie: string | null): { readonly secret: string; readonly isHttps: boolean } | null {
  const pairs = (cookie ?? '').split(';').map((part) => part.trim().split('='));
  for (const name of [secure, plain]) {
    const values = new Set(pairs.filter(([key]) => key === name).map(([, value]) => value ?? ''));
    if (values.size === 0) continue;
    const [value] = values;
    return values.size === 1 && secret.test(value) ? { secret: value, isHttps: name === secure } : null;
  }
  return null;
}

/** The header that gives a browser its session's secret until `expiresAt`. */
export function sessionCookie(value: string, expiresAt: string, isHttps: boolean): string {
  const seconds = Math.max(0, Math.floor((Date.parse(expiresAt) - Date.now()) / 1000));
  return `${isHttps ? secure : plain}=${value}; Path=/; Max-Age=${seconds}; HttpOnly; SameSite=Lax${isHttps ? '; Secure' : ''}`;
}

/** The headers that take it away, under whichever name it is. */
export const noSessionCookies: readonly string[] = [
  `${plain}=; Path=/; Max-Age=0; HttpOnly; SameSite=Lax`,
  `${secure}=; Path=/; Max-Age=0; HttpOnly; SameSite=Lax; Secure`,
];
