import type { InputFileName } from '@/lib/api/inputs';
import { onColumns, pythonStudentP, type Recipe } from './recipe';

const slope = 'np.cov(y, x)[0, 1] / x.var(ddof=1)';

/** The recipes of measures of returns beside the index's. */
export const ofPairs = (of: InputFileName, column: string) => {
  const recipe = (python: readonly string[], r: readonly string[]): Recipe =>
    onColumns(
      [
        { name: 'y', of, column },
        { name: 'x', of, column: 'market_return' },
      ],
      python,
      r,
    );
  return {
    /** Beta, its HC3 error, R², and the p of a beta of 0. */
    market_beta: (days: number) =>
      recipe(
        [
          `y, x = y[-${days}:], x[-${days}:]`,
          'd = x - x.mean()',
          'b = d @ y / (d @ d)',
          'e = y - y.mean() - b * d',
          'h = 1 / len(x) + d ** 2 / (d @ d)',
          'hc3 = np.sqrt(np.sum((d * e / (1 - h)) ** 2)) / (d @ d)',
          ...pythonStudentP('(b / hc3)', 'len(x) - 2'),
          'print(b, hc3, 1 - e @ e / np.sum((y - y.mean()) ** 2), pv)',
        ],
        [
          `y <- tail(y, ${days}); x <- tail(x, ${days})`,
          'f <- lm(y ~ x)',
          'd <- x - mean(x)',
          'hc3 <- sqrt(sum((d * resid(f) / (1 - hatvalues(f)))^2)) / sum(d^2)',
          'b <- coef(f)[["x"]]',
          'print(c(b, hc3, summary(f)$r.squared, 2 * pt(-abs(b / hc3), length(x) - 2)), digits = 15)',
        ],
      ),
    blume_beta: (days: number) =>
      recipe(
        [`y, x = y[-${days}:], x[-${days}:]`, `print(2 / 3 * ${slope} + 1 / 3)`],
        [`y <- tail(y, ${days}); x <- tail(x, ${days})`, 'print(2 / 3 * cov(y, x) / var(x) + 1 / 3, digits = 15)'],
      ),
    vasicek_beta: (days: number) =>
      recipe(
        [
          `y, x = y[-${days}:], x[-${days}:]`,
          'd = x - x.mean()',
          'b = d @ y / (d @ d)',
          'e = y - y.mean() - b * d',
          's2 = e @ e / (len(x) - 2) / (d @ d)',
          'print((b / s2 + 1 / 0.5 ** 2) / (1 / s2 + 1 / 0.5 ** 2))',
        ],
        [
          `y <- tail(y, ${days}); x <- tail(x, ${days})`,
          'b <- coef(summary(lm(y ~ x)))["x", ]',
          's2 <- b[["Std. Error"]]^2',
          'print((b[["Estimate"]] / s2 + 1 / 0.5^2) / (1 / s2 + 1 / 0.5^2), digits = 15)',
        ],
      ),
    welch_beta: () =>
      recipe(
        [
          'y, x = y[-504:], x[-504:]',
          'c = np.clip(y, np.minimum(-2 * x, 4 * x), np.maximum(-2 * x, 4 * x))',
          'w = 0.5 ** (np.arange(503, -1, -1) / 90)',
          'd = x - np.average(x, weights=w)',
          'print((w * d) @ c / ((w * d) @ d))',
        ],
        [
          'y <- tail(y, 504); x <- tail(x, 504)',
          'c1 <- pmin(pmax(y, pmin(-2 * x, 4 * x)), pmax(-2 * x, 4 * x))',
          'w <- 0.5^((503:0) / 90)',
          'd <- x - weighted.mean(x, w)',
          'print(sum(w * d * c1) / sum(w * d * d), digits = 15)',
        ],
      ),
    up_beta: () =>
      recipe(
        ['y, x = y[-252:], x[-252:]', 'y, x = y[x > 0], x[x > 0]', `print(${slope})`],
        ['y <- tail(y, 252); x <- tail(x, 252)', 'print(cov(y[x > 0], x[x > 0]) / var(x[x > 0]), digits = 15)'],
      ),
    down_beta: () =>
      recipe(
        ['y, x = y[-252:], x[-252:]', 'y, x = y[x < 0], x[x < 0]', `print(${slope})`],
        ['y <- tail(y, 252); x <- tail(x, 252)', 'print(cov(y[x < 0], x[x < 0]) / var(x[x < 0]), digits = 15)'],
      ),
    tracking_error: () =>
      recipe(
        ['print((y - x)[-252:].std(ddof=1) * np.sqrt(252))'],
        ['print(sd(tail(y - x, 252)) * sqrt(252), digits = 15)'],
      ),
  };
};
