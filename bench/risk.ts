/**
 * npm run bench -- risk: what all measures of a position cost, beside other ways to take them, in one run. Ratios first:
 * a machine that others use has no steady nanosecond.
 */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { pairedReturns } from '@/lib/risk/returns';
import { rollingRegressor } from '@/lib/risk/rolling-regressor';
import * as measures from './risk/measures';
import { type Peer, peer } from './risk/peers';
import { simulatedCloses } from './risk/simulated-closes';
import { strains } from './risk/stress';
import { median, memoryPass, ratioOf, rounds } from './risk/timing';

const days = 1_260;
const dates = 252;
const sizes = [63, 1_000, 10_000] as const;
/** Of how many positions the slower ways are taken; a position's cost does not depend on how many there are. */
const sample = 48;

const say = (what: string, ...figures: readonly string[]): void =>
  console.log(`${what.padEnd(66)}${figures.map((figure) => figure.padStart(12)).join('')}`);
const whole = (value: number): string => Math.round(value).toLocaleString('en');
const goal = (isReached: boolean, wanted: string): string => `  (goal ${wanted}: ${isReached ? 'reached' : 'missed'})`;
const title = (words: string): void => console.log(`\n${words}`);

const started = performance.now();
console.log(
  `memory pass ${memoryPass().toFixed(1)} GB/s before, Node ${process.versions.node}, one thread, processor time`,
);
const { buffer, market, columns } = simulatedCloses(sizes[sizes.length - 1], days, 2_024);

/**
 * A way over some positions, spread over all of the first `size`, so that they come from memory and not from a cache;
 * a small book several times over, since a few milliseconds are soon disturbed.
 */
function over(way: measures.Way, size: number, count: number, asOfDates: number, passes = 1): () => number {
  const step = Math.floor(size / count);
  return () => {
    let sum = 0;
    for (let pass = 0; pass < passes; pass++) {
      measures.beginBook();
      for (let k = 0; k < count; k++) sum += way(columns[k * step], market, asOfDates);
    }
    if (!Number.isFinite(sum)) throw new Error('bench: a measure is not a number');
    return sum;
  };
}

type Cost = { readonly perPositionDate: number; readonly times: readonly number[] };
const costOf = (times: readonly number[], positions: number, asOfDates: number): Cost => ({
  perPositionDate: (median(times) * 1e6) / positions / asOfDates,
  times: times.map((time) => (time * 1e6) / positions / asOfDates),
});

const passesOf = (size: number): number => Math.ceil(1_000 / size);

const bySize = sizes.map((size) => {
  const few = Math.min(size, sample);
  const passes = passesOf(size);
  // The large book comes last, when the code is learnt, and is its own average.
  const isLarge = size > 1_000;
  const [rolled, recomputed, byQr, everything, everythingRecomputed, oneDate] = rounds(
    isLarge ? 3 : 5,
    [
      over(measures.rolled, size, size, dates, passes),
      over(measures.recomputed, size, 4, dates),
      over(measures.recomputedByQr, size, 4, 12),
      over(measures.everythingRolled, size, few, dates),
      over(measures.everythingRecomputed, size, 4, dates),
      over(measures.everythingRecomputed, size, size, 1),
    ],
    isLarge ? 0 : 1,
  );
  return {
    size,
    rolled: costOf(rolled, size * passes, dates),
    recomputed: costOf(recomputed, 4, dates),
    byQr: costOf(byQr, 4, 12),
    everything: costOf(everything, few, dates),
    everythingRecomputed: costOf(everythingRecomputed, 4, dates),
    oneDate: costOf(oneDate, size, 1),
  };
});

/** A peer's answer, and what the rolling forms cost just before and after it: what else the machine does comes and goes. */
function besideRolled(size: number, ask: () => Peer): { readonly peer: Peer; readonly ours: number } {
  const passes = passesOf(size);
  const count = size > 1_000 ? 1 : 3;
  const ours = () => costOf(rounds(count, [over(measures.rolled, size, size, dates, passes)])[0], size * passes, dates);
  const before = ours().perPositionDate;
  const answer = ask();
  return { peer: answer, ours: (before + ours().perPositionDate) / 2 };
}

