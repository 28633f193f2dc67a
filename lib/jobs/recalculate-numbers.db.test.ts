import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { measuredValue } from '@/test/measured-value';
import { cashLot, newLot, optionLot, privateLot } from '@/test/new-lot';
import { type MadeCloses, madeCloses, saveCloses } from '@/test/small-market';
import { saveActions } from '../db/actions-import';
import { disconnect, inTransaction, pool } from '../db/client';
import { type NewLot, saveLots } from '../db/holdings-import';
import { localOwner } from '../db/owner';
import { createPortfolio, requirePortfolio } from '../db/portfolios';
import {
  cancelRecalculation,
  requestRecalculation,
  requireRecalculation,
  startRecalculation,
} from '../db/recalculations';
import { saveSecurities } from '../db/securities';
import { snapshotPositions } from '../db/snapshot-positions';
import { type Snapshot, snapshotOn, snapshotSeries } from '../db/snapshots';
import { symbolWeights } from '../db/symbol-weights';
import { log } from '../log';
import { lastTradingDays } from '../market/calendar';
import { dayNumber } from '../risk/day';
import { reasons } from '../risk/estimate';
import type { Holding } from '../risk/holding';
import { marketBeta } from '../risk/market-beta';
import { portfolioEstimates } from '../risk/portfolio-estimates';
import { pairedReturns, simpleReturns } from '../risk/returns';
import { volatilityEstimates } from '../risk/volatility-estimates';
import { welchBeta } from '../risk/welch-beta';
import { recalculate } from './recalculate';

const asOf = '2024-07-09';
const sessions = [...lastTradingDays(asOf, 1_400)];
const axis = Int32Array.from(sessions, dayNumber);

const market = madeCloses('SPY', sessions, { seed: 1, volatilityDaily: 0.01 });
const made = {
  ACME: madeCloses('ACME', sessions, { seed: 2, beta: 1.2, market }),
  BETA: madeCloses('BETA', sessions, { seed: 3, beta: 0.4, market, start: 40 }),
  GAMA: madeCloses('GAMA', sessions, { seed: 4, beta: -0.3, market, start: 900, volatilityDaily: 0.03 }),
  YOUNG: madeCloses('YOUNG', sessions.slice(-40), { seed: 5, beta: 1, market }),
  NEWEST: madeCloses('NEWEST', sessions.slice(-10), { seed: 6, beta: 1, market }),
  GONE: madeCloses('GONE', sessions.slice(0, -30), { seed: 7, beta: 1, market }),
  FLAT: { symbol: 'FLAT', dates: sessions, closes: sessions.map(() => 25) } satisfies MadeCloses,
};

beforeAll(async () => {
  await saveCloses([market, ...Object.values(made)]);
  await inTransaction((client) =>
    saveSecurities(client, [
      { symbol: 'ACME', name: 'Acme', sector: 'Energy', assetClass: 'stock' },
      { symbol: 'BETA', name: 'Beta', sector: 'Utilities', assetClass: 'stock' },
      { symbol: 'GAMA', name: 'Gama', sector: null, assetClass: 'fund' },
    ]),
  );
});

afterAll(disconnect);

const newPortfolio = async (rest: { currency?: string; marketIndex?: string } = {}) =>
  (
    await createPortfolio(localOwner, {
      name: 'Mine',
      currency: 'USD',
      marketIndex: 'SPY',
      benchmarkCode: 'SP500',
      ...rest,
    })
  ).id;

const save = (id: string, lots: readonly NewLot[], today = '2020-01-02') =>
  inTransaction((client) => saveLots(client, localOwner, id, lots, 'replace', today));

/** Asks for a recalculation and carries it out as a worker does. */
async function run(portfolioId: string, day = asOf) {
  const { recalculation } = await requestRecalculation(pool(), localOwner, {
    portfolioId,
    fromDate: day,
    asOf: day,
    trigger: 'api',
  });
  await recalculate(recalculation.id, new AbortController().signal);
  return requireRecalculation(localOwner, recalculation.id);
}

/** A portfolio of some lots, measured; the recalculation has to succeed. */
async function measuredBook(
  lots: readonly NewLot[],
  { day = asOf, today, ...rest }: { day?: string; today?: string; currency?: string; marketIndex?: string } = {},
) {
  const id = await newPortfolio(rest);
  await save(id, lots, today);
  expect(await run(id, day)).toMatchObject({ state: 'completed', daysStored: 1, errorCode: null });
  const snapshot = (await snapshotOn(localOwner, id, day))!;
  expectWhole(snapshot.estimates);
  const positions = await snapshotPositions(snapshot);
  const { rows } = await pool().query(
    'SELECT * FROM portfolio_snapshots WHERE portfolio_id = $1 AND snapshot_date = $2',
    [id, day],
  );
  return { id, snapshot, estimates: snapshot.estimates, positions, row: rows[0] };
}

/** No number of a document is missing without a word: an absence has a reason of the closed list. */
function expectWhole(value: unknown, path = ''): void {
  if (typeof value === 'number') expect([path, Number.isFinite(value)]).toEqual([path, true]);
  if (typeof value !== 'object' || value === null) return;
  if ('status' in value) {
    const one = value as { status: string; reason?: string; observations?: number; required?: number };
    expect([path, ['measured', 'unavailable']]).toEqual([path, expect.arrayContaining([one.status])]);
    if (one.status === 'unavailable') {
      expect([path, reasons]).toEqual([path, expect.arrayContaining([one.reason])]);
      expect([path, Number.isInteger(one.observations), Number.isInteger(one.required)]).toEqual([path, true, true]);
    }
  }
  for (const [name, part] of Object.entries(value)) expectWhole(part, `${path}/${name}`);
}

const closesOf = (one: MadeCloses): Float64Array => {
  const on = new Map(one.dates.map((date, i) => [date, (one.adjusted ?? one.closes)[i]]));
  return Float64Array.from(sessions, (date) => on.get(date) ?? Number.NaN);
};

/** Two documents agree in everything but the last digits of their numbers. */
function expectClose(got: unknown, want: unknown, path = ''): void {
  if (typeof want === 'number' && typeof got === 'number') {
    const off = Math.abs(got - want) / Math.max(Math.abs(want), 1e-6);
    expect([path, off < 1e-9], `${path}: got ${got}, want ${want}`).toEqual([path, true]);
  } else if (typeof want === 'object' && want !== null && typeof got === 'object' && got !== null) {
    expect(Object.keys(got).sort(), path).toEqual(
      Object.keys(want)
        .filter((key) => (want as Record<string, unknown>)[key] !== undefined)
        .sort(),
    );
    for (const key of Object.keys(got))
      expectClose((got as Record<string, unknown>)[key], (want as Record<string, unknown>)[key], `${path}/${key}`);
  } else expect([path, got]).toEqual([path, want]);
}

