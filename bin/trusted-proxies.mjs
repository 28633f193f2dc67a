import { BlockList, isIP } from 'node:net';

/**
 * The proxies whose X-Forwarded-* headers count, from TRUSTED_PROXIES: addresses and networks, `127.0.0.1, 10.0.0.0/8`.
 * Throws an Error for the person at the terminal where it is none.
 *
 * @param {string | undefined} text
 */
export function trustedProxies(text = process.env.TRUSTED_PROXIES) {
  const trusted = new BlockList();
  for (const part of (text ?? '').split(',').map((one) => one.trim())) {
    if (part === '') continue;
    const [address, length, ...rest] = part.split('/');
    const family = isIP(address);
    const most = family === 4 ? 32 : 128;
    const isLength =
      length === undefined || (/^\d{1,3}$/.test(length) && Number(length) >= 1 && Number(length) <= most);
    if (family === 0 || !isLength || rest.length > 0) {
      throw new Error(
        `TRUSTED_PROXIES needs addresses or networks such as 127.0.0.1 or 10.0.0.0/8, got ${JSON.stringify(part)}.`,
      );
    }
    if (length === undefined) trusted.addAddress(address, `ipv${family}`);
    else trusted.addSubnet(address, Number(length), `ipv${family}`);
  }
  return trusted;
}

/** An address as it is compared and shown: an IPv4 one without its dress of IPv6, none without a zone. */
export const plainAddress = (text) => (text ?? '').replace(/^::ffff:(?=\d+\.)/i, '').replace(/%.*$/, '');

export const isIn = (list, address) => {
  const family = isIP(address);
  return family !== 0 && list.check(address, `ipv${family}`);
};
