"""
The numbers of `npm run conformance -- --prices` once more, written from the definitions by somebody who does not know the
library: numpy, 80-bit reals, every window by itself. Prints a document of the same names.

    python3 witness.py PRICES.csv MARKET HOLDINGS.json
"""

import csv
import json
import sys

import numpy as np

REAL = np.longdouble
YEAR = np.sqrt(REAL(252))


def column(cells):
    return np.array([REAL(float(cell)) if cell else REAL("nan") for cell in cells])


def returns(closes, longest_gap=5):
    """Between neighbouring closes that are there; one over more than five rows without any is a halt and left out."""
    before, after = steps(closes, longest_gap)
    return (closes[after] - closes[before]) / closes[before]


def steps(closes, longest_gap=5):
    at = np.flatnonzero(~np.isnan(closes))
    near = np.diff(at) - 1 <= longest_gap
    return at[:-1][near], at[1:][near]


def is_flat(values):
    return values.max() - values.min() <= 1e-12 * (1 + abs(values.max()))


def deviation(values):
    return np.sqrt(((values - values.mean()) ** 2).sum() / (len(values) - 1))


def beta(x, y):
    n = len(x)
    dx, dy = x - x.mean(), y - y.mean()
    spread = (dx * dx).sum()
    slope = (dx * dy).sum() / spread
    e = dy - slope * dx
    error = np.sqrt((e * e).sum() / (n - 2) / spread)
    leverage = REAL(1) / n + dx * dx / spread
    scores = dx * e
    lags = int(np.floor(4 * (n / 100) ** (2 / 9)))
    long_run = (scores * scores).sum()
    for lag in range(1, lags + 1):
        long_run += 2 * (1 - REAL(lag) / (lags + 1)) * (scores[lag:] * scores[:-lag]).sum()
    return {
        "n": n,
        "beta": slope,
        "alpha_daily": y.mean() - slope * x.mean(),
        "r_squared": 1 - (e * e).sum() / (dy * dy).sum(),
        "se_beta": error,
        "hc3_se_beta": np.sqrt(((scores / (1 - leverage)) ** 2).sum()) / spread,
        "nw_se_beta": np.sqrt(long_run) / spread,
        "blume_beta": (2 * slope + 1) / 3,
        "vasicek_beta_prior1_sd0.5": (slope / error**2 + 4) / (1 / error**2 + 4),
    }


def slope(x, y):
    return None if is_flat(y) else beta(x, y)["beta"]


def welch(x, y):
    y = np.clip(y, np.minimum(-2 * x, 4 * x), np.maximum(-2 * x, 4 * x))
    weights = REAL(0.5) ** (np.arange(503, -1, -1).astype(REAL) / 90)
    dx = x - (weights * x).sum() / weights.sum()
    return (weights * dx * y).sum() / (weights * dx * dx).sum()


def realized(r):
    return {
        f"rv{days}_sample_ddof1": deviation(r[-days:]) * YEAR
        for days in (21, 63)
        if len(r) >= days and not is_flat(r[-days:])
    }


def trend(r):
    recent, before, both = r[-21:], r[-84:-21], r[-84:]
    if is_flat(recent) or is_flat(before):
        return {}
    squares = (both - both.mean()) ** 2
    kurtosis = min(max((squares**2).mean() / squares.mean() ** 2, REAL(3)), REAL(12))
    z = np.log(deviation(recent) / deviation(before)) / np.sqrt((kurtosis - 1) / 4 * (REAL(1) / 21 + REAL(1) / 63))
    label = "increasing" if z > 1.96 else "decreasing" if z < -1.96 else "stable"
    return {"trend_rv21_over_prev63": {"z": z, "label": label}}


def percentile(r):
    if len(r) < 21:
        return {}
    values = np.array([deviation(r[i - 20 : i + 1]) for i in range(20, len(r))])[-252:]
    alike = abs(values - values[-1]) <= 1e-12 * values[-1]
    rank = ((values < values[-1]) & ~alike).sum() + alike.sum() / REAL(2)
    found = {} if is_flat(r[-21:]) else {"pct_midrank_incl_current": rank / len(values)}
    return {
        "percentile_simple_21d_1y": {
            "n_values": len(values),
            "full_window": len(values) == 252,
            **found,
            **(trend(r) if len(r) >= 84 else {}),
        }
    }


