import { describe, expect, it } from 'vitest';
import { quantityFault } from './quantity-fault';

describe('quantityFault', () => {
  it.each(['1', '-3.5', '0', '0.00000001', ' 12 ', '1000000000000', '007'])('takes %j', (text) => {
    expect(quantityFault(text)).toBeNull();
  });

  it.each([
    ['', 'needs a quantity'],
    ['  ', 'needs a quantity'],
    ['abc', 'needs a number'],
    ['1e9', 'needs a number'],
    ['1,000', 'needs a number'],
    ['1 000', 'needs a number'],
    ['0x10', 'needs a number'],
    ['Infinity', 'needs a number'],
    ['NaN', 'needs a number'],
    ['+5', 'needs a number'],
    ['--5', 'needs a number'],
    ['5.', 'needs a number'],
    ['.5', 'needs a number'],
    ['\u22125', 'needs a number'],
    ['0.000000001', 'at most eight decimals'],
    ['1000000000000.1', 'a trillion'],
    ['-99999999999999', 'a trillion'],
    ['9'.repeat(400), 'a trillion'],
  ])('refuses %j and says why', (text, words) => {
    expect(quantityFault(text)).toContain(words);
  });
});
