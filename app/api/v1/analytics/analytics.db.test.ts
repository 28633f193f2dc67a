import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { z } from 'zod';
import { concentrationSchema, marketBetaSchema, sectorExposureSchema, volatilitySchema } from '@/lib/api/analytics';
import { disconnect, inTransaction, pool } from '@/lib/db/client';
import { type NewLot, saveLots } from '@/lib/db/holdings-import';
import { localOwner, type Owner } from '@/lib/db/owner';
import { createPortfolio, updatePortfolio } from '@/lib/db/portfolios';
import { requestRecalculation } from '@/lib/db/recalculations';
import { saveSectorWeights } from '@/lib/db/sector-weights';
import { saveSecurities } from '@/lib/db/securities';
import { snapshotOn } from '@/lib/db/snapshots';
import { recalculate } from '@/lib/jobs/recalculate';
import { lastTradingDays } from '@/lib/market/calendar';
import { gicsSectors } from '@/lib/risk/gics-sectors';
import { call, documentOf, problemOf } from '@/test/api';
import { measuredValue } from '@/test/measured-value';
import { cashLot, newLot, optionLot, privateLot } from '@/test/new-lot';
import { madeCloses, saveCloses } from '@/test/small-market';
import { GET as concentration } from './portfolio/[portfolioId]/concentration/route';
import { GET as marketBeta } from './portfolio/[portfolioId]/market-beta/route';
import { GET as sectorExposure } from './portfolio/[portfolioId]/sector-exposure/route';
import { GET as volatility } from './portfolio/[portfolioId]/volatility/route';

const asOf = '2024-07-09';
const sessions = [...lastTradingDays(asOf, 1_300)];
const stranger = '00000000-0000-7000-8000-0000000000ff' as Owner;

const endpoints = [
  ['volatility', volatility, volatilitySchema],
  ['market-beta', marketBeta, marketBetaSchema],
  ['sector-exposure', sectorExposure, sectorExposureSchema],
  ['concentration', concentration, concentrationSchema],
] as const;

type Document = z.infer<(typeof endpoints)[number][2]>;

const get = (name: string, handler: unknown, portfolioId: string, search = '') =>
  call(handler, `/api/v1/analytics/portfolio/${portfolioId}/${name}${search}`, { params: { portfolioId } });

beforeAll(async () => {
  process.env.BALLAST_TODAY = '2024-07-10';
  const market = madeCloses('SPY', sessions, { seed: 1, volatilityDaily: 0.01 });
  await saveCloses([
    market,
    madeCloses('ACME', sessions, { seed: 2, beta: 1.2, market }),
    madeCloses('BETA', sessions, { seed: 3, beta: 0.4, market }),
    madeCloses('YOUNG', sessions.slice(-40), { seed: 4, beta: 1, market }),
    madeCloses('NEW', sessions.slice(-5), { seed: 5, beta: 1, market }),
  ]);
  await inTransaction((client) =>
    saveSecurities(client, [
      { symbol: 'ACME', name: 'Acme', sector: 'Energy', assetClass: null },
      { symbol: 'BETA', name: null, sector: 'Utilities', assetClass: null },
    ]),
  );
  await pool().query(`INSERT INTO benchmarks (code, name) VALUES ('BARE', 'Without weights')`);
  await pool().query(`INSERT INTO users (id, name) VALUES ($1, 'Somebody else')`, [stranger]);
  await inTransaction((client) =>
    saveSectorWeights(
      client,
      'SP500',
      gicsSectors.map((sector, i) => ({
        asOf: '2024-06-28',
        sector,
        weight: i === 0 ? '0.1' : '0.09',
        dataSource: 'made',
      })),
    ),
  );
});

afterAll(disconnect);

async function book(lots: readonly NewLot[], { days = [asOf], benchmarkCode = 'SP500', marketIndex = 'SPY' } = {}) {
  const { id } = await createPortfolio(localOwner, { name: 'x', currency: 'USD', marketIndex, benchmarkCode });
  await inTransaction((client) => saveLots(client, localOwner, id, lots, 'replace', '2020-01-02'));
  for (const day of days) {
    const { recalculation } = await requestRecalculation(pool(), localOwner, {
      portfolioId: id,
      fromDate: day,
      asOf: day,
      trigger: 'api',
    });
    await recalculate(recalculation.id, new AbortController().signal);
  }
  return id;
}

const standard = [
  newLot('ACME', 100),
  newLot('BETA', -50),
  newLot('YOUNG', 5),
  cashLot(2_000),
  optionLot('ACME C', 1, 'ACME'),
];

/** An answer keeps its promises: `available` says whether there is data, and whatever is null has its reason beside it. */
function expectExplained(name: string, { available, data, metadata }: Document) {
  expect(available).toBe(data !== null);
  if (data === null) expect(Object.keys(metadata.unavailable)).toContain('data');
  else {
    expect(Object.keys(metadata.unavailable)).not.toContain('data');
    for (const [field, value] of Object.entries(data)) {
      if (value !== null || field.startsWith('largest_')) continue;
      expect([name, field, Object.keys(metadata.unavailable)]).toEqual([name, field, expect.arrayContaining([field])]);
    }
  }
}

