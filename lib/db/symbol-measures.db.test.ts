import { afterAll, beforeEach, describe, expect, it } from 'vitest';
import { disconnect, pool } from './client';
import { packedBetas, packedVolatilities, type SymbolBeta, type SymbolRows, symbolKeeper } from './symbol-measures';

afterAll(disconnect);
beforeEach(() => pool().query('TRUNCATE symbol_market_betas, symbol_volatilities'));

const absent: SymbolBeta = {
  securityId: 1,
  indexId: 2,
  asOf: '2024-07-09',
  methodVersion: 1,
  inputHash: '00c0ffee-0000-7000-8000-00000000abcd',
  windowDays: 90,
  method: 'OLS_SIMPLE',
  beta: null,
  alpha: null,
  rSquared: null,
  stdError: null,
  pValue: null,
  hc1StdError: null,
  hc3StdError: null,
  nwStdError: null,
  ci95Low: null,
  ci95High: null,
  hc3PZero: null,
  hc3POne: null,
  residualSd: null,
  firstDate: null,
  lastDate: null,
  observations: 12,
  required: 30,
  dropped: 0,
  reason: 'short_history',
};

const rowsOf = (betas: readonly SymbolBeta[]): SymbolRows => ({
  betaRows: [packedBetas(betas)],
  volatilityRows: [packedVolatilities([])],
});

const stored = async (): Promise<number[]> =>
  (await pool().query('SELECT security_id AS id FROM symbol_market_betas ORDER BY id')).rows.map(({ id }) => id);

describe('a keeper of securities’ rows', () => {
  it('has written all it was given when it says so, in however many pieces', async () => {
    const keeper = symbolKeeper();
    const ids = Array.from({ length: 2_600 }, (_, i) => i + 1);
    for (let i = 0; i < ids.length; i += 70)
      keeper.add(rowsOf(ids.slice(i, i + 70).map((securityId) => ({ ...absent, securityId }))));
    expect(await keeper.all()).toBe(true);
    expect(await stored()).toEqual(ids);
  });

  it('says yes where there was nothing, and where all of it was there before', async () => {
    expect(await symbolKeeper().all()).toBe(true);
    for (let times = 0; times < 2; times++) {
      const keeper = symbolKeeper();
      keeper.add(rowsOf([absent]));
      expect(await keeper.all()).toBe(true);
    }
    expect(await stored()).toEqual([1]);
  });

  it('says no where a row is refused, throws nothing, and writes no more', async () => {
    const keeper = symbolKeeper();
    // Neither a beta nor a reason why there is none.
    keeper.add(rowsOf(Array.from({ length: 1_000 }, (_, i) => ({ ...absent, securityId: i + 1, reason: null }))));
    keeper.add(rowsOf([absent]));
    expect(await keeper.all()).toBe(false);
    expect(await stored()).toEqual([]);
  });
});
