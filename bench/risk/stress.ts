import { ewmaVolatility } from '@/lib/risk/ewma';
import { isFlat } from '@/lib/risk/flat';
import { harForecast } from '@/lib/risk/har';
import { clipKurtosis, clippedKurtosis } from '@/lib/risk/kurtosis';
import { lineFit } from '@/lib/risk/line-fit';
import { sampleStandardDeviation } from '@/lib/risk/moments';
import { rollingEwma } from '@/lib/risk/rolling-ewma';
import { rollingHar } from '@/lib/risk/rolling-har';
import { rollingKurtosis } from '@/lib/risk/rolling-kurtosis';
import { rollingLineFit } from '@/lib/risk/rolling-line-fit';
import { rollingDeviation } from '@/lib/risk/rolling-volatility';
import { classicalSlopeError } from '@/lib/risk/slope-errors';
import { stressSeries } from '@/test/stress-series';

/** How far a rolling form strays from the direct one on a series, and how often it reports a spread where none is. */
export type Strain = { readonly name: string; worst: number; spurious: number; windows: number };

const days = 1_600;

/** Every rolling form held against the direct one of each window, on each of the stress series. */
export function strains(): Strain[] {
  const series = stressSeries(days);
  const [, calm] = series[0];
  return series.map(([name, returns]) => {
    const strain: Strain = { name, worst: 0, spurious: 0, windows: 0 };
    for (const window of [21, 63, 252, 900]) deviations(strain, returns, window);
    for (const window of [84, 252]) kurtoses(strain, returns, window);
    const asset = returns.map((value, i) => 1.2 * value + 0.7 * calm[days - 1 - i]);
    for (const window of [90, 252, 900]) {
      lines(strain, returns, asset, window);
      lines(strain, calm, returns, window);
    }
    ewmas(strain, returns);
    hars(strain, returns);
    return strain;
  });
}

function compare(strain: Strain, rolled: number, direct: number): void {
  strain.windows++;
  const apart = rolled === direct ? 0 : Math.abs(rolled - direct) / Math.abs(direct);
  // A number that is none is as far away as can be.
  strain.worst = Math.max(strain.worst, Number.isNaN(apart) ? Number.POSITIVE_INFINITY : apart);
}

function deviations(strain: Strain, returns: Float64Array, window: number): void {
  rollingDeviation(returns, window).forEach((rolled, at) => {
    const values = returns.subarray(at, at + window);
    if (!isFlat(values)) compare(strain, rolled, sampleStandardDeviation(values));
    else if (rolled !== 0) strain.spurious++;
  });
}

function kurtoses(strain: Strain, returns: Float64Array, window: number): void {
  rollingKurtosis(returns, window).forEach((rolled, at) => {
    const values = returns.subarray(at, at + window);
    if (!isFlat(values)) compare(strain, clipKurtosis(rolled), clippedKurtosis(values));
  });
}

function lines(strain: Strain, x: Float64Array, y: Float64Array, window: number): void {
  const { slope, slopeStandardError, rSquared } = rollingLineFit(x, y, window);
  slope.forEach((rolled, at) => {
    const windowX = x.subarray(at, at + window);
    const windowY = y.subarray(at, at + window);
    if (isFlat(windowX) || isFlat(windowY)) {
      if (!Number.isNaN(rolled)) strain.spurious++;
      return;
    }
    const fit = lineFit(windowX, windowY);
    compare(strain, rolled, fit.slope);
    compare(strain, rSquared[at], fit.rSquared);
    compare(strain, slopeStandardError[at], classicalSlopeError(fit));
  });
}

function ewmas(strain: Strain, returns: Float64Array): void {
  rollingEwma(returns).forEach((rolled, end) => {
    const direct = ewmaVolatility(returns.subarray(0, end + 1));
    if (direct.status === 'measured' && rolled.status === 'measured')
      compare(strain, rolled.value.varianceDaily, direct.value.varianceDaily);
    else if (direct.status !== rolled.status) strain.spurious++;
  });
}

/** One day in 20: the direct form is a QR in twice the working precision. */
function hars(strain: Strain, returns: Float64Array): void {
  const ends = Array.from({ length: 20 }, (_, k) => 1_200 + 20 * k + (k % 7));
  const all = rollingHar(returns, ends[0], ends[ends.length - 1]);
  for (const end of ends) {
    const rolled = all[end - ends[0]];
    const direct = harForecast(returns.subarray(0, end + 1));
    if (direct.status === 'measured' && rolled.status === 'measured')
      compare(strain, rolled.value.varianceDaily, direct.value.varianceDaily);
    else if (direct.status !== rolled.status) strain.spurious++;
  }
}