const scratch = mkdtempSync(path.join(tmpdir(), 'ballast-bench-'));
const peers = (() => {
  try {
    const file = path.join(scratch, 'closes.f64');
    writeFileSync(file, new Uint8Array(buffer.buffer));
    const task = { file, days, dates };
    return {
      numpy: sizes.map((positions) =>
        peer({ ...task, script: 'numpy_one_date.py', positions, rounds: positions > 1_000 ? 1 : 3 }),
      ),
      pandas: sizes.map((size) => {
        const positions = Math.min(size, 1_000);
        return besideRolled(size, () => peer({ ...task, script: 'pandas_rolling.py', positions, rounds: 3 }));
      }),
      pandasInFrames: sizes.map((size) => {
        const positions = Math.min(size, 500);
        const further = [250];
        return besideRolled(size, () => peer({ ...task, script: 'pandas_rolling.py', positions, rounds: 3, further }));
      }),
      rollingOls: peer({ ...task, script: 'statsmodels_rolling.py', positions: 2, rounds: 3 }),
      loop: peer({ ...task, script: 'statsmodels_loop.py', positions: 2, dates: 12, rounds: 3 }),
    };
  } finally {
    rmSync(scratch, { recursive: true, force: true });
  }
})();

/** A line for a peer, of one size or of all. */
function sayPeer(what: string, among: readonly Peer[], ours: readonly number[], digits = 1): void {
  const [one] = among;
  if ('absent' in one) {
    console.log(`${what}: left out, there is no ${one.absent}`);
    return;
  }
  say(
    `${what}, ${one.version}`,
    ...among.map((each, i) => ('absent' in each ? '–' : `${(each.nanoseconds / ours[i]).toFixed(digits)}×`)),
  );
}

const rolledCosts = bySize.map(({ rolled }) => rolled.perPositionDate);
const oneDateCosts = bySize.map(({ oneDate }) => oneDate.perPositionDate);
const ownRatios = bySize.map(({ rolled, recomputed }) => ratioOf(rolled.times, recomputed.times));

title(`Backfill of ${dates} dates, ${days} days: the rolling set (see bench/risk/measures.ts)`);
say('positions', ...sizes.map(whole));
say('rolling forms beside our own window recomputation', ...ownRatios.map((ratio) => `${ratio.toFixed(4)}×`));
say(
  '  beside the same with HAR by QR in double-double',
  ...bySize.map(({ rolled, byQr }) => `${ratioOf(rolled.times, byQr.times).toFixed(4)}×`),
);
const pandas = peers.pandas.map((one) => one.peer);
for (const [what, among] of [
  ['pandas rolling beside the rolling forms', peers.pandas],
  ['  in frames of 250, each window given only the days it needs', peers.pandasInFrames],
] as const)
  sayPeer(
    what,
    among.map((one) => one.peer),
    among.map(({ ours }) => ours),
  );
if (!('absent' in pandas[0]))
  console.log(
    [
      '  pandas computes the same set: beta, alpha, R², error and p at 90 and 252 days, Welch, three realized volatilities with',
      '  their errors, EWMA, HAR, headline, trend with p, percentile; HAR by expanding sums and one batched solve, p by a',
      '  compiled function. It takes columns without a gap: it looks for no missing close, halt or flat window, does not watch',
      '  the condition of HAR, and keeps what an outlier took from its sums. Neither side computes HC1, HC3 and Newey–West',
      '  errors or the band, which have no rolling form.',
    ].join('\n'),
  );
sayPeer('RollingOLS (betas and HAR alone) beside them', [peers.rollingOls], [rolledCosts[1]], 0);
sayPeer('a loop over positions and dates beside them', [peers.loop], [rolledCosts[1]], 0);
say(
  'everything (robust errors, band) beside its window recomputation',
  ...bySize.map((one) => `${ratioOf(one.everything.times, one.everythingRecomputed.times).toFixed(4)}×`),
);
title('One date, everything');
sayPeer('numpy vectorised over positions beside the direct functions', peers.numpy, oneDateCosts);
sayPeer('a position at a time, statsmodels and pandas, beside them', [peers.loop], [oneDateCosts[1]], 0);

