import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, describe, expect, it } from 'vitest';
import { conformance } from './conformance';
import { differences } from './differences';

const folder = mkdtempSync(path.join(tmpdir(), 'conformance-'));
afterAll(() => rmSync(folder, { recursive: true }));

/** A file of the test's own, by its name. */
function written(name: string, content: string): string {
  const file = path.join(folder, name);
  writeFileSync(file, content);
  return file;
}

function documentOf(...given: string[]) {
  const { status, output, complaint } = conformance(given);
  expect(complaint).toBe('');
  expect(status).toBe(0);
  return JSON.parse(output);
}

const day = (i: number) => new Date(Date.UTC(2020, 0, 1 + i)).toISOString().slice(0, 10);
const close = (speed: number, i: number) => (100 + 5 * Math.sin(speed * i * i)).toFixed(6);

/** `count` days of an index, two stocks and one listed for the last 40 days. */
function pricesFile(name: string, count: number, order: (rows: string[]) => string[] = (rows) => rows): string {
  const rows = Array.from({ length: count }, (_, i) =>
    [day(i), close(1, i), close(1.3, i), close(2.1, i), i >= count - 40 ? close(1.9, i) : ''].join(','),
  );
  return written(name, ['date,INDEX,AA,BB,YOUNG', ...order(rows), ''].join('\n'));
}

describe('the conformance document', () => {
  const full = pricesFile('full.csv', 560);

  it('stands on the rows of the file, whatever their order, and ends each series with its own last close', () => {
    const straight = documentOf('--prices', full, '--market', 'INDEX');
    const shuffled = pricesFile('shuffled.csv', 560, (rows) =>
      rows.sort((a, b) => a.length - b.length || (a > b ? -1 : 1)),
    );
    expect(documentOf('--prices', shuffled, '--market', 'INDEX')).toEqual(straight);
    const quiet = written('quiet.csv', `${readFileSync(full, 'utf8')}2030-01-02,100,,,\n2030-01-03,101,,,\n`);
    expect(documentOf('--prices', quiet, '--market', 'INDEX').series.AA).toEqual(straight.series.AA);
  });

  it('leaves out what a short history cannot tell, and beta of the market itself', () => {
    const { series } = documentOf('--prices', full, '--market', 'INDEX');
    expect(series.INDEX).not.toHaveProperty('beta');
    expect(Object.keys(series.AA.beta)).toEqual(['simple_90td', 'simple_252td']);
    expect(series.YOUNG).toEqual({
      beta: {},
      realized_vol_simple: { rv21_sample_ddof1: expect.any(Number) },
      percentile_simple_21d_1y: {
        n_values: 19,
        full_window: false,
        pct_midrank_incl_current: expect.any(Number),
      },
    });
  });

  it('as of a day is the document of the file cut off there', () => {
    expect(documentOf('--prices', full, '--market', 'INDEX', '--as-of', day(399))).toEqual(
      documentOf(
        '--prices',
        written('cut.csv', readFileSync(full, 'utf8').split('\n').slice(0, 401).join('\n')),
        '--market',
        'INDEX',
      ),
    );
  });

  it('measures portfolios on net where net is positive, on gross beside it, over the days all have closes', () => {
    const holdings = written(
      'holdings.json',
      JSON.stringify({
        sectors: { AA: 'Energy', BB: 'Technology' },
        portfolios: {
          one: { shares: { AA: 3 } },
          short: { shares: { AA: 1, BB: -4 } },
          young: { shares: { YOUNG: 1, AA: 1 } },
        },
      }),
    );
    const { series, portfolios } = documentOf('--prices', full, '--market', 'INDEX', '--holdings', holdings);
    const { beta, n, r_squared, se_beta } = series.AA.beta.simple_90td;
    expect(portfolios.one).toMatchObject({
      hhi_0_10000_gross: 10_000,
      effective_n_gross: 1,
      top3: 1,
      top10: 1,
      sector_weights_gross: { Energy: 1 },
      weighted_sum_position_beta90: beta,
    });
    expect(portfolios.one.constant_current_weights.beta_90td).toEqual({ n, beta, r_squared, se_beta });
    expect(portfolios.short.constant_current_weights).toEqual(portfolios.short.constant_current_weights_on_gross);
    expect(Object.keys(portfolios.short.sector_weights_gross)).toEqual(['Energy', 'Information Technology']);
    expect(portfolios.young.constant_current_weights.n_returns).toBe(39);
    expect(portfolios.young.constant_current_weights).not.toHaveProperty('beta_90td');
    expect(portfolios.young.sector_weights_gross).toHaveProperty('Unclassified');
  });

  it('holds itself against another document and says where they part', () => {
    const document = documentOf('--prices', full, '--market', 'INDEX');
    const same = written('same.json', JSON.stringify({ ...document, more: { of: 'it' } }));
    expect(conformance(['--prices', full, '--market', 'INDEX', '--compare', same]).status).toBe(0);
    document.series.BB.beta.simple_90td.beta *= 1 + 1e-10;
    const other = written('other.json', JSON.stringify(document));
    const { status, output } = conformance(['--prices', full, '--market', 'INDEX', '--compare', other]);
    expect(status).toBe(1);
    expect(output.split('\n')[0]).toMatch(/^ +1\.0e-10 {2}✗ series\.beta\.simple_90td\.beta \(2, worst BB\)$/);
  });
});

