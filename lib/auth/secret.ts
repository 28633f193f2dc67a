import 'server-only';
import { createHash, randomBytes } from 'node:crypto';

/** 256 bits that nobody guesses, in letters that go into a header as they are. */
export const newSecret = (): string => randomBytes(32).toString('base64url');

/** What is kept of a secret. It is as long as the hash and drawn at random, so neither salt nor slowness adds anything. */
export const hashOf = (secret: string): string => createHash('sha256').update(secret).digest('hex');

/** By their beginning tokens are recognised, by people and by programs that look for secrets in the wrong places. */
const tokenStart = 'ballast_';
const tokenPattern = /^ballast_[A-Za-z0-9_-]{43}$/;

export const newToken = (): string => `${tokenStart}${newSecret()}`;
export const isToken = (text: string): boolean => tokenPattern.test(text);