/** What a NUMERIC with some decimals keeps of a number. */
const expectRounded = (column: string | null, exact: number | null | undefined, decimals: number, what: string) => {
  expect([what, column === null]).toEqual([what, exact === null || exact === undefined]);
  if (column !== null)
    expect(Math.abs(Number(column) - exact!), what).toBeLessThanOrEqual(0.5 * 10 ** -decimals * (1 + 1e-9));
};

const standard = [
  newLot('ACME', 100, { lotId: 'a' }),
  newLot('ACME', 50, { lotId: 'b' }),
  newLot('BETA', -200),
  newLot('GAMA', 3, { assetClass: 'fund' }),
  cashLot(5_000),
];

describe('the numbers of a security', () => {
  it('are those that the library gives directly from the same closes', async () => {
    await measuredBook(standard);
    for (const symbol of ['ACME', 'BETA', 'GAMA'] as const) {
      const closes = closesOf(made[symbol]);
      const pairs = pairedReturns(closes, closesOf(market));
      const { rows } = await pool().query(
        `SELECT b.* FROM symbol_market_betas b JOIN securities s ON s.id = b.security_id
          WHERE s.symbol = $1 AND as_of = $2 ORDER BY method, window_days`,
        [symbol, asOf],
      );
      expect(rows.map(({ method, window_days }) => [method, window_days])).toEqual([
        ['OLS_SIMPLE', 90],
        ['OLS_SIMPLE', 252],
        ['WELCH', 504],
      ]);
      for (const row of rows.slice(0, 2)) {
        const one = measuredValue(marketBeta(pairs, { window: row.window_days }));
        expectClose(
          {
            beta: row.beta,
            alpha: row.alpha,
            rSquared: row.r_squared,
            stdError: row.std_error,
            p: row.p_value,
            hc3: row.hc3_std_error,
            nw: row.nw_std_error,
            hc1: row.hc1_std_error,
            low: row.ci95_low,
            high: row.ci95_high,
            pZero: row.hc3_p_zero,
            pOne: row.hc3_p_one,
            sd: row.residual_sd,
            n: row.observations,
            first: row.first_date,
            last: row.last_date,
            dropped: row.dropped,
          },
          {
            beta: one.beta,
            alpha: one.alpha,
            rSquared: one.rSquared,
            stdError: one.betaStandardError,
            p: one.pValue,
            hc3: one.betaStandardErrorHc3,
            nw: one.betaStandardErrorNeweyWest,
            hc1: one.betaStandardErrorHc1,
            low: one.betaLow,
            high: one.betaHigh,
            pZero: one.pValueHc3,
            pOne: one.pValueOfOneHc3,
            sd: one.residualVolatilityDaily,
            n: row.window_days,
            first: sessions.at(-row.window_days - 1),
            last: asOf,
            dropped: 0,
          },
          `${symbol} ${row.window_days}`,
        );
      }
      expectClose(rows[2].beta, measuredValue(welchBeta(pairs)).beta, `${symbol} Welch`);

      const {
        rows: [v],
      } = await pool().query(
        `SELECT v.* FROM symbol_volatilities v JOIN securities s ON s.id = v.security_id WHERE s.symbol = $1 AND as_of = $2`,
        [symbol, asOf],
      );
      const want = volatilityEstimates(simpleReturns(closes), axis);
      const [forecast, har, trend, percentile] = [
        measuredValue(want.forecast),
        measuredValue(want.har),
        measuredValue(want.trend),
        measuredValue(want.percentile),
      ];
      expectClose(
        [
          v.realized_21d,
          v.realized_63d,
          v.realized_252d,
          v.expected_21d,
          v.expected_low,
          v.expected_high,
          v.ewma_21d,
          v.har_21d,
          v.har_r_squared,
          v.daily,
          v.weekly,
          v.monthly,
          v.trend_z,
          v.trend_p_value,
          v.trend_ratio,
          v.percentile,
        ],
        [
          measuredValue(want.realized21d).volatilityAnnual,
          measuredValue(want.realized63d).volatilityAnnual,
          measuredValue(want.realized252d).volatilityAnnual,
          forecast.volatilityAnnual,
          measuredValue(forecast.band).lowAnnual,
          measuredValue(forecast.band).highAnnual,
          forecast.ewmaAnnual,
          har.volatilityAnnual,
          har.rSquared,
          har.dailyAnnual,
          har.weeklyAnnual,
          har.monthlyAnnual,
          trend.z,
          trend.pValue,
          trend.ratio,
          percentile.percentile,
        ],
        symbol,
      );
      expect([v.expected_method, v.trend, v.unavailable]).toEqual([forecast.method, trend.label, null]);
    }
  });
});

