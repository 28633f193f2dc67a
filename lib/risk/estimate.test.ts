import { describe, expect, it } from 'vitest';
import { measured, reasons, unavailable } from './estimate';

describe('an estimate', () => {
  it('is a value or the reason why there is none, with what there was and what it takes', () => {
    expect(measured(1.2)).toEqual({ status: 'measured', value: 1.2 });
    expect(unavailable('short_history', 12, 30)).toEqual({
      status: 'unavailable',
      reason: 'short_history',
      observations: 12,
      required: 30,
    });
  });

  it('has its reasons from a closed list: a change here is a change of the contract', () => {
    expect(reasons).toEqual([
      'short_history',
      'no_prices',
      'flat_market',
      'flat_asset',
      'stale_prices',
      'no_sector',
      'no_positions',
      'zero_equity',
      'no_benchmark_weights',
      'not_finite',
      'no_delta',
      'private_asset',
    ]);
  });
});
