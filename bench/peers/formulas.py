"""
All measures of METHODS in the vectorised form in which numpy does them best, a row a position: one date at a time.
The sets are those of bench/risk/measures.ts. Sums are numpy's own; HAR by its normal equations.
"""

import numpy as np

TRADING_DAYS = 252


def student_two_sided():
    """Student's two-sided p, where scipy is; numpy alone has none."""
    try:
        from scipy.special import stdtr

        return lambda t, freedom: 2 * stdtr(freedom, -np.abs(t))
    except ModuleNotFoundError:
        return None


def line(x, y):
    """Slope, classical error and R² of each row of y on x, with what the robust errors need."""
    n = x.size
    dx = x - x.mean()
    dy = y - y.mean(axis=1, keepdims=True)
    spread = dx @ dx
    slope = dy @ dx / spread
    residuals = dy - slope[:, None] * dx
    unexplained = (residuals * residuals).sum(axis=1)
    error = np.sqrt(unexplained / (n - 2) / spread)
    r_squared = 1 - unexplained / (dy * dy).sum(axis=1)
    return slope, error, r_squared, dx, residuals, spread


def robust_errors(dx, residuals, spread):
    """HC1, HC3 and Newey–West errors of the slope."""
    n = dx.size
    scores = dx * residuals
    hc1 = np.sqrt((scores * scores).sum(axis=1) * n / (n - 2)) / spread
    leave_out = scores / (1 - 1 / n - dx * dx / spread)
    hc3 = np.sqrt((leave_out * leave_out).sum(axis=1)) / spread
    lags = int(4 * (n / 100) ** (2 / 9))
    total = (scores * scores).sum(axis=1)
    for lag in range(1, lags + 1):
        total += 2 * (1 - lag / (lags + 1)) * (scores[:, lag:] * scores[:, :-lag]).sum(axis=1)
    return hc1, hc3, np.sqrt(total) / spread


WELCH_WEIGHTS = 0.5 ** (np.arange(503, -1, -1) / 90)


def clipped(x, y):
    return np.clip(y, np.minimum(-2 * x, 4 * x), np.maximum(-2 * x, 4 * x))


def welch(x, y):
    weights = WELCH_WEIGHTS
    dx = x - (weights @ x) / weights.sum()
    return clipped(x, y) @ (weights * dx) / (dx @ (weights * dx))


def deviation(values):
    return values.std(axis=1, ddof=1)


def kurtosis(values):
    centred = values - values.mean(axis=1, keepdims=True)
    squares = centred * centred
    return np.clip((squares * squares).mean(axis=1) / squares.mean(axis=1) ** 2, 3, 12)


def realized(returns, days):
    window = returns[:, -days:]
    volatility = deviation(window) * np.sqrt(TRADING_DAYS)
    error = volatility * np.sqrt(kurtosis(window) / days - (days - 3) / (days * (days - 1))) / 2
    return volatility, error


def moving_mean(values, days):
    sums = np.cumsum(values, axis=1)
    sums[:, days:] = sums[:, days:] - sums[:, :-days]
    return sums[:, days - 1 :] / days


def ewma_weights(n):
    """Of each of n squared returns: the recursion from the mean of the first 63, begun with the second."""
    weights = 0.06 * 0.94 ** np.arange(n - 1, -1, -1.0)
    weights[0] = 0
    weights[:63] += 0.94 ** (n - 1) / 63
    return weights


def har(squares):
    """The variance forecast, and the standard deviation of ln(realised/fitted) for the band."""
    monthly = np.sqrt(np.maximum(moving_mean(squares, 21), 0))
    weekly = np.sqrt(np.maximum(moving_mean(squares, 5)[:, 16:], 0))
    daily = np.sqrt(squares[:, 20:])
    rows = monthly.shape[1] - 21
    design = np.stack([daily[:, :rows], weekly[:, :rows], monthly[:, :rows]], axis=2)
    target = monthly[:, 21:]
    means = design.mean(axis=1, keepdims=True)
    mean = target.mean(axis=1, keepdims=True)
    centred = design - means
    left = centred.transpose(0, 2, 1) @ centred
    right = centred.transpose(0, 2, 1) @ (target - mean)[:, :, None]
    slopes = np.linalg.solve(left, right)
    fitted = (centred @ slopes)[:, :, 0] + mean
    unexplained = ((target - fitted) ** 2).sum(axis=1)
    today = np.stack([daily[:, -1:], weekly[:, -1:], monthly[:, -1:]], axis=2) - means
    expected = (today @ slopes)[:, 0, 0] + mean[:, 0]
    low = target.min(axis=1)
    high = target.max(axis=1)
    variance = np.clip(np.maximum(expected, low) ** 2 + unexplained / rows, low**2, high**2)
    log_error = np.log(target / np.maximum(fitted, low[:, None])).std(axis=1, ddof=1)
    return variance, log_error


def trend(returns):
    recent = deviation(returns[:, -21:])
    before = deviation(returns[:, -84:-21])
    error = np.sqrt((kurtosis(returns[:, -84:]) - 1) / 4 * (1 / 21 + 1 / 63))
    return np.log(recent / before) / error


def percentile(returns):
    window = returns[:, -272:]
    windows = np.lib.stride_tricks.sliding_window_view(window, 21, axis=1)
    values = windows.std(axis=2, ddof=1)
    today = values[:, -1:]
    return ((values < today).sum(axis=1) + 0.5 * (values == today).sum(axis=1)) / 252


def everything(market, closes, student):
    """All measures of every row on the newest date; what is compared comes back in the order of the bench."""
    x = np.diff(market) / market[:-1]
    returns = np.diff(closes, axis=1) / closes[:, :-1]
    compared = []
    for days in (90, 252):
        slope, error, _, dx, residuals, spread = line(x[-days:], returns[:, -days:])
        _, hc3, _ = robust_errors(dx, residuals, spread)
        if student is not None:
            student(slope / error, days - 2), student(slope / hc3, days - 2), student((slope - 1) / hc3, days - 2)
        compared += [slope, error]
    compared.append(welch(x[-504:], returns[:, -504:]))
    compared += [realized(returns, days)[0] for days in (21, 63, 252)]
    squares = returns[:, -1260:] ** 2
    ewma = squares @ ewma_weights(squares.shape[1])
    variance, log_error = har(squares)
    headline = np.sqrt(TRADING_DAYS * np.sqrt(ewma) * np.sqrt(variance))
    np.exp(1.645 * log_error) * headline, np.exp(-1.645 * log_error) * headline
    return compared + [ewma, variance, headline, trend(returns), percentile(returns)]