describe('the command', () => {
  const command = fileURLToPath(new URL('../../bin/conformance.mjs', import.meta.url));
  const run = (...given: string[]) =>
    spawnSync(process.execPath, [command, ...given], {
      cwd: folder,
      encoding: 'utf8',
      env: { ...process.env, INIT_CWD: '/' },
    });

  it('prints the document and nothing else, and finds files from where it was called', () => {
    pricesFile('called.csv', 100);
    const { status, stdout, stderr } = run('--prices', 'called.csv', '--market', 'INDEX');
    expect(stderr).toBe('');
    expect(status).toBe(0);
    expect(Object.keys(JSON.parse(stdout).series)).toEqual(['INDEX', 'AA', 'BB', 'YOUNG']);
  });

  it('complains on standard error with exit status 2, and explains itself', () => {
    expect(run('--nist', 'nowhere.json')).toMatchObject({
      status: 2,
      stdout: '',
      stderr: expect.stringMatching(/^\S*nowhere\.json: cannot be read/),
    });
    expect(run('--help')).toMatchObject({ status: 0, stdout: expect.stringContaining('--t-dist FILE') });
  });
});

describe('faults of the input', () => {
  const good = pricesFile('good.csv', 50);
  const refused: [title: string, given: string[], message: RegExp][] = [
    ['no mode', [], /needs one of --prices, --ohlcv, --nist and --t-dist, got 0/],
    ['two modes', ['--nist', good, '--ohlcv', good], /got 2/],
    ['an unknown option', ['--price', good], /Unknown option '--price'/],
    ['a market without prices', ['--nist', good, '--market', 'A'], /go with --prices/],
    ['no market', ['--prices', good], /--market needs a column of the prices, got none; there are INDEX, AA/],
    ['a market that is no column', ['--prices', good, '--market', 'SPX'], /got SPX/],
    ['no such day', ['--prices', good, '--market', 'INDEX', '--as-of', '2020-02-30'], /--as-of needs a date/],
    ['a day before the first', ['--prices', good, '--market', 'INDEX', '--as-of', '2019-12-31'], /begin after/],
    [
      'a missing file',
      ['--prices', path.join(folder, 'nowhere.csv'), '--market', 'INDEX'],
      /nowhere\.csv: cannot be read/,
    ],
    ['a file that is no JSON', ['--nist', good], /good\.csv: .*JSON/],
    ['a JSON file of something else', ['--t-dist', written('else.json', '{}')], /needs an object with two_sided_p/],
    ['no NIST sets', ['--nist', written('null.json', 'null')], /needs an object with linear and univariate/],
  ];
  const files: [title: string, csv: string, message: RegExp][] = [
    ['nothing but a header', 'date,INDEX', /needs a header and at least one row/],
    ['another first column', 'day,INDEX\n2020-01-01,1', /needs the header date,SYMBOL,SYMBOL…, got day,INDEX/],
    ['no symbol', 'date\n2020-01-01', /needs the header/],
    ['a column twice', 'date,INDEX,A,A\n2020-01-01,1,1,1', /two columns named "A"/],
    ['a ragged row', 'date,INDEX\n2020-01-01,1\n2020-01-02,1,2', /line 3/],
    [
      'no date',
      'date,INDEX\n2020-01-01,1\n2020-13-02,1',
      /line 3, column date: needs a date YYYY-MM-DD, got "2020-13-02"/,
    ],
    ['a date twice', 'date,INDEX\n2020-01-01,1\n2020-01-02,1\n2020-01-01,1', /2020-01-01 twice, on lines 2 and 4/],
    ['a word', 'date,INDEX\n2020-01-01,n/a', /line 2, column INDEX: needs a positive decimal, got "n\/a"/],
    ['a negative close', 'date,INDEX\n2020-01-01,-1', /got "-1"/],
    ['a close of zero', 'date,INDEX\n2020-01-01,0', /got "0"/],
    ['a close beyond the doubles', 'date,INDEX\n2020-01-01,1e999', /got "1e999"/],
    ['a hexadecimal close', 'date,INDEX\n2020-01-01,0x10', /got "0x10"/],
  ];
  const holdings: [title: string, json: string, message: RegExp][] = [
    ['that are no object', '[]', /needs an object with portfolios, got \[\]/],
    ['without shares', '{"portfolios":{"p":{}}}', /portfolio p needs shares by symbol/],
    ['with none', '{"portfolios":{"p":{"shares":{}}}}', /portfolio p needs shares by symbol/],
    ['in words', '{"portfolios":{"p":{"shares":{"AA":"3"}}}}', /portfolio p needs a number of AA, got "3"/],
    ['of an unknown symbol', '{"portfolios":{"p":{"shares":{"ZZ":3}}}}', /portfolio p: ZZ has no close in the prices/],
    ['with sectors that are no names', '{"portfolios":{},"sectors":{"AA":1}}', /needs sector names by symbol/],
  ];
  const cases = [
    ...refused,
    ...files.map(
      ([title, csv, message], i) =>
        [title, ['--prices', written(`${i}.csv`, csv), '--market', 'INDEX'], message] as const,
    ),
    ...holdings.map(
      ([title, json, message], i) =>
        [
          `holdings ${title}`,
          ['--prices', good, '--market', 'INDEX', '--holdings', written(`${i}.json`, json)],
          message,
        ] as const,
    ),
  ];

  it.each(cases)('%s: exit status 2, a message and no document', (_, given, message) => {
    expect(conformance(given)).toEqual({ status: 2, output: '', complaint: expect.stringMatching(message) });
  });

  it('in bars are named as well', () => {
    const header = 'date,ticker,open,high,low,close,adj_close';
    for (const [rows, message] of [
      ['2020-01-01,A,1,2,1,1,1\n2020-01-02,A,1,1,2,1,1', /the low not above the high/],
      ['2020-01-01,A,1,2,1,1,1\n2020-01-01,A,1,2,1,1,1', /has A on 2020-01-01 twice, on lines 2 and 3/],
      ['2020-01-01,A,1,2,1,1,x', /line 2, column adj_close: needs a positive decimal/],
    ] as const)
      expect(conformance(['--ohlcv', written('bars.csv', `${header}\n${rows}`)])).toMatchObject({
        status: 2,
        complaint: expect.stringMatching(message),
      });
    expect(conformance(['--ohlcv', written('bars.csv', 'date,ticker,open\n2020-01-01,A,1')]).complaint).toMatch(
      /needs a column high/,
    );
  });
});

