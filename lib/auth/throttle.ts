import 'server-only';
import { clearAttempts, countAttempt, forgiveAttempt } from '../db/sign-in-attempts';
import { AccessRefused } from './access-refused';
import { hashOf } from './secret';

/** Attempts in a quarter of an hour: of one address at one name, of one address, and at one name from anywhere. */
export const limits = { pair: 5, address: 30, name: 100 } as const;

/** The part of an address that one household or attacker has at their disposal: of IPv6 the first four groups. */
export function addressPart(address: string | null): string {
  if (!address?.includes(':')) return address ?? '';
  const [head, tail] = address.split('%')[0].split('::');
  const front = head === '' ? [] : head.split(':');
  const back = tail === undefined || tail === '' ? [] : tail.split(':');
  const zeros = tail === undefined ? [] : Array(Math.max(0, 8 - front.length - back.length)).fill('0');
  return [...front, ...zeros, ...back]
    .slice(0, 4)
    .map((group) => group.toLowerCase().replace(/^0+(?=.)/, ''))
    .join(':');
}

/**
 * Does an attempt at a name's password from an address, unless there have been too many; `onFirst` is told when this is
 * the first one too many. An attempt that throws counts, one that comes to its end counts as none and forgives those of
 * the same address at the same name.
 */
export async function throttled<T>(
  name: string,
  address: string | null,
  attempt: () => Promise<T>,
  onFirst: () => Promise<void> = async () => {},
): Promise<T> {
  const part = addressPart(address);
  const [pair, from, at] = [`pair\n${part}\n${name}`, `address\n${part}`, `name\n${name}`].map(hashOf);
  const refusal = await countAttempt([
    { key: pair, limit: limits.pair },
    { key: from, limit: limits.address },
    { key: at, limit: limits.name },
  ]);
  if (refusal) {
    if (refusal.isFirst) await onFirst();
    const message = 'too many attempts; wait a while and try again';
    throw new AccessRefused(429, 'too_many_attempts', message, refusal.waitSeconds);
  }
  const result = await attempt();
  await forgiveAttempt([pair], [from, at]);
  await clearAttempts();
  return result;
}
