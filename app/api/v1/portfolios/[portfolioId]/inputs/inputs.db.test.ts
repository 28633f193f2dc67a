import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { inputFileName, type RecipeKey, recipeNames, recipeOf } from '@/components/risk/recipes/recipes';
import { type InputFileName, inputFileNames } from '@/lib/api/inputs';
import { disconnect, pool } from '@/lib/db/client';
import { localOwner, type Owner } from '@/lib/db/owner';
import { portfolioForecasts } from '@/lib/db/portfolio-forecasts';
import { createPortfolio } from '@/lib/db/portfolios';
import { saveSectorWeights } from '@/lib/db/sector-weights';
import { snapshotPositions } from '@/lib/db/snapshot-positions';
import { type Snapshot, snapshotOn } from '@/lib/db/snapshots';
import { closeSender } from '@/lib/jobs/queue';
import { recalculate } from '@/lib/jobs/recalculate';
import { requestRecalculation } from '@/lib/jobs/request-recalculation';
import { vasicekBeta } from '@/lib/risk/adjusted-beta';
import type { Estimate } from '@/lib/risk/estimate';
import { type Forecaster, type ForecastScoreboard, forecastScoreboard } from '@/lib/risk/forecast-scoreboard';
import { gicsSectors } from '@/lib/risk/gics-sectors';
import type { PortfolioEstimates } from '@/lib/risk/portfolio-estimates';
import { sectorRows } from '@/lib/risk/sector-exposure';
import { forecastRecord } from '@/lib/risk/stored-forecasts';
import { call, problemOf } from '@/test/api';
import { seedBook, seedPrices, sessionsUntil } from '@/test/engine-book';
import { findPython, findRscript } from '@/test/find-program';
import { measuredValue } from '@/test/measured-value';
import { GET } from './route';

const from = '2025-11-03';
const asOf = '2026-03-31';
const python = findPython();
const rscript = findRscript();
if (python === null) console.info('The recipes in Python are not run: there is no Python with numpy here.');
if (rscript === null) console.info('The recipes in R are not run: there is no Rscript here.');

let portfolioId: string;
let snapshot: Snapshot;
let estimates: PortfolioEstimates;
let board: ForecastScoreboard;
let directory: string;

beforeAll(async () => {
  process.env.BALLAST_TODAY = '2026-04-02';
  const sessions = sessionsUntil(asOf, 1_400);
  const symbols = await seedPrices(9, sessions);
  await pool().query(
    `INSERT INTO exchange_sessions (exchange, date, closes_at, calendar_version)
     SELECT 'NYSE', x, x + time '21:00', '1' FROM unnest($1::date[]) AS x ON CONFLICT DO NOTHING`,
    [sessions],
  );
  for (const [i, symbol] of symbols.entries())
    await pool().query(`UPDATE securities SET sector = $2 WHERE symbol = $1`, [symbol, gicsSectors[i % 4]]);
  // A young listing, so that some days are covered in part.
  await pool().query(
    `DELETE FROM daily_prices WHERE date < '2025-06-02' AND security_id = (SELECT id FROM securities WHERE symbol = 'S5')`,
  );
  await saveSectorWeights(
    pool(),
    'SP500',
    gicsSectors.map((sector, i) => ({
      asOf: '2020-01-02',
      sector,
      weight: i === 0 ? '0.1' : '0.09',
      dataSource: 'made',
    })),
  );
  portfolioId = await seedBook(symbols);
  // Months of stored forecasts, so that some have come due and can be tested against each other.
  const { id } = await requestRecalculation(localOwner, portfolioId, { from, asOf, trigger: 'person' });
  await recalculate(id, new AbortController().signal);
  snapshot = (await snapshotOn(localOwner, portfolioId, asOf))!;
  estimates = snapshot.estimates;
  board = of(forecastScoreboard(forecastRecord(await portfolioForecasts(localOwner, portfolioId, asOf))));
  directory = mkdtempSync(path.join(tmpdir(), 'ballast-recipes-'));
}, 120_000);

afterAll(async () => {
  rmSync(directory, { recursive: true, force: true });
  await closeSender();
  await disconnect();
});

const address = (file: string, rest = '') =>
  `/api/v1/portfolios/${portfolioId}/inputs?as_of=${asOf}&file=${file}${rest}`;
const read = (file: string, rest = '') => call(GET, address(file, rest), { params: { portfolioId } });