const shared = new URL('../../../shared/', import.meta.url);
const files = {
  prices: 'data/prices_adjclose.csv',
  holdings: 'oracle/portfolios_public.json',
  oracle: 'oracle/oracle_public.json',
  bars: 'data/ohlcv.csv.gz',
  rangeOracle: 'oracle/oracle_public_ohlc.json',
  nist: 'oracle/nist_strd.json',
  student: 'oracle/t_dist_reference.json',
};
const located = (file: keyof typeof files) => fileURLToPath(new URL(files[file], shared));
const isComplete = (Object.keys(files) as (keyof typeof files)[]).every((file) => existsSync(located(file)));
const read = (file: keyof typeof files) => JSON.parse(readFileSync(located(file), 'utf8'));
/** The families that do not agree, which should be none, and how many numbers were compared. */
const held = (document: object, reference: object) => {
  const found = differences(document, reference);
  return {
    apart: found.filter(({ agrees }) => !agrees),
    numbers: found.reduce((sum, { count }) => sum + count, 0),
  };
};

describe.skipIf(!isComplete)('beside independent programs (needs ../shared)', () => {
  it('all numbers of 45 series and 7 portfolios agree to 1e-11', () => {
    const document = documentOf('--prices', located('prices'), '--market', 'SPY', '--holdings', located('holdings'));
    const { apart, numbers } = held(document, read('oracle'));
    expect(apart).toEqual([]);
    expect(numbers).toBeGreaterThan(2000);
    expect(document.series.AAPL).toEqual({
      beta: {
        simple_90td: expect.objectContaining({ n: 90, hc3_ci95_beta_low: expect.any(Number) }),
        simple_252td: expect.objectContaining({ n: 252, nw_se_beta: expect.any(Number) }),
      },
      beta_welch_decay_halflife90_504d: expect.any(Number),
      rolling_beta_simple_90td_every21: expect.arrayContaining([['2021-03-31', expect.any(Number)]]),
      realized_vol_simple: { rv21_sample_ddof1: expect.any(Number), rv63_sample_ddof1: expect.any(Number) },
      percentile_simple_21d_1y: {
        n_values: 252,
        full_window: true,
        pct_midrank_incl_current: expect.any(Number),
        trend_rv21_over_prev63: { z: expect.any(Number), p_value_normal: expect.any(Number), label: 'stable' },
      },
      har: {
        x_T: { vol_daily: expect.any(Number), vol_weekly: expect.any(Number), vol_monthly: expect.any(Number) },
        sqrt_direct: { r_squared: expect.any(Number), forecast_var_clamped: expect.any(Number) },
        'ewma_0.94': { var: expect.any(Number) },
        'combined_geomean_ewma0.94_sqrtHAR': { forecast_vol_annual: expect.any(Number) },
      },
    });
    expect(Object.keys(document.portfolios.balanced10)).toEqual([
      'hhi_0_10000_gross',
      'effective_n_gross',
      'top3',
      'top10',
      'sector_weights_gross',
      'weighted_sum_position_beta90',
      'constant_current_weights',
      'constant_current_weights_on_gross',
    ]);
  });

  it('all range estimators agree to 1e-11', () => {
    const { apart, numbers } = held(documentOf('--ohlcv', located('bars')), read('rangeOracle'));
    expect(apart).toEqual([]);
    expect(numbers).toBe(45 * 12);
  });

  it('NIST and Student t are printed under the names of their files', () => {
    const nist = documentOf('--nist', located('nist'));
    const reference = read('nist');
    expect(Object.keys(nist.linear)).toEqual(Object.keys(reference.linear));
    expect(Object.keys(nist.univariate)).toEqual(Object.keys(reference.univariate));
    expect(nist.linear.Wampler5.estimates).toEqual([1, 1, 1, 1, 1, 1]);
    expect(Object.keys(nist.linear.Longley)).toEqual(['estimates', 'std_errors', 'residual_sd', 'r_squared']);
    expect(nist.univariate.NumAcc1).toEqual({ mean: 10_000_002, sd_n_minus_1: 1, autocorr_lag1: -0.5 });
    const student = documentOf('--t-dist', located('student'));
    for (const table of ['two_sided_p', 'quantile'])
      read('student')[table].forEach(([df, argument, value]: [number, string, string], i: number) => {
        expect(student[table][i].slice(0, 2)).toEqual([df, argument]);
        expect(Math.abs(student[table][i][2] - Number(value))).toBeLessThanOrEqual(
          Math.max(1e-13 * Number(value), 1e-320),
        );
      });
  });
});
