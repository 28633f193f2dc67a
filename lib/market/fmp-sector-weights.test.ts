import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type ProviderStub, type StubMarket, startProviderStub, stubKey } from '../../test/provider-stub';
import { gicsSectors } from '../risk/gics-sectors';
import { fmpProvider } from './fmp';
import { sectorSetFault, weightsBySector } from './sector-set';

/** FMP's words for the sectors, in the order of the closed list. */
const words = [
  'Communication Services',
  'Consumer Cyclical',
  'Consumer Defensive',
  'Energy',
  'Financial Services',
  'Healthcare',
  'Industrials',
  'Technology',
  'Basic Materials',
  'Real Estate',
  'Utilities',
];

/** 503 members whose shares of the fund add up to 99.9 percent; the rest is cash. */
const members = Array.from({ length: 503 }, (_, i) => ({
  symbol: `${'ABCDEFGHIJKLMNOPQRSTUVWXYZ'[i % 26]}${'ABCDEFGHIJKLMNOPQRSTUVWXYZ'[Math.floor(i / 26)]}X`,
  sector: words[i % 11],
  percent: (99.9 * (i + 1)) / ((503 * 504) / 2),
  cap: (504 - i) * 1e9,
}));

const shareOf = (place: number, size: (one: (typeof members)[number]) => number): number => {
  const total = members.reduce((sum, one) => sum + size(one), 0);
  return members.filter((_, i) => i % 11 === place).reduce((sum, one) => sum + size(one), 0) / total;
};

let stub: ProviderStub;
const market = (): StubMarket => ({ securities: {}, members, holdingsDate: '2026-01-29' });
const fmp = fmpProvider({
  callMs: 1_000,
  attempts: 1,
  firstPauseMs: 1,
  longestPauseMs: 10,
  bytes: 1_000_000,
  concurrency: 2,
});

beforeAll(async () => {
  stub = await startProviderStub(market());
  process.env.BALLAST_PROVIDER_STUB = stub.url;
  process.env.BALLAST_TODAY = '2026-01-30';
  process.env.FMP_API_KEY = stubKey;
});
afterAll(async () => {
  for (const name of ['BALLAST_PROVIDER_STUB', 'BALLAST_TODAY', 'FMP_API_KEY']) delete process.env[name];
  await stub.close();
});
beforeEach(() => {
  stub.state.market = market();
});

const spoil = (change: Partial<StubMarket>) => {
  stub.state.market = { ...market(), ...change };
  return fmp.sectorWeights!('SP500', '2026-01-30');
};

describe('the sector weights of the S&P 500 by FMP', () => {
  it('are the shares of the fund that holds it, without its cash, with the day of the holdings', async () => {
    const set = (await fmp.sectorWeights!('SP500', '2026-01-30'))!;
    expect(set).toMatchObject({
      benchmark: 'SP500',
      asOf: '2026-01-29',
      dataSource: 'FMP holdings of SPY',
      constituents: 503,
    });
    expect(sectorSetFault(set, '2026-01-30')).toBeNull();
    gicsSectors.forEach((sector, place) => {
      expect(set.weights[sector]).toBeCloseTo(
        shareOf(place, ({ percent }) => percent),
        7,
      );
    });
  });

  it('are those of market capitalisations where the plan has no holdings, and say so', async () => {
    const set = (await spoil({ paidFor: ['/etf/holdings'] }))!;
    expect(set.dataSource).toBe('FMP market caps, all shares');
    gicsSectors.forEach((sector, place) => {
      expect(set.weights[sector]).toBeCloseTo(
        shareOf(place, ({ cap }) => cap),
        7,
      );
    });
  });

  it('are null for an earlier day than the holdings and for another benchmark', async () => {
    expect(await fmp.sectorWeights!('SP500', '2026-01-28')).toBeNull();
    expect(await fmp.sectorWeights!('NDX', '2026-01-30')).toBeNull();
  });

  it.each([
    ['a list of members that was cut off', { members: members.slice(0, 300) }],
    ['holdings that do not add up', { members: members.map((one) => ({ ...one, percent: one.percent / 2 })) }],
    [
      'sectors nobody knows',
      { members: members.map((one, i) => (i % 11 === 4 ? { ...one, sector: 'Blockchain' } : one)) },
    ],
    ['holdings of the future', { holdingsDate: '2026-03-01' }],
    ['holdings without a date', { holdingsDate: 'undefined' }],
  ])('are refused whole for %s', async (_name, change) => {
    await expect(spoil(change)).rejects.toMatchObject({ kind: 'malformed' });
  });
});

describe('weightsBySector', () => {
  it('gives a sector without a company weight 0 and the others their share of what is known', () => {
    const weights = weightsBySector(
      [
        { sector: 'Energy', size: 3 },
        { sector: 'Materials', size: 1 },
        { sector: null, size: 0.01 },
      ],
      gicsSectors,
      0.01,
    )!;
    expect(weights.Energy).toBe(0.75);
    expect(weights.Materials).toBe(0.25);
    expect(weights.Utilities).toBe(0);
  });

  it('says nothing where too much of the whole has no sector, or there is no whole', () => {
    expect(
      weightsBySector(
        [
          { sector: 'Energy', size: 9 },
          { sector: null, size: 1 },
        ],
        gicsSectors,
        0.01,
      ),
    ).toBeNull();
    expect(weightsBySector([], gicsSectors, 0.01)).toBeNull();
  });
});

describe('sectorSetFault', () => {
  const even = Object.fromEntries(gicsSectors.map((sector) => [sector, 1 / 11])) as Record<
    (typeof gicsSectors)[number],
    number
  >;
  const set = { benchmark: 'SP500', asOf: '2026-01-30', dataSource: 'test', weights: even };

  it('passes eleven weights that add up to 1 ± 0.0005', () => {
    expect(sectorSetFault(set, '2026-01-30')).toBeNull();
    expect(sectorSetFault({ ...set, weights: { ...even, Energy: 1 / 11 + 0.00049 } }, '2026-01-30')).toBeNull();
  });

  it('names what is wrong with any other', () => {
    expect(sectorSetFault({ ...set, weights: { ...even, Energy: 1 / 11 + 0.00051 } }, '2026-01-30')).toMatch(/add up/);
    expect(sectorSetFault({ ...set, weights: { ...even, Energy: Number.NaN } }, '2026-01-30')).toMatch(/from 0 to 1/);
    const { Energy: _, ...ten } = even;
    expect(sectorSetFault({ ...set, weights: ten as typeof even }, '2026-01-30')).toMatch(/11 sectors, got 10/);
    expect(sectorSetFault(set, '2026-01-29')).toMatch(/a date up to 2026-01-29/);
  });
});