def har(r):
    r = r[-1260:]
    if len(r) < 72:
        return {}
    squares = r * r
    mean_of = lambda days: np.array([squares[i + 1 - days : i + 1].mean() for i in range(20, len(r))])
    every = np.sqrt(np.stack([mean_of(1), mean_of(5), mean_of(21)], axis=1))
    target = every[21:, 2]
    rows = len(target)
    centre = every[:rows].mean(axis=0)
    # Gram–Schmidt, each column free of those before it.
    free = every[:rows] - centre
    shares = np.eye(3, dtype=REAL)
    left = target - target.mean()
    total = (left * left).sum()
    slopes = np.zeros(3, dtype=REAL)
    for j in range(3):
        for i in range(j):
            shares[i, j] = (free[:, i] * free[:, j]).sum() / (free[:, i] ** 2).sum()
            free[:, j] -= shares[i, j] * free[:, i]
        slopes[j] = (free[:, j] * left).sum() / (free[:, j] ** 2).sum()
        left = left - slopes[j] * free[:, j]
    for j in (1, 0):
        slopes[j] -= (shares[j, j + 1 :] * slopes[j + 1 :]).sum()
    expected = target.mean() + ((every[-1] - centre) * slopes).sum()
    unexplained = (left * left).sum()
    variance = max(expected, target.min()) ** 2 + unexplained / rows
    variance = min(max(variance, target.min() ** 2), target.max() ** 2)
    ewma = squares[:63].mean()
    for square in squares[1:]:
        ewma = REAL("0.94") * ewma + REAL("0.06") * square
    return {
        "har": {
            "x_T": dict(zip(("vol_daily", "vol_weekly", "vol_monthly"), every[-1] * YEAR)),
            "sqrt_direct": {"r_squared": 1 - unexplained / total, "forecast_var_clamped": variance},
            "ewma_0.94": {"var": ewma},
            "combined_geomean_ewma0.94_sqrtHAR": {"forecast_vol_annual": np.sqrt(252 * np.sqrt(ewma * variance))},
        }
    }


def series(closes, market, dates):
    """`market` is None for the market itself."""
    r = returns(closes)
    found = {"realized_vol_simple": realized(r), **percentile(r), **har(r)}
    if market is None:
        return found
    shared = ~np.isnan(closes) & ~np.isnan(market)
    y, x = (returns(np.where(shared, values, np.nan)) for values in (closes, market))
    last_rows = steps(np.where(shared, closes, np.nan))[1]
    windows = [days for days in (90, 252) if len(x) >= days]
    found["beta"] = {f"simple_{days}td": beta(x[-days:], y[-days:]) for days in windows if not is_flat(y[-days:])}
    if len(x) >= 504:
        found["beta_welch_decay_halflife90_504d"] = welch(x[-504:], y[-504:])
    if len(x) >= 90:
        found["rolling_beta_simple_90td_every21"] = [
            [dates[last_rows[end - 1]], slope(x[end - 90 : end], y[end - 90 : end])]
            for end in range(len(x), max(89, len(x) - 21 * 12), -21)
        ]
    return found


def portfolio(shares, sectors, closes, market):
    last = {symbol: closes[symbol][~np.isnan(closes[symbol])][-1] for symbol in shares}
    value = {symbol: REAL(quantity) * last[symbol] for symbol, quantity in shares.items()}
    gross, net = sum(map(abs, value.values())), sum(value.values())
    weights = sorted((abs(one) / gross for one in value.values()), reverse=True)
    squares = sum(weight * weight for weight in weights)
    by_sector = {}
    for symbol in shares:
        by_sector[sectors[symbol]] = by_sector.get(sectors[symbol], 0) + abs(value[symbol]) / gross
    found = {
        "hhi_0_10000_gross": 10_000 * squares,
        "effective_n_gross": 1 / squares,
        "top3": sum(weights[:3]),
        "top10": sum(weights[:10]),
        "sector_weights_gross": by_sector,
    }
    whole = ~np.isnan(sum(closes[symbol] for symbol in shares) + market)
    step = lambda values: np.diff(values[whole]) / values[whole][:-1]
    x = step(market)
    bases = {"constant_current_weights_on_gross": gross}
    # Where next to nothing is left of equity the library weighs by gross, and says so.
    if net > 0.05 * gross:
        bases["constant_current_weights"] = net
    for name, base in bases.items():
        r = sum(value[symbol] / base * step(closes[symbol]) for symbol in shares)
        line = beta(x[-90:], r[-90:]) if len(x) >= 90 else {}
        found[name] = {
            "n_returns": len(r),
            "realized_vol": realized(r),
            **har(r),
            "beta_90td": {key: line[key] for key in ("n", "beta", "r_squared", "se_beta") if line},
        }
    return found


def main(prices, index, holdings):
    with open(prices, newline="") as file:
        header, *rows = csv.reader(file)
    dates = [row[0] for row in rows]
    closes = {symbol: column([row[i] for row in rows]) for i, symbol in enumerate(header) if i > 0}
    with open(holdings) as file:
        given = json.load(file)
    market = closes[index]
    document = {
        "series": {symbol: series(one, None if symbol == index else market, dates) for symbol, one in closes.items()},
        "portfolios": {
            name: portfolio(one["shares"], given["sectors"], closes, market)
            for name, one in given["portfolios"].items()
        },
    }
    print(json.dumps(document, default=float))


main(*sys.argv[1:])