/** The numbers that a recipe's program prints from the downloaded files. */
async function printed(language: 'python' | 'r', key: RecipeKey): Promise<number[]> {
  const recipe = recipeOf(key);
  const nameOf = (file: InputFileName) => inputFileName(file, asOf, key.symbol);
  for (const file of recipe.files) {
    const response = await read(file, key.symbol ? `&symbol=${key.symbol}` : '');
    expect(response.status).toBe(200);
    expect(response.headers.get('content-disposition')).toBe(`attachment; filename="${nameOf(file)}"`);
    writeFileSync(path.join(directory, nameOf(file)), await response.text());
  }
  const program = path.join(directory, language === 'python' ? 'recipe.py' : 'recipe.R');
  writeFileSync(program, recipe[language](nameOf));
  const ran = spawnSync(language === 'python' ? python! : rscript!, [program], { cwd: directory, encoding: 'utf8' });
  expect(ran.stderr, recipe[language](nameOf)).toBe('');
  return [...ran.stdout.replaceAll(/\[\d+\]/g, ' ').matchAll(/(?<![\w.])-?\d+(\.\d+)?(e[+-]?\d+)?(?![\w.])/g)].map(
    ([text]) => Number(text),
  );
}

const of = <T>(estimate: Estimate<T>): T => measuredValue(estimate);

/** What each recipe has to print: the stored numbers. */
const expected = (): Record<string, readonly [RecipeKey, readonly number[]]> => {
  const { beta, volatility } = estimates;
  const direct = (days: 90 | 252) => {
    const one = of(beta[`direct${days}`]);
    return [one.beta, one.betaStandardErrorHc3, one.rSquared, one.pValueHc3];
  };
  const har = of(volatility.har);
  const band = of(of(volatility.forecast).band);
  const trend = of(volatility.trend);
  const score = (who: Forecaster) => {
    const { qlike, biasAnnual, mincerZarnowitz } = board.scores[who];
    const line = of(mincerZarnowitz);
    const test = who === 'headline' ? null : of(board.comparisons[who]);
    return [qlike, biasAnnual, line.slope, line.rSquared, ...(test ? [test.statistic, test.pValue] : [])];
  };
  const concentration = of(estimates.concentration);
  const active = of(of(estimates.sectors).active);
  const largestActive = gicsSectors
    .map((sector) => active.active[sector])
    .reduce((most, one) => (Math.abs(one) > Math.abs(most) ? one : most));
  const loss = (level: 95 | 99) => {
    const one = of(estimates[`valueAtRisk${level}`]);
    return [one.valueAtRiskDaily, one.expectedShortfallDaily];
  };
  const backtest = (level: 95 | 99) => {
    const one = of(estimates[`backtest${level}`]);
    return [one.exceedances, one.observations, one.pValue];
  };
  return {
    'volatility of 21 days': [
      { name: 'realized_volatility', parameter: 21 },
      [of(volatility.realized21d).volatilityAnnual],
    ],
    'volatility of 63 days': [
      { name: 'realized_volatility', parameter: 63 },
      [of(volatility.realized63d).volatilityAnnual],
    ],
    'volatility of 252 days': [
      { name: 'realized_volatility', parameter: 252 },
      [of(volatility.realized252d).volatilityAnnual],
    ],
    EWMA: [{ name: 'ewma' }, [of(volatility.forecast).ewmaAnnual]],
    HAR: [{ name: 'har' }, [har.volatilityAnnual]],
    'the parts of HAR': [
      { name: 'har_components' },
      [har.dailyAnnual, har.weeklyAnnual, har.monthlyAnnual, har.rSquared],
    ],
    'expected volatility and its band': [
      { name: 'expected_volatility' },
      [of(volatility.forecast).volatilityAnnual, band.lowAnnual, band.highAnnual],
    ],
    trend: [{ name: 'volatility_trend' }, [trend.ratio, trend.z, trend.pValue]],
    percentile: [{ name: 'volatility_percentile' }, [of(volatility.percentile).percentile]],
    'value at risk, 95 %': [{ name: 'value_at_risk', parameter: 95 }, loss(95)],
    'value at risk, 99 %': [{ name: 'value_at_risk', parameter: 99 }, loss(99)],
    'backtest, 95 %': [{ name: 'value_at_risk_backtest', parameter: 95 }, backtest(95)],
    'backtest, 99 %': [{ name: 'value_at_risk_backtest', parameter: 99 }, backtest(99)],
    drawdown: [{ name: 'drawdown' }, [of(estimates.drawdown).drawdown]],
    'beta of 90 days': [{ name: 'market_beta', parameter: 90 }, direct(90)],
    'beta of 252 days': [{ name: 'market_beta', parameter: 252 }, direct(252)],
    'Blume beta': [{ name: 'blume_beta', parameter: 90 }, [of(beta.direct90).blumeBeta]],
    'Vasicek beta': [
      { name: 'vasicek_beta', parameter: 90 },
      [vasicekBeta(of(beta.direct90).beta, of(beta.direct90).betaStandardError)],
    ],
    'Welch beta': [{ name: 'welch_beta' }, [of(beta.welch).beta]],
    'beta on rising days': [{ name: 'up_beta' }, [of(beta.up).beta]],
    'beta on falling days': [{ name: 'down_beta' }, [of(beta.down).beta]],
    'tracking error': [{ name: 'tracking_error' }, [of(estimates.trackingError).trackingErrorAnnual]],
    'beta by positions': [{ name: 'weighted_beta' }, [of(beta.weighted).beta]],
    'effective positions': [{ name: 'effective_positions' }, [concentration.effectivePositions]],
    HHI: [{ name: 'hhi' }, [concentration.hhi]],
    'effective positions by entropy': [{ name: 'entropy_positions' }, [concentration.entropyEffectivePositions]],
    'largest 3': [{ name: 'largest_positions', parameter: 3 }, [concentration.top3]],
    'largest 10': [{ name: 'largest_positions', parameter: 10 }, [concentration.top10]],
    'net reading': [{ name: 'net_concentration' }, [of(concentration.net).effectivePositions]],
    'active share': [{ name: 'active_share' }, [active.activeShare]],
    'active share of the stocks': [{ name: 'stock_active_share' }, [of(of(estimates.sectors).stockActive).activeShare]],
    'largest active weight': [{ name: 'active_weight' }, [largestActive]],
    'scores of the headline': [{ name: 'forecast_score_headline' }, score('headline')],
    'scores of the last 21 days': [{ name: 'forecast_score_last_21_days' }, score('last21Days')],
    'scores of EWMA': [{ name: 'forecast_score_ewma' }, score('ewma')],
    'scores of HAR': [{ name: 'forecast_score_har' }, score('har')],
    'diversification ratio': [{ name: 'diversification_ratio' }, [of(estimates.diversificationRatio).ratio]],
  };
};

