"""
pandas, every measure of the rolling set by its rolling and ewm operations and their arithmetic: a backfill. Either as one
writes it, the whole book in one frame and each operation over all of its days; or, where a sixth argument says how wide a
frame is, in frames of so many positions, each window given only the days it needs, which is a third quicker.
"""

from columns import absent, answer, arguments, columns, median_seconds

try:
    import numpy as np
    import pandas as pd
    from scipy.special import stdtr
except ModuleNotFoundError as error:
    absent(error)

file, days, positions, dates, rounds, *widths = arguments()
width = widths[0] if widths else positions
market, closes = columns(file, days, positions)


def newest(frame, needed):
    """The days that are needed, or all of them."""
    return frame.iloc[-needed:] if widths else frame


def beta(x, y, window):
    x = newest(x, dates + window - 1)
    y = newest(y, dates + window - 1)
    roll_y = y.rolling(window)
    variance_x = x.rolling(window).var().iloc[-dates:]
    mean_x = x.rolling(window).mean().iloc[-dates:]
    mean_y = roll_y.mean().iloc[-dates:]
    variance_y = roll_y.var().iloc[-dates:]
    mean_xy = y.mul(x, axis=0).rolling(window).mean().iloc[-dates:]
    covariance = (mean_xy - mean_y.mul(mean_x, axis=0)) * window / (window - 1)
    slope = covariance.div(variance_x, axis=0)
    alpha = mean_y - slope.mul(mean_x, axis=0)
    r_squared = slope * covariance / variance_y
    unexplained = (variance_y - slope * covariance) * (window - 1)
    error = np.sqrt((unexplained / (window - 2)).div(variance_x * (window - 1), axis=0))
    p = 2 * stdtr(window - 2, -np.abs((slope / error).to_numpy()))
    return slope, error, alpha, r_squared, p


def decayed(values, factor, window):
    """Σ over a window of values that weigh `factor` a day less: two infinite sums, one of them shifted."""
    first = values * 0
    first.iloc[0] = values.iloc[0] * (factor / (1 - factor))
    sums = (values + first).ewm(alpha=1 - factor, adjust=False).mean()
    sums = sums / (1 - factor)
    # The recursion begins with its first value whole; what is too much of it leaves with the shifted sum.
    return sums - sums.shift(window).fillna(0) * factor**window


def welch(x, y):
    factor = 0.5 ** (1 / 90)
    x = newest(x, dates + 504)
    y = newest(y, dates + 504)
    low = np.minimum(-2 * x, 4 * x)
    high = np.maximum(-2 * x, 4 * x)
    y = y.clip(low, high, axis=0)
    weight = (1 - factor**504) / (1 - factor)
    sum_x = decayed(x, factor, 504)
    sum_xx = decayed(x * x, factor, 504)
    sum_y = decayed(y, factor, 504)
    sum_xy = decayed(y.mul(x, axis=0), factor, 504)
    spread = sum_xx - sum_x * sum_x / weight
    return (sum_xy - sum_y.mul(sum_x / weight, axis=0)).div(spread, axis=0).iloc[-dates:]


def kurtosis(values, n):
    """Of the population, not the sample's excess, which is what pandas has."""
    excess = values.rolling(n).kurt().iloc[-dates:]
    return ((excess * (n - 2) * (n - 3) / (n - 1) + 3 * (n - 1)) / (n + 1)).clip(3, 12)


def realized(returns, n):
    window = newest(returns, dates + n - 1)
    volatility = window.rolling(n).std().iloc[-dates:] * np.sqrt(252)
    return volatility, volatility * np.sqrt(kurtosis(window, n) / n - (n - 3) / (n * (n - 1))) / 2


def ewma(squares):
    """The window still grows: as of day t it holds t + 1 days."""
    start = squares.iloc[:63].mean()
    return pd.concat([start.to_frame().T, squares.iloc[1:]]).ewm(alpha=0.06, adjust=False).mean().iloc[-dates:]


def har(squares):
    daily = np.sqrt(squares)
    weekly = np.sqrt(squares.rolling(5).mean())
    monthly = np.sqrt(squares.rolling(21).mean())
    target = monthly.iloc[41:]
    columns = [frame.shift(21).iloc[41:] for frame in (daily, weekly, monthly)]
    every = [*columns, target]
    rolled = lambda frame: frame.expanding(30)
    rows = np.arange(len(target) - dates + 1, len(target) + 1)[:, None]
    means = [rolled(frame).mean().iloc[-dates:].to_numpy() for frame in every]

    def product(i, j):
        return rolled(every[i] * every[j]).mean().iloc[-dates:].to_numpy() - means[i] * means[j]

    left = np.empty((dates, squares.shape[1], 3, 3))
    right = np.empty((dates, squares.shape[1], 3, 1))
    for i in range(3):
        for j in range(i, 3):
            left[:, :, i, j] = left[:, :, j, i] = product(i, j)
        right[:, :, i, 0] = product(i, 3)
    slopes = np.linalg.solve(left, right)[:, :, :, 0]
    explained = (slopes * right[:, :, :, 0]).sum(axis=2)
    total = product(3, 3)
    today = [frame.iloc[-dates:].to_numpy() for frame in (daily, weekly, monthly)]
    expected = means[3] + sum(slopes[:, :, i] * (today[i] - means[i]) for i in range(3))
    low = rolled(target).min().iloc[-dates:].to_numpy()
    high = rolled(target).max().iloc[-dates:].to_numpy()
    variance = np.clip(np.maximum(expected, low) ** 2 + (total - explained), low**2, high**2)
    return variance, explained / total, rows


def trend(returns):
    window = newest(returns, dates + 83)
    recent = window.rolling(21).std().iloc[-dates:]
    before = window.shift(21).rolling(63).std().iloc[-dates:]
    z = np.log(recent / before) / np.sqrt((kurtosis(window, 84) - 1) / 4 * (1 / 21 + 1 / 63))
    return z, 2 * stdnormal(-np.abs(z.to_numpy()))


def stdnormal(z):
    from scipy.special import ndtr

    return ndtr(z)


def percentile(returns):
    values = newest(returns, dates + 271).rolling(21).std().iloc[20:]
    return (values.rolling(252).rank() - 0.5).iloc[-dates:] / 252


def backfill(block):
    frame = pd.DataFrame(block.T)
    returns = frame.diff().iloc[1:] / frame.shift().iloc[1:]
    x = pd.Series(market)
    x = x.diff().iloc[1:] / x.shift().iloc[1:]
    of_90 = beta(x, returns, 90)
    of_252 = beta(x, returns, 252)
    squares = returns * returns
    spread = [realized(returns, n)[0] for n in (21, 63, 252)]
    recent = ewma(squares).to_numpy()
    variance, _, _ = har(squares)
    headline = np.sqrt(252 * np.sqrt(recent) * np.sqrt(variance))
    return [
        float(np.asarray(values)[-1, 0])
        for values in (
            *of_90[:2],
            *of_252[:2],
            welch(x, returns),
            *spread,
            recent,
            variance,
            headline,
            trend(returns)[0],
            percentile(returns),
        )
    ]


seconds, numbers = median_seconds(
    lambda: [backfill(closes[at : at + width]) for at in range(0, positions, width)][0], rounds
)
answer(nanoseconds=seconds * 1e9 / positions / dates, newest=numbers, version=f"pandas {pd.__version__}")
