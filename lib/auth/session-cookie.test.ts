import { describe, expect, it } from 'vitest';
import { newSecret } from './secret';
import { noSessionCookies, sessionCookie, sessionIn } from './session-cookie';

const secret = 'A'.repeat(43);
const inAMonth = new Date(Date.now() + 30 * 86_400_000).toISOString();

describe('the cookie of a session', () => {
  it('is out of reach of scripts and of other sites, and over https of other hosts too', () => {
    expect(sessionCookie(secret, inAMonth, false)).toMatch(
      /^ballast_session=A{43}; Path=\/; Max-Age=25919\d\d; HttpOnly; SameSite=Lax$/,
    );
    expect(sessionCookie(secret, inAMonth, true)).toMatch(
      /^__Host-ballast_session=A{43}; Path=\/; Max-Age=25919\d\d; HttpOnly; SameSite=Lax; Secure$/,
    );
    // No Domain: a browser sends it to this very host alone.
    expect(sessionCookie(secret, inAMonth, true)).not.toMatch(/domain/i);
  });

  it('is read where it came, the one of https before the other', () => {
    const other = newSecret();
    expect(sessionIn(`ballast_session=${secret}`)).toEqual({ secret, isHttps: false });
    expect(sessionIn(`a=b; __Host-ballast_session=${other}; ballast_session=${secret}`)).toEqual({
      secret: other,
      isHttps: true,
    });
  });

  it.each([
    null,
    '',
    'ballast_session=',
    'ballast_session=x',
    `ballast_session=${secret}A`,
    `ballast_session=${secret}; ballast_session=${'B'.repeat(43)}`,
    `ballast_session="${secret}"`,
    `Ballast_Session=${secret}`,
    `xballast_session=${secret}`,
    `__Host-ballast_session=x; ballast_session=${secret}`,
  ])('is none in %j', (cookie) => {
    expect(sessionIn(cookie)).toBeNull();
  });

  it('is taken away under both names', () => {
    expect(noSessionCookies).toHaveLength(2);
    for (const cookie of noSessionCookies) expect(cookie).toMatch(/=; Path=\/; Max-Age=0; HttpOnly/);
  });
});
