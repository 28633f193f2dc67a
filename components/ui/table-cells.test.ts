import { describe, expect, it } from 'vitest';
import { money, percent, signedDecimal, signedPoints } from '@/lib/format';
import { cellOf } from './table-cells';

describe('cellOf', () => {
  it.each([
    [percent(0.142), 0.142],
    [percent(-0.0307, 2), -0.0307],
    [signedPoints(0.0912), 0.091],
    [signedDecimal(-1234.5), -1234.5],
    [money(-1234.5, 'USD'), -1234.5],
    [money(1234567, 'USD', 0), 1234567],
    ['10,000', 10000],
    ['0', 0],
    ['+0.07', 0.07],
  ])('reads the figure %j as a number', (shown, value) => {
    expect(cellOf(shown)).toBe(value);
  });

  it.each(['[0.97, 1.27]', '11.2 to 17.9 %', '30 Jun 2026', '73rd', '< 0.0001', 'ACME', '=1+1', '1-2', '3M'])(
    'leaves %j what it is',
    (shown) => {
      expect(cellOf(shown)).toBe(shown);
    },
  );

  it.each(['', '  ', '—', '\u00a0'])('takes %j for nothing', (shown) => {
    expect(cellOf(shown)).toBeNull();
  });
});
