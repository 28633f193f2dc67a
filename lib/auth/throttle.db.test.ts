import { spawn } from 'node:child_process';
import path from 'node:path';
import { afterAll, beforeEach, describe, expect, it } from 'vitest';
import { disconnect, pool } from '../db/client';
import { addressPart, limits, throttled } from './throttle';

afterAll(disconnect);
beforeEach(async () => {
  await pool().query('TRUNCATE sign_in_attempts');
});

const wrong = (name: string, address: string | null, tried: () => void = () => {}) =>
  throttled(name, address, async () => {
    tried();
    throw new Error('wrong');
  }).catch((error) => error);

describe('attempts to sign in', () => {
  it('of one address at one name are so many, and then wait', async () => {
    for (let i = 0; i < limits.pair; i++) expect((await wrong('anna', '203.0.113.1')).message).toBe('wrong');
    const refused = await wrong('anna', '203.0.113.1');
    expect(refused).toMatchObject({ status: 429, code: 'too_many_attempts' });
    expect(refused.retryAfterSeconds).toBeGreaterThan(800);
    expect(refused.retryAfterSeconds).toBeLessThanOrEqual(900);
    // Somebody elsewhere, and the same one at another name, are not kept out with them.
    expect((await wrong('anna', '203.0.113.2')).message).toBe('wrong');
    expect((await wrong('bert', '203.0.113.1')).message).toBe('wrong');
  });

  it('that come at once are no more than those that come one after the other', async () => {
    let tried = 0;
    const all = await Promise.all(Array.from({ length: 60 }, () => wrong('anna', '203.0.113.1', () => void tried++)));
    expect(tried).toBe(limits.pair);
    expect(all.filter(({ status }) => status === 429)).toHaveLength(60 - limits.pair);
  });

  it('of one address at many names are so many', async () => {
    let tried = 0;
    for (let i = 0; i < limits.address + 10; i++) await wrong(`name${i}`, '203.0.113.1', () => void tried++);
    expect(tried).toBe(limits.address);
  });

  it('at one name from many addresses are so many', async () => {
    let tried = 0;
    for (let i = 0; i < limits.name + 10; i++) await wrong('anna', `203.0.${i}.1`, () => void tried++);
    expect(tried).toBe(limits.name);
  });

  it('that one address is refused fill nobody else’s measure', async () => {
    for (let i = 0; i < 3 * limits.name; i++) await wrong('anna', '203.0.113.1');
    expect((await wrong('anna', '203.0.113.2')).message).toBe('wrong');
  });

  it('are forgiven by the right one', async () => {
    for (let i = 0; i < limits.pair - 1; i++) await wrong('anna', '203.0.113.1');
    expect(await throttled('anna', '203.0.113.1', async () => 'in')).toBe('in');
    for (let i = 0; i < limits.pair; i++) expect((await wrong('anna', '203.0.113.1')).message).toBe('wrong');
    expect((await wrong('anna', '203.0.113.1')).status).toBe(429);
  });

  it('begin anew a quarter of an hour later', async () => {
    for (let i = 0; i <= limits.pair; i++) await wrong('anna', '203.0.113.1');
    await pool().query(`UPDATE sign_in_attempts SET started_at = now() - interval '16 minutes'`);
    expect((await wrong('anna', '203.0.113.1')).message).toBe('wrong');
  });

  it('tell the first that is one too many, once', async () => {
    let told = 0;
    for (let i = 0; i < limits.pair + 5; i++)
      await throttled(
        'anna',
        '203.0.113.1',
        () => Promise.reject(new Error('wrong')),
        async () => void told++,
      ).catch(() => {});
    expect(told).toBe(1);
  });

  it('hold over several processes', async () => {
    const program = `
      const { throttled } = await import('./lib/auth/throttle.ts');
      const { disconnect } = await import('./lib/db/client.ts');
      let tried = 0;
      await Promise.all(Array.from({ length: 20 }, () => throttled('anna', '203.0.113.1', async () => { tried++; throw new Error('wrong'); }).catch(() => {})));
      console.log(tried);
      await disconnect();`;
    const counts = await Promise.all(
      [1, 2, 3].map(
        () =>
          new Promise<number>((resolve, reject) => {
            const child = spawn(
              process.execPath,
              ['--conditions=react-server', '--import', 'tsx', '--input-type=module', '-e', program],
              { cwd: path.resolve(import.meta.dirname, '../..'), stdio: ['ignore', 'pipe', 'inherit'] },
            );
            let said = '';
            child.stdout.on('data', (chunk) => {
              said += chunk;
            });
            child.once('error', reject);
            child.once('close', () => resolve(Number(said.trim())));
          }),
      ),
    );
    expect(counts.reduce((sum, one) => sum + one, 0)).toBe(limits.pair);
  }, 60_000);
});

describe('the part of an address that counts', () => {
  it.each([
    ['203.0.113.9', '203.0.113.9'],
    ['2001:db8:1:2:3:4:5:6', '2001:db8:1:2'],
    ['2001:DB8:0001:2::6', '2001:db8:1:2'],
    ['2001:db8::6', '2001:db8:0:0'],
    ['::1', '0:0:0:0'],
    ['fe80::1%eth0', 'fe80:0:0:0'],
    [null, ''],
  ])('of %s is %s', (address, part) => {
    expect(addressPart(address)).toBe(part);
  });
});
