import type { InputFileName } from '@/lib/api/inputs';
import { onColumns, pythonStudentP, type Recipe } from './recipe';

const pythonScore = [
  'f, p, a = f ** 2 / 252, p ** 2 / 252, a ** 2 / 252',
  'loss = lambda f: p / f - np.log(p / f) - 1',
  'print(loss(f).mean(), (np.sqrt(252 * f) - np.sqrt(252 * p)).mean())',
  'print(np.cov(f, p)[0, 1] / f.var(ddof=1), np.corrcoef(f, p)[0, 1] ** 2)',
];
const rScore = [
  'f <- f^2 / 252; p <- p^2 / 252; a <- a^2 / 252',
  'loss <- function(f) p / f - log(p / f) - 1',
  'print(c(mean(loss(f)), mean(sqrt(252 * f) - sqrt(252 * p))), digits = 15)',
  'print(c(cov(f, p) / var(f), cor(f, p)^2), digits = 15)',
];

/** The headline against it, by Diebold and Mariano: t and p. */
const pythonTest = [
  'd = loss(a) - loss(f)',
  'n, h = len(d), int(np.ceil(21 / min(21, np.diff(o).min())))',
  'e = d - d.mean()',
  'c = [e[k:] @ e[:n - k] / n for k in range(h)]',
  's = c[0] + 2 * sum(c[1:])',
  'if s <= 0: s = c[0] + 2 * sum((1 - k / h) * c[k] for k in range(1, h))',
  't = d.mean() * np.sqrt((n + 1 - 2 * h + h * (h - 1) / n) / s)',
  ...pythonStudentP('t', 'n - 1'),
  'print(t, pv)',
];
const rTest = [
  'd <- loss(a) - loss(f)',
  'n <- length(d); h <- ceiling(21 / min(21, diff(o)))',
  'e <- d - mean(d)',
  'c1 <- sapply(0:(h - 1), function(k) sum(e[(k + 1):n] * e[1:(n - k)]) / n)',
  's <- c1[1] + 2 * sum(c1[-1])',
  'if (s <= 0) s <- c1[1] + 2 * sum((1 - seq_along(c1[-1]) / h) * c1[-1])',
  't <- mean(d) * sqrt((n + 1 - 2 * h + h * (h - 1) / n) / s)',
  'print(c(t, 2 * pt(-abs(t), n - 1)), digits = 15)',
];

/** The recipes of the scores of stored forecasts: QLIKE and bias, the line's slope and R², and the headline's test. */
export const ofForecasts = (of: InputFileName) => {
  const recipe = (column: string) => (): Recipe => {
    const isRival = column !== 'headline';
    return onColumns(
      [
        { name: 'f', of, column },
        { name: 'p', of, column: 'realized' },
        { name: 'a', of, column: 'headline' },
        { name: 'o', of, column: 'session' },
      ],
      [...pythonScore, ...(isRival ? pythonTest : [])],
      [...rScore, ...(isRival ? rTest : [])],
    );
  };
  return {
    forecast_score_headline: recipe('headline'),
    forecast_score_last_21_days: recipe('last_21_days'),
    forecast_score_ewma: recipe('ewma'),
    forecast_score_har: recipe('har'),
  };
};
