import { describe, expect, it } from 'vitest';
import { signedDecimal, signedPoints } from '@/lib/format';
import { type Estimate, measured, unavailable } from '@/lib/risk/estimate';
import { changeInWords } from './change-in-words';

const plain = (text: string | null) => text?.replaceAll('\u00a0', ' ').replaceAll('\u2212', '-') ?? null;
const own = (value: number) => value;
const absent: Estimate<number> = unavailable('no_prices', 0, 1);

describe('changeInWords', () => {
  it('signs the difference and dates it', () => {
    expect(plain(changeInWords(measured(1.12), measured(1.09), '2021-03-30', own, signedDecimal))).toBe(
      '+0.03 since 30 Mar 2021',
    );
    expect(plain(changeInWords(measured(0.14), measured(0.153), '2021-03-30', own, signedPoints))).toBe(
      '-1.3 pp since 30 Mar 2021',
    );
  });

  it('does not sign what is too small to show', () => {
    expect(plain(changeInWords(measured(1.1201), measured(1.12), '2021-03-30', own, signedDecimal))).toBe(
      'unchanged since 30 Mar 2021',
    );
  });

  it('says why there is no difference', () => {
    expect(changeInWords(measured(1), null, null, own, signedDecimal)).toBe('first snapshot');
    expect(plain(changeInWords(measured(1), absent, '2021-03-30', own, signedDecimal))).toBe(
      'unavailable on 30 Mar 2021',
    );
    expect(changeInWords(absent, measured(1), '2021-03-30', own, signedDecimal)).toBeNull();
  });
});