const titles = [
  'volatility of 21 days',
  'volatility of 63 days',
  'volatility of 252 days',
  'EWMA',
  'HAR',
  'the parts of HAR',
  'expected volatility and its band',
  'trend',
  'percentile',
  'value at risk, 95 %',
  'value at risk, 99 %',
  'backtest, 95 %',
  'backtest, 99 %',
  'drawdown',
  'beta of 90 days',
  'beta of 252 days',
  'Blume beta',
  'Vasicek beta',
  'Welch beta',
  'beta on rising days',
  'beta on falling days',
  'tracking error',
  'beta by positions',
  'effective positions',
  'HHI',
  'effective positions by entropy',
  'largest 3',
  'largest 10',
  'net reading',
  'active share',
  'active share of the stocks',
  'largest active weight',
  'scores of the headline',
  'scores of the last 21 days',
  'scores of EWMA',
  'scores of HAR',
  'diversification ratio',
];

function expectAlike(found: readonly number[], stored: readonly number[]): void {
  expect(found).toHaveLength(stored.length);
  for (const [i, value] of found.entries())
    expect(Math.abs(value - stored[i]), `${value} for ${stored[i]}`).toBeLessThanOrEqual(
      1e-9 * Math.max(1e-2, Math.abs(stored[i])),
    );
}

