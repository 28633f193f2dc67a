import { describe, expect, it } from 'vitest';
import { isIn, plainAddress, trustedProxies } from './trusted-proxies.mjs';

describe('trustedProxies', () => {
  it('are nobody unless somebody is named', () => {
    for (const text of [undefined, '', ' ', ',']) expect(isIn(trustedProxies(text ?? ''), '127.0.0.1')).toBe(false);
  });

  it('are addresses and networks of either family', () => {
    const trusted = trustedProxies('127.0.0.1, 10.0.0.0/8,::1 ,fd00::/8');
    for (const address of ['127.0.0.1', '10.255.1.2', '::1', 'fd12::1']) expect(isIn(trusted, address)).toBe(true);
    for (const address of ['127.0.0.2', '11.0.0.1', '::2', 'fe80::1', '', 'localhost', '10.0.0'])
      expect(isIn(trusted, address)).toBe(false);
  });

  it.each(['localhost', '*', '10.0.0.0/33', '10.0.0.0/0', '::/129', '10.0.0.0/8/8', '10.0.0.0/-1', '10.0.0', 'x/8'])(
    'refuse %j by name',
    (text) => {
      expect(() => trustedProxies(text)).toThrow(`got ${JSON.stringify(text)}`);
    },
  );

  it('compare an IPv4 address as what it is however it is dressed', () => {
    expect(['::ffff:127.0.0.1', '::FFFF:10.1.2.3', 'fe80::1%eth0', '::1', undefined].map(plainAddress)).toEqual([
      '127.0.0.1',
      '10.1.2.3',
      'fe80::1',
      '::1',
      '',
    ]);
  });
});
