/** What an account may be called: what people are called by, and what can be typed into any form. */
export const accountName = /^[a-z0-9][a-z0-9._@+-]{0,63}$/;
export const accountNameNeeds = 'needs a letter or digit, then letters, digits and . _ @ + -, 64 at most';

/** A password alone keeps everybody else out, so it has some length; what it is made of is nobody's business. */
export const passwordLength = { least: 12, most: 256 } as const;

/** What is wrong with a password for the account of a name; null where it will do. */
export function passwordFault(password: string, name: string): string | null {
  const characters = [...password.normalize('NFKC')];
  if (characters.length < passwordLength.least) return `needs at least ${passwordLength.least} characters`;
  if (characters.length > passwordLength.most) return `needs at most ${passwordLength.most} characters`;
  if (new Set(characters).size < 5) return 'needs more than a few characters over and over';
  if (name.length > 2 && password.toLowerCase().includes(name.toLowerCase())) return 'must not hold the name';
  return null;
}