for (const [language, program] of [
  ['python', python],
  ['r', rscript],
] as const) {
  describe.skipIf(program === null)(`the lines of ${language}`, () => {
    it.each(titles)('give the stored %s', async (title) => {
      const [key, stored] = expected()[title];
      expectAlike(await printed(language, key), stored);
    });

    it('give what each position adds to the volatility', async () => {
      const found = await printed(language, { name: 'risk_contributions' });
      const lots = await snapshotPositions(snapshot);
      const bySymbol = new Map<string, number>();
      for (const { symbol, volatilityContribution } of lots)
        if (volatilityContribution !== null) bySymbol.set(symbol, (bySymbol.get(symbol) ?? 0) + volatilityContribution);
      // In the order of the book's symbols, of which the file's columns are.
      expectAlike(
        found,
        [...bySymbol].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, part]) => part),
      );
    });

    it('give the weight of each position and what it adds to beta', async () => {
      const lots = (await snapshotPositions(snapshot)).sort((a, b) => (a.symbol < b.symbol ? -1 : 1));
      const known = (values: readonly (number | null)[]) => values.filter((value) => value !== null);
      expectAlike(await printed(language, { name: 'position_weights' }), known(lots.map(({ weight }) => weight)));
      expectAlike(
        await printed(language, { name: 'beta_contributions' }),
        known(lots.map(({ betaContribution }) => betaContribution)),
      );
    });

    it('give the weights by sector, and how far they are from the benchmark', async () => {
      const sectors = of(estimates.sectors);
      const held = Object.entries(sectors.rows)
        .filter(([, { gross }]) => gross !== 0)
        .sort(([a], [b]) => (a < b ? -1 : 1));
      expectAlike(
        await printed(language, { name: 'sector_weights' }),
        held.flatMap(([, { net, long, short, gross }]) => [net, long, short, gross]),
      );
      const stocks = [...gicsSectors, 'Unknown'] as const;
      expectAlike(await printed(language, { name: 'active_weights' }), [
        ...sectorRows.map((row) => of(sectors.active).active[row]),
        ...stocks.map((row) => of(sectors.stockActive).active[row]),
      ]);
    });

    it('give the measures of one security', async () => {
      const lot = (await snapshotPositions(snapshot)).find(({ symbol }) => symbol === 'S3')!;
      const { beta, volatility } = lot;
      expectAlike(await printed(language, { name: 'market_beta', parameter: 90, symbol: 'S3' }), [
        beta!.beta!,
        beta!.standardError!,
        beta!.rSquared!,
        beta!.pValue!,
      ]);
      expectAlike(await printed(language, { name: 'realized_volatility', parameter: 21, symbol: 'S3' }), [
        volatility!.realized21d!,
      ]);
      expectAlike(await printed(language, { name: 'expected_volatility', symbol: 'S3' }), [
        volatility!.expected21d!,
        volatility!.expectedLow!,
        volatility!.expectedHigh!,
      ]);
    });
  });
}

describe('the recipes', () => {
  it('are all tried here', () => {
    const tried = new Set(Object.values(expected()).map(([{ name }]) => name));
    const ofMany = ['risk_contributions', 'position_weights', 'beta_contributions', 'sector_weights', 'active_weights'];
    expect([...tried, ...ofMany].sort()).toEqual([...recipeNames].sort());
    expect(Object.keys(expected())).toEqual(titles);
  });

  it('take files that there are', () => {
    for (const name of recipeNames)
      for (const file of recipeOf({ name, parameter: 90 }).files) expect(inputFileNames).toContain(file);
  });
});

describe('GET /portfolios/{id}/inputs', () => {
  it('is a file of full digits for each of the kinds', async () => {
    for (const file of inputFileNames) {
      const response = await read(file, file.startsWith('security_') ? '&symbol=S0' : '');
      expect(response.headers.get('content-type')).toBe('text/csv; charset=utf-8');
      const [head, ...rows] = (await response.text()).trimEnd().split('\r\n');
      expect(rows.length, file).toBeGreaterThan(9);
      for (const row of rows) expect(row.split(',')).toHaveLength(head.split(',').length);
    }
  });

  it('refuses what the numbers were not made from', async () => {
    await pool().query(
      `UPDATE portfolio_snapshots SET stale_since = now(), stale_reason = 'prices' WHERE portfolio_id = $1`,
      [portfolioId],
    );
    const problem = await problemOf(await read('returns'), 409);
    expect(problem.code).toBe('inputs_changed');
    await pool().query(
      `UPDATE portfolio_snapshots SET stale_since = NULL, stale_reason = NULL WHERE portfolio_id = $1`,
      [portfolioId],
    );
  });

  it.each([
    ['an unknown file', 'file=secrets', 400],
    ['no file', '', 400],
    ['a security without its symbol', 'file=security_returns', 400],
    ['a symbol where none belongs', 'file=returns&symbol=S0', 400],
    ['an unknown name', 'file=returns&x=1', 400],
    ['a symbol that the book does not hold', 'file=security_returns&symbol=NOPE', 404],
    ['a day without a snapshot', 'file=returns&as_of=2020-01-02', 404],
    ['a day no calendar has', 'file=returns&as_of=2025-02-30', 400],
  ])('refuses %s', async (_, query, status) => {
    await problemOf(
      await call(GET, `/api/v1/portfolios/${portfolioId}/inputs?${query}`, { params: { portfolioId } }),
      status,
    );
  });

  it('of a portfolio of somebody else is not there', async () => {
    await pool().query(`INSERT INTO users (id, name) VALUES ('00000000-0000-7000-8000-0000000000ff', 'Somebody else')`);
    const { id } = await createPortfolio('00000000-0000-7000-8000-0000000000ff' as Owner, {
      name: 'Theirs',
      currency: 'USD',
      marketIndex: 'SPY',
      benchmarkCode: 'SP500',
    });
    await problemOf(
      await call(GET, `/api/v1/portfolios/${id}/inputs?file=returns`, { params: { portfolioId: id } }),
      404,
    );
  });
});
