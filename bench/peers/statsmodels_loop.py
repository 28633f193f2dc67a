"""
Position by position and date by date, as such services are usually written: a pandas series each, statsmodels' OLS for
every beta and for HAR, pandas for the rest.
"""

from columns import absent, answer, arguments, columns, median_seconds

try:
    import numpy as np
    import pandas as pd
    import statsmodels
    import statsmodels.api as sm
    from scipy import stats
except ModuleNotFoundError as error:
    absent(error)

file, days, positions, dates, rounds = arguments()
market, closes = columns(file, days, positions)
calendar = pd.bdate_range("2019-01-01", periods=days)
index = pd.Series(market, calendar)


def beta(returns, window):
    last = returns.iloc[-window:]
    fit = sm.OLS(last["asset"], sm.add_constant(last["market"])).fit()
    robust = fit.get_robustcov_results("HC3")
    fit.conf_int(), fit.rsquared, fit.pvalues, robust.pvalues, robust.conf_int()
    fit.get_robustcov_results("HAC", maxlags=int(4 * (window / 100) ** (2 / 9)), use_correction=False).bse
    return [fit.params["market"], fit.bse["market"]]


def welch(returns):
    last = returns.iloc[-504:]
    x = last["market"]
    y = last["asset"].clip(np.minimum(-2 * x, 4 * x), np.maximum(-2 * x, 4 * x))
    weights = 0.5 ** (np.arange(503, -1, -1) / 90)
    return sm.WLS(y, sm.add_constant(x), weights).fit().params["market"]


def har(returns):
    squares = returns.iloc[-1260:] ** 2
    frame = pd.DataFrame(
        {
            "daily": np.sqrt(squares),
            "weekly": np.sqrt(squares.rolling(5).mean()),
            "monthly": np.sqrt(squares.rolling(21).mean()),
        }
    ).iloc[20:]
    frame["target"] = frame["monthly"].shift(-21)
    rows = frame.dropna()
    design = sm.add_constant(rows[["daily", "weekly", "monthly"]])
    fit = sm.OLS(rows["target"], design).fit()
    today = sm.add_constant(frame[["daily", "weekly", "monthly"]].iloc[-1:], has_constant="add")
    low, high = rows["target"].min(), rows["target"].max()
    expected = max(float(fit.predict(today).iloc[0]), low)
    fit.rsquared, np.log(rows["target"] / fit.fittedvalues.clip(lower=low)).std()
    return min(expected**2 + fit.ssr / len(rows), high**2)


def ewma(returns):
    squares = returns.iloc[-1260:] ** 2
    variance = squares.iloc[:63].mean()
    for value in squares.iloc[1:]:
        variance = 0.94 * variance + 0.06 * value
    return variance


def clipped_kurtosis(values):
    return min(12, max(3, stats.kurtosis(values, fisher=False)))


def trend(returns):
    error = np.sqrt((clipped_kurtosis(returns.iloc[-84:]) - 1) / 4 * (1 / 21 + 1 / 63))
    z = np.log(returns.iloc[-21:].std() / returns.iloc[-84:-21].std()) / error
    stats.norm.sf(abs(z))
    return z


def measured(row, until):
    frame = pd.DataFrame({"asset": row, "market": index}).iloc[:until].pct_change().dropna()
    asset = frame["asset"]
    spread = [asset.iloc[-n:].std() * np.sqrt(252) for n in (21, 63, 252)]
    for n in (21, 63, 252):
        clipped_kurtosis(asset.iloc[-n:])
    recent, variance = ewma(asset), har(asset)
    history = asset.rolling(21).std().iloc[-252:]
    percentile = ((history < history.iloc[-1]).sum() + 0.5 * (history == history.iloc[-1]).sum()) / 252
    headline = np.sqrt(252 * np.sqrt(recent * variance))
    first = [*beta(frame, 90), *beta(frame, 252), welch(frame)]
    return [*first, *spread, recent, variance, headline, trend(asset), percentile]


def backfill():
    newest = None
    for values in closes:
        row = pd.Series(values, calendar)
        for until in range(days, days - dates, -1):
            found = measured(row, until)
            newest = newest or [float(value) for value in found]
    return newest


seconds, newest = median_seconds(backfill, rounds)
answer(nanoseconds=seconds * 1e9 / positions / dates, newest=newest, version=f"statsmodels {statsmodels.__version__}")
