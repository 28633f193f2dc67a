import 'server-only';
import { randomBytes, type ScryptOptions, scrypt, timingSafeEqual } from 'node:crypto';
import { AccessRefused } from './access-refused';

/**
 * Passwords are kept as scrypt (RFC 7914) of their NFKC form, with the parameters beside, so that they can be raised:
 * `$scrypt$ln=15,r=8,p=3$salt$hash`. 2^15 blocks of 1 KiB three times over are 32 MiB and about a quarter of a second;
 * OWASP's Password Storage Cheat Sheet lists them among the equals of 2^17 once.
 */
type Cost = { readonly ln: number; readonly r: number; readonly p: number };
const usual: Cost = { ln: 15, r: 8, p: 3 };
const hashBytes = 32;

/** So many passwords are worked on at once, and so many wait; each takes memory and a thread. */
const atOnce = 2;
const mostWaiting = 20;
let atWork = 0;
const waiting: (() => void)[] = [];

async function inTurn<T>(work: () => Promise<T>): Promise<T> {
  if (atWork < atOnce) atWork++;
  else {
    if (waiting.length >= mostWaiting)
      throw new AccessRefused(429, 'too_many_attempts', 'too many people sign in at once; try again in a moment', 2);
    await new Promise<void>((resolve) => waiting.push(resolve));
  }
  try {
    return await work();
  } finally {
    // The turn is handed on, or given back.
    const next = waiting.shift();
    if (next) next();
    else atWork--;
  }
}

function derive(password: string, salt: Buffer, { ln, r, p }: Cost, length: number): Promise<Buffer> {
  const options: ScryptOptions = { N: 2 ** ln, r, p, maxmem: 160 * 2 ** ln * r };
  return inTurn(
    () =>
      new Promise((resolve, reject) =>
        scrypt(password.normalize('NFKC'), salt, length, options, (error, key) =>
          error ? reject(error) : resolve(key),
        ),
      ),
  );
}

export async function hashPassword(password: string): Promise<string> {
  const salt = randomBytes(16);
  const key = await derive(password, salt, usual, hashBytes);
  const { ln, r, p } = usual;
  return `$scrypt$ln=${ln},r=${r},p=${p}$${salt.toString('base64url')}$${key.toString('base64url')}`;
}

const form = /^\$scrypt\$ln=(\d{1,2}),r=(\d{1,2}),p=(\d{1,2})\$([\w-]+)\$([\w-]+)$/;

/** A hash of no password, held against for names that nobody has, so that they take as long as the others. */
const nobody = `$scrypt$ln=${usual.ln},r=${usual.r},p=${usual.p}$${'A'.repeat(22)}$${'A'.repeat(43)}`;

/**
 * Whether a password is the one behind a hash, and whether the hash is of older parameters. Without a hash the same work
 * is done for nothing.
 */
export async function checkPassword(
  password: string,
  hash: string | null,
): Promise<{ readonly isRight: boolean; readonly isOld: boolean }> {
  const match = form.exec(hash ?? nobody);
  if (!match) throw new RangeError(`checkPassword needs a hash of the form $scrypt$…, got ${hash?.slice(0, 12)}`);
  const cost: Cost = { ln: Number(match[1]), r: Number(match[2]), p: Number(match[3]) };
  const expected = Buffer.from(match[5], 'base64url');
  const found = await derive(password, Buffer.from(match[4], 'base64url'), cost, expected.length);
  const isSame = timingSafeEqual(found, expected);
  return {
    isRight: hash !== null && isSame,
    isOld: cost.ln !== usual.ln || cost.r !== usual.r || cost.p !== usual.p,
  };
}
