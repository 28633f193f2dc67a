import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type ProviderStub, startProviderStub, stubKey } from '../../test/provider-stub';
import { stubMarket } from '../../test/stub-market';
import { capabilities } from './provider';
import { keyVariable } from './provider-keys';
import { providers, requireProvider } from './providers';

/** Every provider that is listed is held to these, the vendors behind the stub. */
let stub: ProviderStub;
const market = stubMarket();

beforeAll(async () => {
  stub = await startProviderStub(market);
  process.env.BALLAST_PROVIDER_STUB = stub.url;
  process.env.BALLAST_TODAY = '2026-02-02';
  for (const { id, vendor } of providers) if (vendor?.needsKey) process.env[keyVariable(id)] = stubKey;
});

afterAll(async () => {
  delete process.env.BALLAST_PROVIDER_STUB;
  delete process.env.BALLAST_TODAY;
  for (const { id } of providers) delete process.env[keyVariable(id)];
  await stub.close();
});

describe.each(providers.map((provider) => [provider.id, provider] as const))('the provider %s', (id, provider) => {
  it('has an id and a name that fit their columns, and something to be asked for', () => {
    expect(id).toMatch(/^[a-z][a-z0-9-]{0,31}$/);
    expect(provider.name).toMatch(/\S/);
    expect(capabilities(provider).length).toBeGreaterThan(0);
    expect(requireProvider(id)).toBe(provider);
  });

  it('answers null, not nothing and not a fault, for what nobody has', async () => {
    for (const answer of [
      provider.dailyBars?.('NO.SUCH', '2026-01-02', '2026-01-30'),
      provider.securityProfile?.('NO.SUCH'),
      provider.sectorWeights?.('NOSUCH', '2026-01-30'),
    ])
      if (answer) expect(await answer).toBeNull();
  });
});

const vendors = providers.filter(({ vendor }) => vendor !== undefined);

describe.each(vendors.map((provider) => [provider.id, provider] as const))('the vendor %s', (_id, provider) => {
  const [from, to] = ['2025-01-02', '2026-01-30'];

  it('states its terms', () => {
    expect(provider.vendor!.terms).toMatch(/\S/);
  });

  it('gives sessions as they were traded, the adjusted close beside them, oldest first', async () => {
    for (const symbol of ['ACME', 'BRK.B', 'SPY', 'EURUSD=X']) {
      const { bars, rejected } = (await provider.dailyBars!(symbol, from, to))!;
      const expected = market.securities[symbol].bars;
      expect(rejected).toEqual([]);
      expect(bars.map(({ date }) => date)).toEqual(expected.map(({ date }) => date));
      bars.forEach((bar, i) => {
        expect(bar.close / (expected[i].close as number)).toBeCloseTo(1, 9);
        // A pair has nothing to be adjusted for.
        const adjusted = symbol.endsWith('=X') ? expected[i].close : expected[i].adjClose;
        expect(bar.adjustedClose / (adjusted as number)).toBeCloseTo(1, 9);
      });
    }
  });

  it('gives splits and dividends as they were paid, by ex-date', async () => {
    const { actions } = (await provider.dailyBars!('ACME', from, to))!;
    expect(actions.map(({ date, split }) => [date, split])).toEqual([
      ['2025-03-14', 1],
      ['2025-06-10', 4],
      ['2025-09-12', 1],
    ]);
    expect(actions[0].dividend).toBeCloseTo(0.8, 12);
    expect(actions[2].dividend).toBeCloseTo(0.25, 12);
  });

  it('gives the span that was asked for and nothing of a session that has not ended', async () => {
    const { bars } = (await provider.dailyBars!('ACME', '2025-06-02', '2025-06-13'))!;
    expect([bars[0].date, bars.at(-1)!.date, bars.length]).toEqual(['2025-06-02', '2025-06-13', 10]);
    process.env.BALLAST_TODAY = '2026-01-28';
    expect((await provider.dailyBars!('ACME', '2026-01-20', '2026-01-30'))!.bars.at(-1)!.date).toBe('2026-01-28');
    process.env.BALLAST_TODAY = '2026-02-02';
  });

  it('gives the profile of a security in GICS words, or no sector', async () => {
    const profile = (await provider.securityProfile!('BRK.B'))!;
    expect(profile).toMatchObject({ symbol: 'BRK.B', name: 'Company 2', assetClass: 'stock', currency: 'USD' });
    expect([null, 'Financials']).toContain(profile.sector);
    expect(await provider.securityProfile!('SPY')).toMatchObject({ assetClass: 'fund', sector: null });
  });

  it('finds a share class in whatever spelling it is kept', async () => {
    for (const symbol of ['BRK.B', 'BRK-B'])
      expect((await provider.dailyBars!(symbol, from, to))!.bars).toHaveLength(market.securities['BRK.B'].bars.length);
  });

  it('puts its key in no address', () => {
    for (const { query } of stub.seen) expect(query).not.toContain(stubKey);
  });
});

describe('the table of providers', () => {
  it('has each id once and says what each can do', () => {
    expect(new Set(providers.map(({ id }) => id)).size).toBe(providers.length);
    expect(capabilities(requireProvider('fmp'))).toEqual(['dailyBars', 'securityProfile', 'sectorWeights']);
    expect(capabilities(requireProvider('yahoo'))).toEqual(['dailyBars', 'securityProfile']);
    expect(capabilities(requireProvider('simulated'))).toEqual(['dailyBars', 'securityProfile']);
    expect(capabilities(requireProvider('shipped'))).toEqual(['sectorWeights']);
  });

  it('names its providers to who asks for another', () => {
    expect(() => requireProvider('FMP')).toThrow(
      'requireProvider: needs one of fmp, yahoo, simulated, shipped, got FMP',
    );
  });
});