describe('the numbers of a portfolio', () => {
  it('are those that the library gives directly from the same closes and holdings', async () => {
    const { estimates } = await measuredBook(standard);
    const symbols = ['SPY', 'ACME', 'BETA', 'GAMA'] as const;
    const columns = [market, made.ACME, made.BETA, made.GAMA].map(closesOf);
    const last = (symbol: 'ACME' | 'BETA' | 'GAMA') => made[symbol].closes.at(-1)!;
    const stock = (symbol: 'ACME' | 'BETA' | 'GAMA', quantity: number, id: string, rest: object) =>
      ({
        id,
        symbol,
        quantity,
        price: last(symbol),
        column: symbols.indexOf(symbol),
        assetClass: 'stock',
        sector: null,
        ...rest,
      }) as Holding;
    const { estimates: want } = portfolioEstimates({
      axis,
      until: axis.length,
      columns,
      market: columns[0],
      holdings: [
        stock('ACME', 100, 'a', { sector: 'Energy' }),
        stock('ACME', 50, 'b', { sector: 'Energy' }),
        stock('BETA', -200, 'c', { sector: 'Utilities' }),
        stock('GAMA', 3, 'd', { assetClass: 'fund' }),
        { id: 'e', symbol: 'USD', quantity: 5_000, assetClass: 'cash' },
      ],
      betas: columns.map((closes) => marketBeta(pairedReturns(closes, columns[0]))),
      volatilities: columns.map((closes) => volatilityEstimates(simpleReturns(closes), axis).realized252d),
      benchmark: null,
    });
    // The worst days and the fall are those of the closes that are looked at, which end earlier in a run.
    const { drawdown, worstDays, series, volatilityCone, ...rest } = JSON.parse(JSON.stringify(estimates));
    const { drawdown: _, worstDays: __, series: ___, ...wanted } = JSON.parse(JSON.stringify(want));
    expectClose(rest, wanted);
    expect(series.value.lastDate).toBe(asOf);
    expect(drawdown.status).toBe('measured');
    expect(worstDays).toHaveLength(10);
    expect(volatilityCone).toHaveLength(7);
  });

  it("stand in the contract's tables rounded to their types", async () => {
    const { id, estimates, positions, row } = await measuredBook(standard);
    const { beta, volatility, concentration, sectors, value } = estimates;
    const [weighted, direct, conc] = [
      measuredValue(beta.weighted),
      measuredValue(beta.direct90),
      measuredValue(concentration),
    ];
    expectRounded(row.market_beta_weighted, weighted.beta, 4, 'weighted');
    expectRounded(row.market_beta_direct, direct.beta, 4, 'direct');
    expectRounded(row.market_beta_r_squared, direct.rSquared, 4, 'R²');
    expect(row.market_beta_observations).toBe(90);
    expectRounded(row.hhi, conc.hhi, 2, 'hhi');
    expectRounded(row.effective_num_positions, conc.effectivePositions, 2, 'N');
    expectRounded(row.top_3_concentration, conc.top3, 4, 'top 3');
    expectRounded(row.top_10_concentration, conc.top10, 4, 'top 10');
    expectRounded(row.realized_volatility_21d, measuredValue(volatility.realized21d).volatilityAnnual, 4, '21');
    expectRounded(row.realized_volatility_63d, measuredValue(volatility.realized63d).volatilityAnnual, 4, '63');
    expectRounded(row.expected_volatility_21d, measuredValue(volatility.forecast).volatilityAnnual, 4, 'forecast');
    expectRounded(row.volatility_percentile, measuredValue(volatility.percentile).percentile, 4, 'percentile');
    expect(row.volatility_trend).toBe(measuredValue(volatility.trend).label);
    expectRounded(row.equity_value, measuredValue(value).equity, 2, 'equity');
    expectRounded(row.gross_value, measuredValue(value).gross, 2, 'gross');
    const nets = Object.fromEntries(Object.entries(measuredValue(sectors).rows).map(([name, { net }]) => [name, net]));
    expect(row.sector_exposure).toEqual(nets);
    expect([row.positions_total, row.positions_covered]).toEqual([5, 4]);

    const { rows: betas } = await pool().query(
      `SELECT b.*, e.beta AS exact_beta, e.alpha AS exact_alpha, e.r_squared AS exact_r, e.std_error AS exact_error, e.p_value AS exact_p
         FROM position_market_betas b JOIN positions q ON q.id = b.position_id JOIN securities i ON i.symbol = b.market_index
         JOIN symbol_market_betas e ON e.security_id = q.security_id AND e.index_id = i.id AND e.as_of = b.calc_date
              AND e.window_days = b.window_days AND e.method = b.method
        WHERE b.portfolio_id = $1 ORDER BY b.position_id, b.window_days`,
      [id],
    );
    // Four lots that move, in two windows each.
    expect(
      betas.map(({ window_days, observations, method, market_index }) => [
        window_days,
        observations,
        method,
        market_index,
      ]),
    ).toEqual(
      Array.from({ length: 4 }, () => [
        [90, 90, 'OLS_SIMPLE', 'SPY'],
        [252, 252, 'OLS_SIMPLE', 'SPY'],
      ]).flat(),
    );
    for (const one of betas) {
      expectRounded(one.beta, one.exact_beta, 6, 'beta');
      expectRounded(one.alpha, one.exact_alpha, 6, 'alpha');
      expectRounded(one.r_squared, one.exact_r, 6, 'R²');
      expectRounded(one.std_error, one.exact_error, 6, 'error');
      expectRounded(one.p_value, one.exact_p, 6, 'p');
      expect(one.run_id).toBe(row.run_id);
    }

    const { rows: volatilities } = await pool().query(
      `SELECT o.*, e.realized_21d, e.realized_63d, e.daily, e.weekly, e.monthly, e.expected_21d, e.trend, e.trend_p_value, e.percentile, e.har_r_squared
         FROM position_volatility o JOIN positions q ON q.id = o.position_id
         JOIN symbol_volatilities e ON e.security_id = q.security_id AND e.as_of = o.calculation_date
        WHERE q.portfolio_id = $1`,
      [id],
    );
    expect(volatilities).toHaveLength(4);
    for (const one of volatilities) {
      expectRounded(one.realized_vol_21d, one.realized_21d, 4, '21');
      expectRounded(one.realized_vol_63d, one.realized_63d, 4, '63');
      expectRounded(one.vol_daily, one.daily, 4, 'daily');
      expectRounded(one.vol_weekly, one.weekly, 4, 'weekly');
      expectRounded(one.vol_monthly, one.monthly, 4, 'monthly');
      expectRounded(one.expected_vol_21d, one.expected_21d, 4, 'expected');
      expectRounded(one.vol_trend_strength, 1 - one.trend_p_value, 4, 'strength');
      expectRounded(one.vol_percentile, one.percentile, 4, 'percentile');
      expectRounded(one.model_r_squared, one.har_r_squared, 4, 'R²');
      expect(one.vol_trend).toBe(one.trend);
      expect(one.observations).toBeGreaterThan(252);
    }
    expect(positions).toHaveLength(5);
  });

  it('add up: contributions to beta, parts of volatility, weights by symbol', async () => {
    const { snapshot, estimates, positions } = await measuredBook([
      ...standard,
      optionLot('ACME 100C', -1, 'ACME'),
      privateLot('CELLAR', '2000'),
    ]);
    const sum = (pick: (one: (typeof positions)[number]) => number | null) =>
      positions.reduce((total, one) => total + (pick(one) ?? 0), 0);
    expectClose(
      sum((one) => one.betaContribution),
      measuredValue(estimates.beta.weighted).beta,
      'beta',
    );
    expectClose(
      sum((one) => one.weight),
      1,
      'weights',
    );
    expectClose(
      sum((one) => one.marketValue),
      measuredValue(estimates.value).equity,
      'equity',
    );
    const weights = await symbolWeights(snapshot);
    const conc = measuredValue(estimates.concentration);
    expect(weights).toHaveLength(conc.symbols);
    expectClose(
      weights.reduce((total, { weight }) => total + weight, 0),
      1,
      'gross weights',
    );
    expectClose(10_000 * weights.reduce((total, { weight }) => total + weight ** 2, 0), conc.hhi, 'HHI');
    expectClose(
      weights.slice(0, 3).reduce((total, { weight }) => total + weight, 0),
      conc.top3,
      'top 3',
    );
  });

  it('come with their trailing series, each as long as its days and ending on as-of', async () => {
    const { snapshot } = await measuredBook(standard);
    const series = await snapshotSeries(snapshot);
    expect([...series.keys()].sort()).toEqual([
      'ewma_volatility',
      'market_beta_90d',
      'market_return',
      'portfolio_return',
      'realized_volatility_21d',
      'realized_volatility_63d',
    ]);
    for (const [name, { dates, values, low, high }] of series) {
      const length = name.endsWith('_return') ? 504 : 252;
      expect([name, dates.length, values.length, dates.at(-1)]).toEqual([name, length, length, asOf]);
      expect([
        name,
        ...[...values, ...(low ?? []), ...(high ?? [])].filter((value) => !Number.isFinite(value)),
      ]).toEqual([name]);
    }
    const beta = series.get('market_beta_90d')!;
    expectClose(beta.values.at(-1), measuredValue(snapshot.estimates.beta.direct90).beta, 'the last beta');
    expectClose(
      series.get('realized_volatility_21d')!.values.at(-1),
      measuredValue(snapshot.estimates.volatility.realized21d).volatilityAnnual,
      'the last volatility',
    );
    expectClose(
      series.get('ewma_volatility')!.values.at(-1),
      measuredValue(snapshot.estimates.volatility.forecast).ewmaAnnual,
      'the last EWMA',
    );
  });

  it('come with a cone whose newest 21 days are the realized volatility', async () => {
    const { snapshot } = await measuredBook(standard);
    const month = snapshot.estimates.volatilityCone!.find(({ days }) => days === 21)!;
    expectClose(
      measuredValue(month.slice).today,
      measuredValue(snapshot.estimates.volatility.realized21d).volatilityAnnual,
      'today in the cone',
    );
  });
});

