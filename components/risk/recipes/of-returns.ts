import type { InputFileName } from '@/lib/api/inputs';
import { onColumns, type Recipe } from './recipe';

/** The EWMA variance as `s`. */
const pythonEwma = ['v = r[-1260:] ** 2', 's = v[:63].mean()', 'for x in v[1:]: s = 0.94 * s + 0.06 * x'];
const rEwma = ['v <- tail(r, 1260)^2', 's <- mean(v[1:63])', 'for (x in v[-1]) s <- 0.94 * s + 0.06 * x'];

/** The HAR variance as `h`, its R² as `r2`, today's components as `now`. */
const pythonHar = [
  'v = r[-1260:] ** 2',
  'm = lambda k: np.sqrt(np.convolve(v, np.ones(k) / k, "valid"))[21 - k:]',
  'c = np.column_stack([np.ones(len(v) - 20), m(1), m(5), m(21)])',
  'y = c[21:, 3]',
  'X = c[:-21]',
  'b = np.linalg.lstsq(X, y, rcond=None)[0]',
  'e = y - X @ b',
  'h = min(max(c[-1] @ b, y.min()) ** 2 + e @ e / len(y), y.max() ** 2)',
];
const rHar = [
  'v <- tail(r, 1260)^2',
  'm <- function(k) { s <- c(0, cumsum(v)); tail(sqrt((s[(k + 1):length(s)] - s[1:(length(s) - k)]) / k), length(v) - 20) }',
  'c1 <- cbind(1, sqrt(v[-(1:20)]), m(5), m(21))',
  'n <- nrow(c1)',
  'y <- c1[22:n, 4]',
  'X <- c1[1:(n - 21), ]',
  'b <- qr.coef(qr(X), y)',
  'e <- y - X %*% b',
  'h <- min(max(sum(c1[n, ] * b), min(y))^2 + sum(e^2) / length(y), max(y)^2)',
];

/** The recipes of measures of one series of returns: the portfolio's, or a security's. */
export const ofReturns = (of: InputFileName, column: string) => {
  const recipe = (python: readonly string[], r: readonly string[]): Recipe =>
    onColumns([{ name: 'r', of, column }], python, r);
  return {
    realized_volatility: (days: number) =>
      recipe(
        [`print(r[-${days}:].std(ddof=1) * np.sqrt(252))`],
        [`print(sd(tail(r, ${days})) * sqrt(252), digits = 15)`],
      ),
    ewma: () => recipe([...pythonEwma, 'print(np.sqrt(252 * s))'], [...rEwma, 'print(sqrt(252 * s), digits = 15)']),
    har: () => recipe([...pythonHar, 'print(np.sqrt(252 * h))'], [...rHar, 'print(sqrt(252 * h), digits = 15)']),
    har_components: () =>
      recipe(
        [...pythonHar, 'print(*(c[-1, 1:] * np.sqrt(252)), 1 - e @ e / ((y - y.mean()) @ (y - y.mean())))'],
        [...rHar, 'print(c(c1[n, 2:4] * sqrt(252), 1 - sum(e^2) / sum((y - mean(y))^2)), digits = 15)'],
      ),
    /** The headline, and the band of 90 % about it. */
    expected_volatility: () =>
      recipe(
        [
          ...pythonEwma,
          ...pythonHar.slice(1),
          'f = np.maximum(X @ b, y.min())',
          'k = (y > 0) & (f > 0)',
          'q = 1.645 * np.log(y[k] / f[k]).std(ddof=1)',
          'x = np.sqrt(252 * np.sqrt(s * h))',
          'print(x, x * np.exp(-q), x * np.exp(q))',
        ],
        [
          ...rEwma,
          ...rHar.slice(1),
          'f <- pmax(X %*% b, min(y))',
          'k <- y > 0 & f > 0',
          'q <- 1.645 * sd(log(y[k] / f[k]))',
          'print(sqrt(252 * sqrt(s * h)) * exp(c(0, -q, q)), digits = 15)',
        ],
      ),
    /** The ratio of the last 21 days to the 63 before, its z and its p. */
    volatility_trend: () =>
      recipe(
        [
          'w = r[-84:]',
          'ratio = w[63:].std(ddof=1) / w[:63].std(ddof=1)',
          'd = w - w.mean()',
          'k = np.clip((d ** 4).mean() / (d ** 2).mean() ** 2, 3, 12)',
          'z = np.log(ratio) / np.sqrt((k - 1) / 4 * (1 / 21 + 1 / 63))',
          'from math import erfc',
          'print(ratio, z, erfc(abs(z) / np.sqrt(2)))',
        ],
        [
          'w <- tail(r, 84)',
          'ratio <- sd(w[64:84]) / sd(w[1:63])',
          'd <- w - mean(w)',
          'k <- min(max(mean(d^4) / mean(d^2)^2, 3), 12)',
          'z <- log(ratio) / sqrt((k - 1) / 4 * (1 / 21 + 1 / 63))',
          'print(c(ratio, z, 2 * pnorm(-abs(z))), digits = 15)',
        ],
      ),
    volatility_percentile: () =>
      recipe(
        [
          's = np.array([r[i - 21:i].std(ddof=1) for i in range(len(r) - 251, len(r) + 1)])',
          'print((np.sum(s < s[-1]) + np.sum(s == s[-1]) / 2) / 252)',
        ],
        [
          's <- sapply((length(r) - 251):length(r), function(i) sd(r[(i - 20):i]))',
          'print((sum(s < s[252]) + sum(s == s[252]) / 2) / 252, digits = 15)',
        ],
      ),
    /** Of 95 or 99 percent: value at risk and expected shortfall. */
    value_at_risk: (level: number) =>
      recipe(
        ['w = r[-504:]', `q = np.quantile(w, 1 - ${level} / 100)`, 'print(-q, -w[w <= q].mean())'],
        [
          'w <- tail(r, 504)',
          `q <- quantile(w, 1 - ${level} / 100, names = FALSE)`,
          'print(c(-q, -mean(w[w <= q])), digits = 15)',
        ],
      ),
    /** How many of the last 252 days lost more than the value at risk of the evening before, of how many, and Kupiec's p. */
    value_at_risk_backtest: (level: number) =>
      recipe(
        [
          'days = range(max(252, len(r) - 252), len(r))',
          `q = 1 - ${level} / 100`,
          'n, x = len(days), sum(r[t] < np.quantile(r[max(0, t - 504):t], q) for t in days)',
          'k = lambda x, m: x * np.log(x / m) if x else 0',
          'from math import erfc',
          'print(x, n, erfc(np.sqrt(max(0, k(x, n * q) + k(n - x, n * (1 - q))))))',
        ],
        [
          'days <- (max(252, length(r) - 252) + 1):length(r)',
          `beyond <- sapply(days, function(t) r[t] < quantile(r[max(1, t - 504):(t - 1)], 1 - ${level} / 100))`,
          `q <- 1 - ${level} / 100; n <- length(days); x <- sum(beyond)`,
          'k <- function(x, m) if (x == 0) 0 else x * log(x / m)',
          'print(c(x, n, 2 * pnorm(-sqrt(2 * max(0, k(x, n * q) + k(n - x, n * (1 - q)))))), digits = 15)',
        ],
      ),
    drawdown: () =>
      recipe(
        ['v = np.concatenate([[1], np.cumprod(1 + r)])', 'print((1 - v / np.maximum.accumulate(v)).max())'],
        ['v <- c(1, cumprod(1 + r))', 'print(max(1 - v / cummax(v)), digits = 15)'],
      ),
  };
};
