import { afterAll, beforeAll, expect, it } from 'vitest';
import { measuredValue } from '@/test/measured-value';
import { newLot } from '@/test/new-lot';
import { madeCloses, saveCloses } from '@/test/small-market';
import { disconnect, inTransaction, pool } from '../db/client';
import { saveLots } from '../db/holdings-import';
import { localOwner } from '../db/owner';
import { createPortfolio, updatePortfolio } from '../db/portfolios';
import { setTracksBenchmark } from '../db/priced-securities';
import { requestRecalculation, requireRecalculation } from '../db/recalculations';
import { saveSectorSet } from '../db/sector-sets';
import { snapshotOn } from '../db/snapshots';
import { lastTradingDays } from '../market/calendar';
import { gicsSectors } from '../risk/gics-sectors';
import { recalculate } from './recalculate';

const asOf = '2024-07-09';
const sessions = [...lastTradingDays(asOf, 120)];
const weights = Object.fromEntries(gicsSectors.map((sector, i) => [sector, (i + 1) / 66])) as Record<
  (typeof gicsSectors)[number],
  number
>;

beforeAll(async () => {
  const market = madeCloses('SPY', sessions, { seed: 1 });
  await saveCloses([
    market,
    { ...market, symbol: 'VOO' },
    { ...market, symbol: 'HOUSE' },
    madeCloses('GLD', sessions, { seed: 2 }),
  ]);
  await inTransaction((client) =>
    saveSectorSet(client, {
      benchmarkCode: 'SP500',
      asOf: '2024-01-02',
      dataSource: 'by hand',
      weights,
      constituents: null,
    }),
  );
});
afterAll(disconnect);

async function sectorsOf(id: string) {
  const request = { portfolioId: id, fromDate: asOf, asOf, trigger: 'api' } as const;
  const { recalculation } = await requestRecalculation(pool(), localOwner, request);
  await recalculate(recalculation.id, new AbortController().signal);
  expect(await requireRecalculation(localOwner, recalculation.id)).toMatchObject({ state: 'completed' });
  return measuredValue((await snapshotOn(localOwner, id, asOf))!.estimates.sectors);
}

it('funds that are the benchmark stand in its sectors where their holder wants it, others stay funds', async () => {
  const { id } = await createPortfolio(localOwner, {
    name: 'x',
    currency: 'USD',
    marketIndex: 'SPY',
    benchmarkCode: 'SP500',
  });
  const lots = ['VOO', 'HOUSE', 'GLD'].map((symbol) => newLot(symbol, 10, { assetClass: 'fund' }));
  await inTransaction((client) => saveLots(client, localOwner, id, lots, 'replace', '2024-01-02'));

  const off = await sectorsOf(id);
  expect(off.rows.Funds.net).toBeCloseTo(1, 12);
  expect(off.lookedThrough).toBeUndefined();

  await updatePortfolio(localOwner, id, { looksThrough: true });
  const on = await sectorsOf(id);
  const [{ symbol, weight }] = on.lookedThrough!;
  expect([symbol, on.lookedThrough!.length]).toEqual(['VOO', 1]);
  expect(on.rows.Funds.net).toBeCloseTo(1 - weight, 12);
  expect(on.rows.Utilities.net).toBeCloseTo(weight * weights.Utilities, 12);

  // A fund that is known to nobody but its holder.
  await setTracksBenchmark(pool(), 'HOUSE', 'SP500');
  const { rows: stale } = await pool().query('SELECT stale_reason FROM portfolio_snapshots WHERE portfolio_id = $1', [
    id,
  ]);
  expect(stale).toEqual([{ stale_reason: 'securities' }]);
  expect((await sectorsOf(id)).lookedThrough!.map((one) => one.symbol)).toEqual(['HOUSE', 'VOO']);

  await updatePortfolio(localOwner, id, { looksThrough: false });
  expect(await sectorsOf(id)).toEqual(off);
});