describe('recalculating', () => {
  const rowsOf = async (id: string) => {
    const parts = await Promise.all(
      [
        'SELECT * FROM portfolio_snapshots WHERE portfolio_id = $1',
        'SELECT * FROM runs WHERE portfolio_id = $1 ORDER BY id',
        'SELECT * FROM position_market_betas WHERE portfolio_id = $1 ORDER BY id',
        'SELECT v.* FROM position_volatility v JOIN positions q ON q.id = v.position_id WHERE q.portfolio_id = $1 ORDER BY v.id',
      ].map(async (sql) => (await pool().query(sql, [id])).rows),
    );
    return parts;
  };

  it('twice changes nothing, to the time of the last change', async () => {
    const { id } = await measuredBook(standard);
    const before = await rowsOf(id);
    expect(await run(id)).toMatchObject({ state: 'completed', daysStored: 0, daysUnchanged: 1 });
    expect(await rowsOf(id)).toEqual(before);
  });

  it('after a price changed makes a new run, and the one before stays readable', async () => {
    const { id, snapshot } = await measuredBook(standard);
    const seriesBefore = await snapshotSeries(snapshot);
    const positionsBefore = await snapshotPositions(snapshot);
    const betaOf = (one: Snapshot) => measuredValue(one.estimates.beta.weighted).beta;
    const closes = [...made.ACME.closes];
    closes[closes.length - 5] = Number((closes[closes.length - 5] * 1.05).toFixed(4));
    await saveCloses([{ ...made.ACME, closes }]);
    try {
      expect(await run(id)).toMatchObject({ daysStored: 1 });
      const now = (await snapshotOn(localOwner, id))!;
      expect(now.runId).not.toBe(snapshot.runId);
      expect(betaOf(now)).not.toBe(betaOf(snapshot));
      const { rows } = await pool().query('SELECT estimates FROM portfolio_estimates WHERE run_id = $1', [
        snapshot.runId,
      ]);
      expect(rows[0].estimates).toEqual(snapshot.estimates);
      expect(await snapshotSeries(snapshot)).toEqual(seriesBefore);
      expect(await snapshotPositions(snapshot)).toEqual(positionsBefore);
      const [[row], runs, betas, volatilities] = await rowsOf(id);
      expect([row.run_id, runs.length]).toEqual([now.runId, 2]);
      expect(new Set([...betas, ...volatilities].map(({ run_id }) => run_id))).toEqual(new Set([now.runId]));
    } finally {
      await saveCloses([made.ACME]);
    }
  });

  it("takes the rows of a lot that left out of the contract's tables; the run before keeps it", async () => {
    const { id, snapshot, positions } = await measuredBook(standard);
    await save(id, standard.slice(0, 2));
    await run(id);
    const [, , betas, volatilities] = await rowsOf(id);
    expect([betas.length, volatilities.length]).toEqual([4, 2]);
    const left = positions.find(({ symbol }) => symbol === 'BETA')!.id;
    expect([...betas, ...volatilities].map(({ position_id }) => position_id)).not.toContain(left);
    expect((await snapshotPositions(snapshot)).map((one) => one.id)).toContain(left);
  });

  it('leaves other portfolios and other days alone', async () => {
    const first = await measuredBook(standard);
    await run(first.id, sessions.at(-2));
    const before = await rowsOf(first.id);
    const second = await measuredBook(standard.slice(2));
    await save(second.id, []);
    await run(second.id);
    expect(await rowsOf(first.id)).toEqual(before);
  });

  it('sees nothing of what is dated after as-of', async () => {
    const day = sessions.at(-20)!;
    const { id, snapshot } = await measuredBook(standard, { day, today: day });
    const before = await rowsOf(id);
    const numbers = JSON.stringify([
      snapshot.estimates,
      [...(await snapshotSeries(snapshot))],
      await snapshotPositions(snapshot),
    ]);
    // Prices of other years, a split, a dividend, weights and a lot that all come later.
    await saveCloses([
      { symbol: 'ACME', dates: sessions.slice(-19), closes: sessions.slice(-19).map((_, i) => 1 + i) },
      { symbol: 'SPY', dates: ['2024-07-10'], closes: [1] },
    ]);
    await inTransaction((client) =>
      saveActions(client, [{ symbol: 'ACME', date: sessions.at(-3)!, dividend: '5', split: '10' }], 'made'),
    );
    await save(id, [...standard, newLot('GAMA', 99, { assetClass: 'fund', entryDate: sessions.at(-19)! })], day);
    try {
      expect(await run(id, day)).toMatchObject({ daysStored: 0, daysUnchanged: 1 });
      expect(await rowsOf(id)).toEqual(before);
      const again = (await snapshotOn(localOwner, id, day))!;
      expect(
        JSON.stringify([again.estimates, [...(await snapshotSeries(again))], await snapshotPositions(again)]),
      ).toBe(numbers);
    } finally {
      await pool().query(`DELETE FROM corporate_actions; DELETE FROM daily_prices WHERE date = '2024-07-10'`);
      await saveCloses([made.ACME]);
    }
  });
});