const books: readonly (readonly [what: string, lots: readonly NewLot[], rest?: Parameters<typeof book>[1]])[] = [
  ['all sorts', standard],
  ['nothing', []],
  ['cash', [cashLot(5)]],
  ['debt', [cashLot(-5)]],
  ['private assets', [privateLot('CELLAR', '5')]],
  ['what has no price', [newLot('UNHEARD', 5)]],
  ['a stock of forty days', [newLot('YOUNG', 5)]],
  ['a stock of five days', [newLot('NEW', 5)]],
  ['an option without a delta', [optionLot('C', 1, 'ACME', { delta: null })]],
  ['long and short that cancel', [newLot('ACME', 5, { lotId: 'a' }), newLot('ACME', -5, { lotId: 'b' })]],
  ['stocks without an index', standard, { marketIndex: 'UNHEARD' }],
  ['stocks without a benchmark', standard, { benchmarkCode: 'BARE' }],
  ['a single stock', [newLot('ACME', 5)]],
  ['more debt than assets', [newLot('ACME', 5), cashLot(-1_000_000)]],
];

describe('an analytics endpoint', () => {
  it.each(books.map(([what, lots, rest]) => ({ what, lots, rest })))(
    'answers its document for a book of $what, and explains whatever is missing',
    async ({ lots, rest }) => {
      const id = await book(lots, rest);
      const snapshot = (await snapshotOn(localOwner, id))!;
      for (const [name, handler, schema] of endpoints) {
        const document = await documentOf(await get(name, handler, id), schema as z.ZodType<Document>);
        expectExplained(name, document);
        expect(document).toMatchObject({ portfolio_id: id, calculation_date: asOf });
        expect(document.metadata).toMatchObject({
          run_id: snapshot.runId,
          input_hash: snapshot.inputHash,
          calculated_at: snapshot.calculatedAt,
          stale: null,
        });
        // The same by its day.
        expect(await documentOf(await get(name, handler, id, `?as_of=${asOf}`), schema as z.ZodType<Document>)).toEqual(
          document,
        );
      }
    },
  );

  it('answers the exact numbers, not the rounded ones', async () => {
    const id = await book(standard);
    const { estimates } = (await snapshotOn(localOwner, id))!;
    const [vol, beta, , conc] = await Promise.all(
      endpoints.map(async ([name, handler]) => (await get(name, handler, id)).json()),
    );
    expect(vol.data).toEqual({
      realized_volatility_21d: measuredValue(estimates.volatility.realized21d).volatilityAnnual,
      realized_volatility_63d: measuredValue(estimates.volatility.realized63d).volatilityAnnual,
      expected_volatility_21d: measuredValue(estimates.volatility.forecast).volatilityAnnual,
      volatility_trend: measuredValue(estimates.volatility.trend).label,
      volatility_percentile: measuredValue(estimates.volatility.percentile).percentile,
    });
    expect(beta.data).toEqual({
      market_beta_weighted: measuredValue(estimates.beta.weighted).beta,
      market_beta_r_squared: measuredValue(estimates.beta.direct90).rSquared,
      market_beta_observations: 39,
      market_beta_direct: measuredValue(estimates.beta.direct90).beta,
    });
    expect(conc.data.hhi).toBe(measuredValue(estimates.concentration).hhi);
  });

  it('answers weights that add up', async () => {
    const id = await book(standard);
    const conc = await documentOf(await get('concentration', concentration, id), concentrationSchema);
    const weights = conc.data!.position_weights;
    expect(weights.map(({ symbol }) => symbol).sort()).toEqual(['ACME', 'BETA', 'USD', 'YOUNG']);
    expect(weights.reduce((sum, { weight }) => sum + weight, 0)).toBeCloseTo(1, 12);
    expect(weights.map(({ weight }) => weight)).toEqual(weights.map(({ weight }) => weight).sort((a, b) => b - a));
    expect(conc.data).toMatchObject({
      total_positions: 4,
      effective_num_positions: expect.closeTo(10_000 / conc.data!.hhi, 10),
    });

    const { data, metadata } = await documentOf(await get('sector-exposure', sectorExposure, id), sectorExposureSchema);
    const sum = (record: Record<string, number>) => Object.values(record).reduce((total, value) => total + value, 0);
    expect(sum(data!.portfolio_weights)).toBeCloseTo(1, 12);
    expect(sum(data!.benchmark_weights!)).toBeCloseTo(1, 12);
    expect(sum(data!.over_underweight!)).toBeCloseTo(0, 12);
    expect(Object.keys(data!.benchmark_weights!).sort()).toEqual([...gicsSectors].sort());
    expect(metadata).toMatchObject({ weights_on: 'equity', benchmark_date: '2024-06-28', benchmark_source: 'made' });
    const active = gicsSectors.map((sector) => data!.over_underweight![sector]);
    expect(data!.largest_overweight!.active_weight).toBe(Math.max(...active));
    expect(data!.largest_underweight!.active_weight).toBe(Math.min(...active));
  });

  it('names the funds that are looked through, with what each weighs', async () => {
    const spy = newLot('SPY', 10, { assetClass: 'fund' });
    const id = await book([newLot('ACME', 10), spy], { days: [] });
    const read = async () => {
      const { recalculation } = await requestRecalculation(pool(), localOwner, {
        portfolioId: id,
        fromDate: asOf,
        asOf,
        trigger: 'api',
      });
      await recalculate(recalculation.id, new AbortController().signal);
      return documentOf(await get('sector-exposure', sectorExposure, id), sectorExposureSchema);
    };
    const off = await read();
    expect(off.metadata.looked_through).toEqual([]);
    const weight = off.data!.portfolio_weights.Funds;
    expect(weight).toBeGreaterThan(0);
    await updatePortfolio(localOwner, id, { looksThrough: true });
    const on = await read();
    expect(on.metadata.looked_through).toEqual([{ symbol: 'SPY', weight }]);
    expect(on.data!.portfolio_weights.Funds).toBe(0);
    expect(on.data!.portfolio_weights.Utilities).toBeCloseTo(weight * on.data!.benchmark_weights!.Utilities, 12);
  });

  it('names what a beta leaves out, and how much of the book it is', async () => {
    const id = await book([newLot('ACME', 10), newLot('NEW', 10), privateLot('CELLAR', '1000')]);
    const { metadata } = await documentOf(await get('market-beta', marketBeta, id), marketBetaSchema);
    expect(metadata.excluded.map(({ symbol, reason }) => [symbol, reason])).toEqual([
      ['CELLAR', 'private_asset'],
      ['NEW', 'short_history'],
    ]);
    expect(metadata.coverage! + metadata.excluded.reduce((sum, { share }) => sum + share, 0)).toBeCloseTo(1, 12);
  });

  it('says that there is no snapshot: at all, and on a day without one', async () => {
    const never = await book(standard, { days: [] });
    const once = await book(standard);
    for (const [name, handler, schema] of endpoints) {
      const none = await documentOf(await get(name, handler, never), schema as z.ZodType<Document>);
      expect(none).toMatchObject({ available: false, data: null, calculation_date: null });
      expect(none.metadata).toMatchObject({
        run_id: null,
        market_index: 'SPY',
        benchmark_code: 'SP500',
        unavailable: { data: { reason: 'no_snapshot', observations: null, required: null } },
      });
      const other = await documentOf(
        await get(name, handler, once, '?as_of=2024-07-08'),
        schema as z.ZodType<Document>,
      );
      expect(other).toMatchObject({
        available: false,
        data: null,
        calculation_date: '2024-07-08',
        metadata: { run_id: null, unavailable: { data: { reason: 'no_snapshot' } } },
      });
    }
  });

  it('answers the newest day, or the one that is asked for', async () => {
    const days = sessions.slice(-3);
    const id = await book(standard, { days });
    for (const [name, handler, schema] of endpoints) {
      expect(await documentOf(await get(name, handler, id), schema as z.ZodType<Document>)).toMatchObject({
        calculation_date: asOf,
      });
      for (const day of days)
        expect(
          await documentOf(await get(name, handler, id, `?as_of=${day}`), schema as z.ZodType<Document>),
        ).toMatchObject({ calculation_date: day, available: true });
    }
  });

  it('says since when its numbers are no longer those of what is known', async () => {
    const id = await book(standard);
    await inTransaction((client) => saveLots(client, localOwner, id, standard.slice(1), 'replace', '2020-01-02'));
    for (const [name, handler, schema] of endpoints) {
      const { metadata } = await documentOf(await get(name, handler, id), schema as z.ZodType<Document>);
      expect(metadata.stale).toMatchObject({ reason: 'holdings' });
      expect(Math.abs(Date.parse(metadata.stale!.since) - Date.now())).toBeLessThan(60_000);
    }
  });

  it.each([
    ['?as_of=2024-02-30', '/as_of'],
    ['?as_of=', '/as_of'],
    ['?as_of=yesterday', '/as_of'],
    ['?as_of=2024-07-09&as_of=2024-07-09', '/as_of'],
    ['?asof=2024-07-09', '/asof'],
    ['?window=90', '/window'],
  ])('refuses the query %s', async (search, pointer) => {
    const id = await book([], { days: [] });
    for (const [name, handler] of endpoints)
      expect(
        (await problemOf(await get(name, handler, id, search), 400)).errors?.map((error) => error.pointer),
      ).toEqual([pointer]);
  });

  it('finds nothing for a stranger, in the words it has for what is not there', async () => {
    const mine = await book(standard);
    await pool().query('UPDATE portfolios SET owner_id = $1 WHERE id = $2', [stranger, mine]);
    for (const [name, handler] of endpoints) {
      const [foreign, missing] = await Promise.all([
        problemOf(await get(name, handler, mine), 404),
        problemOf(await get(name, handler, '00000000-0000-7000-8000-0000000000aa'), 404),
      ]);
      expect([foreign.detail, foreign.code]).toEqual([missing.detail, missing.code]);
      await problemOf(await get(name, handler, 'x'), 400);
    }
  });
});
