"""statsmodels' RollingOLS: beta at 90 and 252 days and HAR, the rest of the set left out."""

from columns import absent, answer, arguments, columns, median_seconds

try:
    import numpy as np
    import pandas as pd
    import statsmodels
    from statsmodels.regression.rolling import RollingOLS
    from statsmodels.tools import add_constant
except ModuleNotFoundError as error:
    absent(error)

file, days, positions, dates, rounds = arguments()
market, closes = columns(file, days, positions)
x = np.diff(market) / market[:-1]


def betas(returns):
    found = []
    for window in (90, 252):
        needed = dates + window - 1
        fit = RollingOLS(returns[-needed:], add_constant(x[-needed:]), window).fit()
        fit.pvalues, fit.rsquared
        found += [fit.params[-1, 1], fit.bse[-1, 1]]
    return found


def har(returns):
    squares = pd.Series(returns * returns)
    frame = pd.DataFrame({n: np.sqrt(squares.rolling(n).mean()) for n in (1, 5, 21)}).iloc[20:].to_numpy()
    rows = len(frame) - 21
    fit = RollingOLS(frame[21:, 2], add_constant(frame[:rows]), rows, min_nobs=rows - dates + 1, expanding=True).fit()
    return fit.params


def backfill():
    newest = None
    for row in closes:
        returns = np.diff(row) / row[:-1]
        found = betas(returns)
        har(returns)
        newest = newest or [float(value) for value in found]
    return newest


seconds, newest = median_seconds(backfill, rounds)
answer(nanoseconds=seconds * 1e9 / positions / dates, newest=newest, version=f"statsmodels {statsmodels.__version__}")