describe('an attempt', () => {
  it('that another worker has taken up writes nothing, and the other one completes', async () => {
    const id = await newPortfolio();
    await save(id, standard);
    const { recalculation } = await requestRecalculation(pool(), localOwner, {
      portfolioId: id,
      fromDate: sessions.at(-60)!,
      asOf,
      trigger: 'api',
    });
    const first = recalculate(recalculation.id, new AbortController().signal);
    // Given up for dead in the middle of its work.
    await new Promise((resolve) => setTimeout(resolve, 40));
    const second = recalculate(recalculation.id, new AbortController().signal);
    await Promise.all([first, second]);
    expect(await requireRecalculation(localOwner, recalculation.id)).toMatchObject({ state: 'completed', attempts: 2 });
    const { rows } = await pool().query(
      `SELECT snapshot_date, count(*)::int AS runs FROM runs WHERE portfolio_id = $1 GROUP BY 1 HAVING count(*) > 1`,
      [id],
    );
    expect(rows).toEqual([]);
    expect((await pool().query('SELECT FROM portfolio_snapshots WHERE portfolio_id = $1', [id])).rowCount).toBe(60);
  });

  it('that was cancelled ends where it is and keeps what it stored; one that has ended is not begun again', async () => {
    const id = await newPortfolio();
    await save(id, standard);
    const { recalculation } = await requestRecalculation(pool(), localOwner, {
      portfolioId: id,
      fromDate: sessions.at(-300)!,
      asOf,
      trigger: 'api',
    });
    const running = recalculate(recalculation.id, new AbortController().signal);
    for (;;) {
      const { rowCount } = await pool().query('SELECT FROM portfolio_snapshots WHERE portfolio_id = $1', [id]);
      if (rowCount! > 0) break;
      await new Promise((resolve) => setTimeout(resolve, 5));
    }
    await cancelRecalculation(localOwner, recalculation.id);
    await running;
    expect(await requireRecalculation(localOwner, recalculation.id)).toMatchObject({
      state: 'cancelled',
      errorCode: null,
    });
    const stored = (await pool().query('SELECT FROM portfolio_snapshots WHERE portfolio_id = $1', [id])).rowCount!;
    expect(stored).toBeLessThan(300);
    expect(await startRecalculation(recalculation.id)).toBeNull();
    await recalculate(recalculation.id, new AbortController().signal);
    expect((await pool().query('SELECT FROM portfolio_snapshots WHERE portfolio_id = $1', [id])).rowCount).toBe(stored);
  });

  it('under which the lots are edited measures them anew, on every day', async () => {
    const id = await newPortfolio();
    await save(id, standard);
    const days = sessions.slice(-30);
    const { recalculation } = await requestRecalculation(pool(), localOwner, {
      portfolioId: id,
      fromDate: days[0],
      asOf,
      trigger: 'api',
    });
    let running: Promise<void> | undefined;
    await inTransaction(async (client) => {
      await client.query('SELECT FROM portfolios WHERE id = $1 FOR UPDATE', [id]);
      running = recalculate(recalculation.id, new AbortController().signal);
      const isWaiting = async () =>
        (
          await pool().query(
            `SELECT FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'`,
          )
        ).rowCount! > 0;
      // The worker has read the lots and waits to write.
      while (!(await isWaiting())) await new Promise((resolve) => setTimeout(resolve, 10));
      await saveLots(client, localOwner, id, [newLot('ACME', 7)], 'replace', asOf);
    });
    await running;
    expect(await requireRecalculation(localOwner, recalculation.id)).toMatchObject({ state: 'completed' });
    const { holdingsVersion } = await requirePortfolio(localOwner, id);
    const { rows } = await pool().query(
      `SELECT s.snapshot_date AS date, s.positions_total AS lots, r.holdings_version AS version, s.stale_since AS stale
         FROM portfolio_snapshots s JOIN runs r ON r.id = s.run_id WHERE s.portfolio_id = $1 ORDER BY 1`,
      [id],
    );
    expect(rows).toEqual(days.map((date) => ({ date, lots: 1, version: holdingsVersion, stale: null })));
  });

  /** Does something, once, in the very transaction in which a recalculation has stored its first days. */
  async function onceStored(portfolioId: string, statements: string): Promise<() => Promise<unknown>> {
    await pool().query(`
      CREATE FUNCTION interfere() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN
        IF NEW.days_stored > 0 AND NEW.portfolio_id = '${portfolioId}'
           AND NOT EXISTS (SELECT FROM settings WHERE key = 'interfered') THEN
          INSERT INTO settings VALUES ('interfered', 'true');
          ${statements}
        END IF;
        RETURN NULL;
      END $$;
      CREATE TRIGGER interfere AFTER UPDATE OF days_stored ON recalculations FOR EACH ROW EXECUTE FUNCTION interfere()`);
    return () =>
      pool().query(
        `DROP TRIGGER interfere ON recalculations; DROP FUNCTION interfere; DELETE FROM settings WHERE key = 'interfered'`,
      );
  }

  it('under which the lots are edited half way measures what it had stored once more, and counts each day once', async () => {
    const id = await newPortfolio();
    await save(id, standard);
    const days = sessions.slice(-60);
    const restore = await onceStored(
      id,
      `UPDATE positions SET quantity = quantity * 2 WHERE portfolio_id = '${id}';
       UPDATE portfolios SET holdings_version = holdings_version + 1 WHERE id = '${id}';`,
    );
    const { recalculation } = await requestRecalculation(pool(), localOwner, {
      portfolioId: id,
      fromDate: days[0],
      asOf,
      trigger: 'api',
    });
    await recalculate(recalculation.id, new AbortController().signal).finally(restore);
    expect(await requireRecalculation(localOwner, recalculation.id)).toMatchObject({
      state: 'completed',
      attempts: 1,
      daysStored: 60,
      daysUnchanged: 0,
    });
    const { holdingsVersion } = await requirePortfolio(localOwner, id);
    const { rows } = await pool().query(
      `SELECT DISTINCT r.holdings_version AS version, s.stale_since AS stale
         FROM portfolio_snapshots s JOIN runs r ON r.id = s.run_id WHERE s.portfolio_id = $1`,
      [id],
    );
    expect(rows).toEqual([{ version: holdingsVersion, stale: null }]);
  });

  it('does not end while a price that came meanwhile is missing in what it stored: it was asked for that too', async () => {
    const id = await newPortfolio();
    await save(id, standard);
    const restore = await onceStored(
      id,
      `UPDATE daily_prices SET adj_close = adj_close * 1.1, close = close * 1.1 WHERE date = '${asOf}'
          AND security_id = (SELECT id FROM securities WHERE symbol = 'ACME');`,
    );
    // The newest month is stored by a transaction of its own; the last one ends the recalculation with it.
    const days = sessions.slice(-30);
    const wanted = { portfolioId: id, fromDate: days[0], asOf, trigger: 'api' } as const;
    const { recalculation } = await requestRecalculation(pool(), localOwner, wanted);
    await recalculate(recalculation.id, new AbortController().signal).finally(restore);
    expect(await requireRecalculation(localOwner, recalculation.id)).toMatchObject({
      state: 'completed',
      daysStored: days.length,
      daysUnchanged: 0,
    });
    try {
      const { rows } = await pool().query(
        `SELECT s.stale_since AS stale, s.equity_value::float8 AS equity FROM portfolio_snapshots s
          WHERE portfolio_id = $1 AND snapshot_date = $2`,
        [id, asOf],
      );
      const [acme, beta, gama] = [made.ACME, made.BETA, made.GAMA].map(({ closes }) => closes.at(-1)!);
      expect(rows).toEqual([
        { stale: null, equity: expect.closeTo(150 * 1.1 * acme - 200 * beta + 3 * gama + 5_000, 1) },
      ]);
    } finally {
      await saveCloses([made.ACME]);
    }
  });

  it('that is told to stop says so to the queue, which will try again', async () => {
    const id = await newPortfolio();
    await save(id, standard);
    const { recalculation } = await requestRecalculation(pool(), localOwner, {
      portfolioId: id,
      fromDate: asOf,
      asOf,
      trigger: 'api',
    });
    const told = vi.spyOn(log, 'warn').mockImplementation(() => {});
    await expect(recalculate(recalculation.id, AbortSignal.abort(new Error('stopping')))).rejects.toThrow('stopping');
    expect(told).toHaveBeenCalledOnce();
    told.mockRestore();
    expect(await requireRecalculation(localOwner, recalculation.id)).toMatchObject({ state: 'running' });
    await recalculate(recalculation.id, new AbortController().signal);
    expect(await requireRecalculation(localOwner, recalculation.id)).toMatchObject({ state: 'completed', attempts: 2 });
  });

  it('whose portfolio is deleted under it just ends', async () => {
    const id = await newPortfolio();
    await save(id, standard);
    const { recalculation } = await requestRecalculation(pool(), localOwner, {
      portfolioId: id,
      fromDate: sessions.at(-100)!,
      asOf,
      trigger: 'api',
    });
    const running = recalculate(recalculation.id, new AbortController().signal);
    await new Promise((resolve) => setTimeout(resolve, 60));
    await pool().query('DELETE FROM portfolios WHERE id = $1', [id]);
    await expect(running).resolves.toBeUndefined();
    expect((await pool().query('SELECT FROM runs WHERE portfolio_id = $1', [id])).rowCount).toBe(0);
  });

  it('that finds no day any more to be measured says so', async () => {
    const id = await newPortfolio({ marketIndex: 'SPY' });
    await save(id, standard);
    const { recalculation } = await requestRecalculation(pool(), localOwner, {
      portfolioId: id,
      fromDate: asOf,
      asOf,
      trigger: 'api',
    });
    await pool().query(`UPDATE portfolios SET market_index = 'NEWEST2' WHERE id = $1`, [id]);
    await pool().query(`INSERT INTO securities (symbol) VALUES ('NEWEST2') ON CONFLICT DO NOTHING`);
    await saveCloses([{ symbol: 'NEWEST2', dates: ['2024-07-10'], closes: [1] }]);
    await recalculate(recalculation.id, new AbortController().signal);
    expect(await requireRecalculation(localOwner, recalculation.id)).toMatchObject({
      state: 'failed',
      errorCode: 'no_prices',
    });
    expect((await requireRecalculation(localOwner, recalculation.id)).errorDetail).toMatch(/2024-07-09/);
  });
});

