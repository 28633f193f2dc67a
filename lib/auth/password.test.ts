import type { ScryptOptions } from 'node:crypto';
import { describe, expect, it, vi } from 'vitest';
import { passwordFault } from './account-rules';
import { checkPassword, hashPassword } from './password';

/** The work that was done: length and parameters of each key that was derived. */
const scrypted = vi.hoisted(() => [] as (ScryptOptions & { length: number })[]);
vi.mock(import('node:crypto'), async (original) => {
  const crypto = await original();
  const scrypt = (password: string, salt: Buffer, length: number, options: ScryptOptions, done: () => void) => {
    scrypted.push({ ...options, length });
    crypto.scrypt(password, salt, length, options, done);
  };
  return { ...crypto, scrypt: scrypt as typeof crypto.scrypt };
});

describe('a password', () => {
  it('is held against its hash, with a salt of its own each time', async () => {
    const [one, other] = await Promise.all([hashPassword('five small boats'), hashPassword('five small boats')]);
    expect(one).not.toBe(other);
    expect(one).toMatch(/^\$scrypt\$ln=15,r=8,p=3\$[\w-]{22}\$[\w-]{43}$/);
    expect(await checkPassword('five small boats', one)).toEqual({ isRight: true, isOld: false });
    for (const wrong of ['five small boat', 'Five small boats', ' five small boats', ''])
      expect(await checkPassword(wrong, one)).toEqual({ isRight: false, isOld: false });
  });

  it('is the same however its letters are put together', async () => {
    const hash = await hashPassword('caf\u00e9 au lait au lit');
    expect(await checkPassword('cafe\u0301 au lait au lit', hash)).toMatchObject({ isRight: true });
  });

  it('is never right where there is no hash, and is worked at as hard', async () => {
    const hash = await hashPassword('five small boats');
    scrypted.length = 0;
    expect((await checkPassword('another thing', hash)).isRight).toBe(false);
    expect((await checkPassword('another thing', null)).isRight).toBe(false);
    expect(scrypted).toHaveLength(2);
    expect(scrypted[1]).toEqual(scrypted[0]);
  });

  it('is the one RFC 7914 gives for its own example, told to be of other parameters', async () => {
    // Section 12: scrypt("pleaseletmein", "SodiumChloride", 16384, 8, 1, 64).
    const key = Buffer.from(
      '7023bdcb3afd7348461c06cd81fd38ebfda8fbba904f8e3ea9b543f6545da1f2d5432955613f0fcf62d49705242a9af9e61e85dc0d651e40dfcf017b45575887',
      'hex',
    );
    const hash = `$scrypt$ln=14,r=8,p=1$${Buffer.from('SodiumChloride').toString('base64url')}$${key.toString('base64url')}`;
    expect(await checkPassword('pleaseletmein', hash)).toEqual({ isRight: true, isOld: true });
    expect((await checkPassword('pleaseletmeout', hash)).isRight).toBe(false);
  });

  it('refuses a hash that is none', async () => {
    for (const hash of ['', 'x', '$scrypt$', '$2b$10$abc'])
      await expect(checkPassword('x', hash)).rejects.toThrow('checkPassword needs a hash');
  });

  it('is refused beyond so many at once, rather than taking all memory', async () => {
    const all = await Promise.allSettled(Array.from({ length: 40 }, () => checkPassword('x', null)));
    const refused = all.filter(({ status }) => status === 'rejected') as PromiseRejectedResult[];
    expect(refused).toHaveLength(18);
    expect(refused[0].reason).toMatchObject({ status: 429, retryAfterSeconds: 2 });
    expect((await checkPassword('x', null)).isRight).toBe(false);
  }, 60_000);
});

describe('what a password may be', () => {
  it.each([
    ['short', 'eleven char', 'at least 12'],
    ['too long', 'ab cd ef gh '.repeat(30), 'at most 256'],
    ['one letter over and over', 'a'.repeat(20), 'over and over'],
    ['the name in it', 'anna anna-marie', 'must not hold the name'],
  ])('is refused where it is %s', (_, password, fault) => {
    expect(passwordFault(password, 'anna')).toContain(fault);
  });

  it.each([
    'five small boats',
    'ÄÖÜ äöü ß €uro',
    '\u{1f600}\u{1f601}\u{1f602}\u{1f603}\u{1f604}\u{1f605}\u{1f606}\u{1f607}\u{1f608}\u{1f609}\u{1f60a}\u{1f60b}',
  ])('may be %s', (password) => {
    expect(passwordFault(password, 'anna')).toBeNull();
  });
});