title('Nanoseconds a position-date');
say('rolling forms, backfill', ...rolledCosts.map(whole));
say('window recomputation, backfill', ...bySize.map((one) => whole(one.recomputed.perPositionDate)));
say('  with HAR by QR', ...bySize.map((one) => whole(one.byQr.perPositionDate)));
say('everything, rolling where it can be, backfill', ...bySize.map((one) => whole(one.everything.perPositionDate)));
say('everything, window recomputed', ...bySize.map((one) => whole(one.everythingRecomputed.perPositionDate)));
say('everything, one date', ...oneDateCosts.map(whole));
for (const [name, among] of Object.entries({
  'numpy, one date': peers.numpy,
  'pandas rolling, backfill': pandas,
  '  in frames of 250': peers.pandasInFrames.map((one) => one.peer),
  'RollingOLS, backfill of 2 positions': [peers.rollingOls],
  'a loop over 2 positions and 12 dates': [peers.loop],
}))
  if (!('absent' in among[0])) say(name, ...among.map((one) => ('absent' in one ? '–' : whole(one.nanoseconds))));
console.log(
  `rolling forms and one date: all positions; everything: at most ${sample}; recomputed: 4; pandas: at most 1,000, and 500 in frames`,
);

title('The same numbers: worst relative difference of the newest date of the first position');
const own = measures.newestNumbers(columns[0], market);
for (const [name, one] of Object.entries({
  numpy: peers.numpy[0],
  pandas: pandas[0],
  loop: peers.loop,
  RollingOLS: peers.rollingOls,
}))
  if (!('absent' in one))
    say(name, Math.max(...one.newest.map((value, i) => Math.abs(value / own[i] - 1))).toExponential(1));

title('Window 900 beside window 90: beta, alpha, R², error and p');
const long = simulatedCloses(40, 6_000, 7);
const ofWindow = (simulated: typeof long, book: number, asOfDates: number, window: number) => {
  const pairs = simulated.columns.slice(0, book).map((column) => pairedReturns(column, simulated.market));
  const { market: x } = pairs[0];
  const last = x.length - 1;
  return () => {
    const index = rollingRegressor(x, { days: window, decay: 1, first: last + 1 - asOfDates, last });
    for (const { asset } of pairs) measures.rollingBetaStatistics(asset, index);
  };
};
const [of90, of900] = rounds(9, [ofWindow(long, 40, 5_000, 90), ofWindow(long, 40, 5_000, 900)]);
const windowRatio = ratioOf(of900, of90);
say('5,000 dates', `${windowRatio.toFixed(2)}×`);
const [few90, few900] = rounds(9, [
  ofWindow({ days, buffer, market, columns }, 400, dates, 90),
  ofWindow({ days, buffer, market, columns }, 400, dates, 900),
]);
say(`${dates} dates, before which 900 days have to be read and not 90`, `${ratioOf(few900, few90).toFixed(2)}×`);

title('Against the direct form on the stress series: deviation, kurtosis, line, EWMA and HAR, windows 21 to 900');
const strained = strains();
for (const { name, worst, spurious, windows: compared } of strained)
  say(name, worst.toExponential(1), `${spurious} spurious`, `of ${compared}`);
const worst = Math.max(...strained.map((one) => one.worst));
const spurious = strained.reduce((sum, one) => sum + one.spurious, 0);

title('Figures to reach');
const worstOwn = Math.max(...ownRatios);
say('backfill beside our own naive form', `${worstOwn.toFixed(3)}×`, goal(worstOwn <= 0.05, '≤ 0.05×'));
const among = peers.pandas.flatMap(({ peer: one, ours }) => ('absent' in one ? [] : [one.nanoseconds / ours]));
if (among.length > 0) {
  const least = Math.min(...among);
  say('pandas beside the backfill', `${least.toFixed(1)}×`, goal(least >= 12, '≥ 12×'));
}
if (!('absent' in peers.loop)) {
  const least = Math.min(...rolledCosts.map((ours) => ('absent' in peers.loop ? 0 : peers.loop.nanoseconds / ours)));
  say('a loop over positions and dates beside the backfill', `${whole(least)}×`, goal(least >= 2_000, '≥ 2,000×'));
}
say('window 900 beside window 90, 5,000 dates', `${windowRatio.toFixed(2)}×`, goal(windowRatio <= 1.15, '≤ 1.15×'));
say('worst difference on the stress series', worst.toExponential(1), goal(worst <= 1e-10, '≤ 1e-10'));
say('spurious variances', String(spurious), goal(spurious === 0, '0'));
console.log(
  `\nmemory pass ${memoryPass().toFixed(1)} GB/s after; the bench took ${Math.round((performance.now() - started) / 1000)} s`,
);