describe('a book of', () => {
  it('nothing has no numbers, for no positions', async () => {
    const { estimates, row, positions } = await measuredBook([]);
    for (const one of [
      estimates.value,
      estimates.beta.weighted,
      estimates.concentration,
      estimates.sectors,
      estimates.volatility.realized21d,
    ])
      expect(one).toMatchObject({ status: 'unavailable', reason: 'no_positions' });
    expect(positions).toEqual([]);
    expect([row.equity_value, row.hhi, row.market_beta_weighted, row.positions_total]).toEqual([null, null, null, 0]);
  });

  it('cash alone is worth what it is, and moves with nothing', async () => {
    const { estimates, row, positions } = await measuredBook([cashLot(1_000)]);
    expect(measuredValue(estimates.value)).toMatchObject({ equity: 1_000, gross: 1_000, net: 0 });
    expect(estimates.beta.weighted).toMatchObject({ status: 'unavailable', reason: 'no_positions' });
    expect(measuredValue(estimates.concentration).hhi).toBe(10_000);
    expect(measuredValue(estimates.sectors).rows.Cash.net).toBe(1);
    expect(positions).toMatchObject([{ marketValue: 1_000, weight: 1, reason: null }]);
    expect([row.equity_value, row.market_beta_weighted, row.realized_volatility_21d]).toEqual(['1000.00', null, null]);
  });

  it('a margin loan alone has weights on gross', async () => {
    const { estimates, row } = await measuredBook([cashLot(-1_000)]);
    expect(measuredValue(estimates.value)).toMatchObject({ equity: -1_000, gross: 1_000, basis: 'gross' });
    expect(row.equity_value).toBe('-1000.00');
  });

  it('private assets alone has a value and no market', async () => {
    const { estimates, positions } = await measuredBook([privateLot('CELLAR', '1000'), privateLot('FARM', '3000')]);
    expect(measuredValue(estimates.value).equity).toBe(4_000);
    expect(estimates.beta.weighted).toMatchObject({ status: 'unavailable', reason: 'private_asset' });
    expect(estimates.volatility.realized21d).toMatchObject({ status: 'unavailable', reason: 'private_asset' });
    expect(positions.map(({ reason }) => reason)).toEqual(['private_asset', 'private_asset']);
  });

  it('a private asset priced later only has no price yet', async () => {
    const { estimates, positions } = await measuredBook([privateLot('CELLAR', '1000', { priceDate: '2024-07-10' })]);
    expect(estimates.value).toMatchObject({ status: 'unavailable', reason: 'no_prices' });
    expect(positions).toMatchObject([{ marketValue: null, reason: 'no_prices' }]);
  });

  it('stocks without an index has everything but beta', async () => {
    const { estimates, row, id } = await measuredBook(standard, { marketIndex: 'NOINDEX' });
    expect(estimates.beta.weighted).toMatchObject({ status: 'unavailable', reason: 'no_prices' });
    expect(estimates.beta.direct90).toMatchObject({ status: 'unavailable', reason: 'no_prices' });
    expect(measuredValue(estimates.volatility.realized21d).volatilityAnnual).toBeGreaterThan(0);
    expect([row.market_beta_weighted, row.market_beta_direct]).toEqual([null, null]);
    expect(
      (
        await pool().query(
          'SELECT FROM position_volatility v JOIN positions q ON q.id = v.position_id WHERE q.portfolio_id = $1',
          [id],
        )
      ).rowCount,
    ).toBe(4);
  });

  it('one holding without prices computes the rest and says which is missing', async () => {
    const { estimates, positions, row } = await measuredBook([...standard, newLot('UNHEARD', 10)]);
    expect(measuredValue(estimates.value).unvalued).toEqual([{ symbol: 'UNHEARD', reason: 'no_prices' }]);
    expect(positions.find(({ symbol }) => symbol === 'UNHEARD')).toMatchObject({
      marketValue: null,
      weight: null,
      betaContribution: null,
      reason: 'no_prices',
    });
    expect(measuredValue(estimates.beta.weighted).coverage).toBe(1);
    expect([row.positions_total, row.positions_covered]).toEqual([6, 4]);
  });

  it('a lot in another currency counts it nowhere, and merges it with nothing', async () => {
    const { estimates, positions } = await measuredBook([
      newLot('ACME', 100),
      newLot('ACME', 100, { currency: 'EUR', lotId: 'e' }),
      cashLot(500, { currency: 'EUR' }),
      cashLot(100),
    ]);
    expect(measuredValue(estimates.value).equity).toBeCloseTo(100 * made.ACME.closes.at(-1)! + 100, 8);
    expect(
      positions
        .filter(({ marketValue }) => marketValue === null)
        .map(({ symbol, reason }) => [symbol, reason])
        .sort(),
    ).toEqual([
      ['ACME', 'no_prices'],
      ['USD', 'no_prices'],
    ]);
  });

  it('a portfolio in euros measures what is priced in euros, whichever came first', async () => {
    const lots = [newLot('SAP', 10)];
    await saveCloses([madeCloses('SAP', sessions, { seed: 20, beta: 1, market })]);
    const { estimates } = await measuredBook(lots, { currency: 'EUR' });
    expect(measuredValue(estimates.beta.weighted).coverage).toBe(1);
    const dollars = await measuredBook([newLot('SAP', 10, { currency: 'USD' })]);
    expect(dollars.estimates.value).toMatchObject({ status: 'unavailable', reason: 'no_prices' });
  });

  it('options: with a delta as its underlying moves, without one not at all, without a price not at all', async () => {
    const { estimates, positions, row } = await measuredBook([
      newLot('ACME', 100),
      optionLot('CALL', 1, 'ACME', { delta: '0.5', price: '7' }),
      optionLot('NODELTA', 1, 'ACME', { delta: null, price: '7' }),
      optionLot('NOPRICE', 1, 'ACME', { delta: '0.5', price: null }),
      optionLot('NOUNDER', 1, 'UNHEARD2', { delta: '0.5', price: '7' }),
    ]);
    const of = (symbol: string) => positions.find((one) => one.symbol === symbol)!;
    const spot = made.ACME.closes.at(-1)!;
    expect(of('CALL')).toMatchObject({ marketValue: 700, exposure: 0.5 * 100 * spot, reason: null });
    expect(of('NODELTA')).toMatchObject({
      marketValue: 700,
      exposure: null,
      betaContribution: null,
      reason: 'no_delta',
    });
    expect(of('NOPRICE')).toMatchObject({
      marketValue: null,
      weight: null,
      betaContribution: null,
      reason: 'no_prices',
    });
    expect(of('NOUNDER')).toMatchObject({ exposure: null, betaContribution: null, reason: 'no_prices' });
    expectClose(
      positions.reduce((sum, one) => sum + (one.betaContribution ?? 0), 0),
      measuredValue(estimates.beta.weighted).beta,
      'beta',
    );
    expect(row.positions_covered).toBe(2);
    expect(measuredValue(estimates.beta.weighted).excluded.map(({ symbol, reason }) => [symbol, reason])).toEqual([
      ['NODELTA', 'no_delta'],
      ['NOUNDER', 'no_prices'],
    ]);
  });

  it('lots of one option of which one lacks its delta covers neither, and says why of both', async () => {
    const { estimates, positions } = await measuredBook([
      newLot('ACME', 100),
      optionLot('CALL', 1, 'ACME', { lotId: '1' }),
      optionLot('CALL', 2, 'ACME', { lotId: '2', delta: null }),
    ]);
    expectClose(
      positions.reduce((sum, one) => sum + (one.betaContribution ?? 0), 0),
      measuredValue(estimates.beta.weighted).beta,
      'beta',
    );
    expect(
      positions
        .filter(({ symbol }) => symbol === 'CALL')
        .map(({ reason, betaContribution }) => [reason, betaContribution]),
    ).toEqual([
      ['no_delta', null],
      ['no_delta', null],
    ]);
  });

  it('options of one name on two underlyings does not stop the rest', async () => {
    const { estimates } = await measuredBook([
      newLot('ACME', 100),
      optionLot('CALL', 1, 'ACME'),
      optionLot('CALL', 1, 'BETA'),
    ]);
    expect(measuredValue(estimates.value).positions).toBe(3);
  });

  it('a stock and a fund of one symbol keeps them apart', async () => {
    const { positions, estimates } = await measuredBook([
      newLot('ACME', 100),
      newLot('ACME', -30, { assetClass: 'fund' }),
      newLot('BETA', 10),
    ]);
    const parts = positions.map(({ volatilityContribution }) => volatilityContribution!);
    expectClose(
      parts.reduce((sum, part) => sum + part, 0),
      measuredValue(estimates.volatility.realized252d).volatilityAnnual,
      'volatility',
    );
  });

  it('an expired option holds nothing of it', async () => {
    const { positions } = await measuredBook([newLot('ACME', 1), optionLot('OLD', 1, 'ACME', { expiry: asOf })]);
    expect(positions.map(({ symbol }) => symbol)).toEqual(['ACME']);
  });

  it('lots with dates holds those of the day', async () => {
    const { positions } = await measuredBook([
      newLot('ACME', 1, { entryDate: asOf }),
      newLot('BETA', 1, { exitDate: asOf }),
      newLot('GAMA', 1, { assetClass: 'fund', entryDate: '2020-01-02', exitDate: '2024-07-10' }),
    ]);
    expect(positions.map(({ symbol }) => symbol).sort()).toEqual(['ACME', 'GAMA']);
  });

  it('more debt than assets has weights on gross and says so', async () => {
    const { estimates, row } = await measuredBook([newLot('ACME', 100), cashLot(-1_000_000)]);
    const value = measuredValue(estimates.value);
    expect(value.equity).toBeLessThan(0);
    expect([value.basis, measuredValue(estimates.sectors).basis]).toEqual(['gross', 'gross']);
    expect(Number(row.equity_value)).toBeCloseTo(value.equity, 2);
    expect(measuredValue(estimates.beta.weighted).beta).toBeGreaterThan(0);
  });

  it('long and short that cancel has no equity and no numbers of nothing', async () => {
    const { estimates, row } = await measuredBook([
      newLot('ACME', 100, { lotId: '1' }),
      newLot('ACME', -100, { lotId: '2' }),
    ]);
    expect(estimates.concentration).toMatchObject({ status: 'unavailable', reason: 'zero_equity' });
    expect([row.hhi, row.effective_num_positions, row.top_3_concentration]).toEqual([null, null, null]);
  });

  it('shorts alone is measured', async () => {
    const { estimates } = await measuredBook([newLot('ACME', -100), newLot('BETA', -100)]);
    expect(measuredValue(estimates.beta.weighted).beta).toBeLessThan(0);
    expect(measuredValue(estimates.volatility.realized21d).volatilityAnnual).toBeGreaterThan(0);
  });

  it('a young, a new, a departed and a still security gives each its reason', async () => {
    const { positions, id } = await measuredBook([
      newLot('ACME', 100),
      newLot('YOUNG', 1),
      newLot('NEWEST', 1),
      newLot('GONE', 1),
      newLot('FLAT', 1),
    ]);
    const beta = Object.fromEntries(
      positions.map((one) => [one.symbol, one.beta && [one.beta.reason, one.beta.observations]]),
    );
    expect(beta).toMatchObject({
      ACME: [null, 90],
      YOUNG: [null, 39],
      NEWEST: ['short_history', 9],
      GONE: ['stale_prices', expect.any(Number)],
      FLAT: ['flat_asset', expect.any(Number)],
    });
    for (const { symbol, volatility } of positions)
      for (const [measure, one] of Object.entries({
        realized21d: volatility!.realized21d,
        realized63d: volatility!.realized63d,
        forecast: volatility!.expected21d,
        trend: volatility!.trend,
        percentile: volatility!.percentile,
      }))
        if (one === null)
          expect([symbol, measure, reasons]).toEqual([
            symbol,
            measure,
            expect.arrayContaining([volatility!.unavailable![measure].reason]),
          ]);
    const { rows } = await pool().query(
      'SELECT q.symbol FROM position_market_betas b JOIN positions q ON q.id = b.position_id WHERE b.portfolio_id = $1 AND window_days = 90 ORDER BY 1',
      [id],
    );
    expect(rows.map(({ symbol }) => symbol)).toEqual(['ACME', 'YOUNG']);
  });

  it('a holding split since it was stated is worth what it was', async () => {
    const split = sessions.at(-10)!;
    const closes = made.BETA.closes.map((close, i) => (sessions[i] < split ? close * 4 : close));
    const raw = {
      symbol: 'SPLIT',
      dates: sessions,
      closes: closes.map((close) => Number(close.toFixed(4))),
      adjusted: made.BETA.closes,
    };
    await saveCloses([raw]);
    await inTransaction((client) =>
      saveActions(client, [{ symbol: 'SPLIT', date: split, dividend: null, split: '4' }], 'made'),
    );
    const stated = (day: string) => measuredBook([newLot('SPLIT', 10, { quantityAsOf: day })]);
    const before = await stated(sessions.at(-11)!);
    expect(before.positions).toMatchObject([{ quantity: 40 }]);
    expect(measuredValue(before.estimates.value).equity).toBeCloseTo(40 * made.BETA.closes.at(-1)!, 6);
    // Stated on the day of the split, or after it, in new units.
    for (const day of [split, asOf]) expect((await stated(day)).positions).toMatchObject([{ quantity: 10 }]);
    // Of a quantity stated now, a quarter was held before the split.
    const earlier = await measuredBook([newLot('SPLIT', 10, { quantityAsOf: asOf })], { day: sessions.at(-11)! });
    expect(earlier.positions).toMatchObject([{ quantity: 2.5 }]);
    // Returns take no notice of it.
    expect(measuredValue(before.estimates.volatility.realized21d).volatilityAnnual).toBeLessThan(0.6);
  });

  it('the largest quantities and prices a file may hold leaves the rounded rows empty, not the run', async () => {
    const price = '999999999999.99999999';
    const { estimates, row } = await measuredBook([
      privateLot('HUGE', price, { quantity: '9999999999999999' }),
      newLot('ACME', 1),
    ]);
    expect(measuredValue(estimates.value).equity).toBeGreaterThan(9e27);
    expect([row.equity_value, row.gross_value]).toEqual([null, null]);
    const { estimates: owing } = await measuredBook([
      cashLot('-9999999999999999.99999999'),
      newLot('ACME', '0.00000001'),
    ]);
    expect(measuredValue(owing.value).basis).toBe('gross');
  });

  it('two thousand lots is one position each symbol', async () => {
    const symbols = ['ACME', 'BETA', 'GAMA', 'YOUNG'];
    const lots = Array.from({ length: 2_000 }, (_, i) => newLot(symbols[i % 4], (i % 7) + 1, { importKey: `k${i}` }));
    const started = performance.now();
    const { estimates, positions, row } = await measuredBook(lots);
    expect(performance.now() - started).toBeLessThan(20_000);
    expect([positions.length, measuredValue(estimates.value).positions, row.positions_total]).toEqual([
      2_000, 4, 2_000,
    ]);
    expectClose(
      positions.reduce((sum, one) => sum + (one.betaContribution ?? 0), 0),
      measuredValue(estimates.beta.weighted).beta,
      'beta',
    );
  });
});

describe('the version of the holdings', () => {
  it('stands at the run that saw it', async () => {
    const { id, snapshot } = await measuredBook(standard);
    expect(snapshot.holdingsVersion).toBe((await requirePortfolio(localOwner, id)).holdingsVersion);
  });
});
