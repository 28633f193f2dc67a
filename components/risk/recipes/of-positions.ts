import { onColumns, onRows, type Recipe } from './recipe';

/** Gross weights by what positions count under, the largest first, as `w`; the values they are made of as `total`. */
const pythonWeights = [
  'total = {}',
  'for row in rows: total.setdefault(row["counts_under"], []).append(float(row["market_value"]))',
  'total = [math.fsum(values) for values in total.values() if math.fsum(values) != 0]',
  'gross = math.fsum(map(abs, total))',
  'w = sorted((abs(value) / gross for value in total), reverse=True)',
];
const rWeights = [
  'total <- tapply(d$market_value, d$counts_under, sum)',
  'total <- total[total != 0]',
  'w <- sort(abs(total) / sum(abs(total)), decreasing = TRUE)',
];

const ofWeights = (python: string, r: string): Recipe =>
  onRows('positions', [...pythonWeights, `print(${python})`], [...rWeights, `print(${r}, digits = 15)`]);

const ofSectors = (python: readonly string[], r: readonly string[]): Recipe =>
  onRows(
    'sectors',
    [
      'net = {row["sector"]: float(row["net_weight"]) for row in rows}',
      'index = {row["sector"]: float(row["benchmark_weight"]) for row in rows}',
      ...python,
    ],
    r,
  );

/** The recipes of what follows from the positions of a day. */
export const ofPositions = {
  weighted_beta: () =>
    onRows(
      'positions',
      [
        'print(math.fsum(float(row["exposure_weight"]) * float(row["beta"]) for row in rows if row["exposure_weight"] and row["beta"]))',
      ],
      ['print(sum(d$exposure_weight * d$beta, na.rm = TRUE), digits = 15)'],
    ),
  /** Weight of each position, as a part of equity, symbol by symbol. */
  position_weights: () =>
    onRows(
      'positions',
      ['for row in rows: print(row["symbol"], float(row["weight"]))'],
      ['cat(paste(d$symbol, format(d$weight, digits = 15)), sep = "\n")'],
    ),
  /** What each position adds to beta, symbol by symbol. */
  beta_contributions: () =>
    onRows(
      'positions',
      [
        'for row in rows:',
        '    if row["exposure_weight"] and row["beta"]: print(row["symbol"], float(row["exposure_weight"]) * float(row["beta"]))',
      ],
      [
        'd <- d[!is.na(d$exposure_weight) & !is.na(d$beta), ]',
        'cat(paste(d$symbol, format(d$exposure_weight * d$beta, digits = 15)), sep = "\n")',
      ],
    ),
  effective_positions: () => ofWeights('1 / math.fsum(x * x for x in w)', '1 / sum(w^2)'),
  hhi: () => ofWeights('10000 * math.fsum(x * x for x in w)', '10000 * sum(w^2)'),
  entropy_positions: () => ofWeights('math.exp(-math.fsum(x * math.log(x) for x in w))', 'exp(-sum(w * log(w)))'),
  largest_positions: (positions: number) => ofWeights(`math.fsum(w[:${positions}])`, `sum(head(w, ${positions}))`),
  net_concentration: () =>
    ofWeights('1 / math.fsum((value / math.fsum(total)) ** 2 for value in total)', '1 / sum((total / sum(total))^2)'),
  active_share: () =>
    ofSectors(
      ['print(math.fsum(abs(net[s] - index[s]) for s in net) / 2)'],
      ['print(sum(abs(d$net_weight - d$benchmark_weight)) / 2, digits = 15)'],
    ),
  stock_active_share: () =>
    ofSectors(
      [
        'stocks = [row["sector"] for row in rows if row["is_sector"] == "1"] + ["Unknown"]',
        'all = math.fsum(net[s] for s in stocks)',
        'print(math.fsum(abs(net[s] / all - index[s]) for s in stocks) / 2)',
      ],
      [
        's <- d[d$is_sector == 1 | d$sector == "Unknown", ]',
        'print(sum(abs(s$net_weight / sum(s$net_weight) - s$benchmark_weight)) / 2, digits = 15)',
      ],
    ),
  /** Net, long, short and gross by sector, in the order of the sectors' names. */
  sector_weights: () =>
    onRows(
      'positions',
      [
        'by = {}',
        'for row in rows: by.setdefault(row["sector"], []).append(float(row["weight"]))',
        'for sector, w in sorted(by.items()):',
        '    long, short = math.fsum(x for x in w if x > 0), math.fsum(x for x in w if x < 0)',
        '    print(sector, long + short, long, short, long - short)',
      ],
      [
        'long <- tapply(pmax(d$weight, 0), d$sector, sum)',
        'short <- tapply(pmin(d$weight, 0), d$sector, sum)',
        'for (s in sort(names(long), method = "radix"))',
        '  cat(s, format(c(long[[s]] + short[[s]], long[[s]], short[[s]], long[[s]] - short[[s]]), digits = 15), "\n")',
      ],
    ),
  /** Active weights of the whole book, then of the stocks alone. */
  active_weights: () =>
    ofSectors(
      [
        'stocks = [row["sector"] for row in rows if row["is_sector"] == "1"] + ["Unknown"]',
        'all = math.fsum(net[s] for s in stocks)',
        'for s in net: print(s, net[s] - index[s])',
        'for s in stocks: print(s, "of the stocks", net[s] / all - index[s])',
      ],
      [
        'cat(paste(d$sector, format(d$net_weight - d$benchmark_weight, digits = 15)), sep = "\n")',
        's <- d[d$is_sector == 1 | d$sector == "Unknown", ]',
        'cat("", paste(s$sector, "of the stocks", format(s$net_weight / sum(s$net_weight) - s$benchmark_weight, digits = 15)), sep = "\n")',
      ],
    ),
  active_weight: () =>
    ofSectors(
      [
        'sectors = [row["sector"] for row in rows if row["is_sector"] == "1"]',
        'most = max(sectors, key=lambda s: abs(net[s] - index[s]))',
        'print(net[most] - index[most])',
      ],
      [
        's <- d[d$is_sector == 1, ]',
        'a <- s$net_weight - s$benchmark_weight',
        'print(a[which.max(abs(a))], digits = 15)',
      ],
    ),
  /** What each position adds, in the order of the file's columns. */
  risk_contributions: (): Recipe => ({
    files: ['position_returns'],
    python: (name) =>
      [
        'import csv',
        'import numpy as np',
        `rows = list(csv.reader(open("${name('position_returns')}")))`,
        'a = np.array([[float(cell) for cell in row[1:]] for row in rows[1:]])',
        'd = a[:, 0] - a[:, 0].mean()',
        'parts = a[:, 1:].T @ d * np.sqrt(252 / (d @ d * (len(d) - 1)))',
        'for symbol, part in zip(rows[0][2:], parts): print(symbol, part)',
      ].join('\n'),
    r: (name) =>
      [
        `d <- read.csv("${name('position_returns')}", check.names = FALSE)`,
        'p <- d$portfolio_return - mean(d$portfolio_return)',
        'print(colSums(d[, -(1:2), drop = FALSE] * p) * sqrt(252 / (sum(p^2) * (length(p) - 1))), digits = 15)',
      ].join('\n'),
  }),
  diversification_ratio: (): Recipe => {
    const volatility = onColumns([{ name: 'r', of: 'returns', column: 'portfolio_return' }], [], []);
    return {
      files: ['positions', 'returns'],
      python: (name) =>
        [
          volatility.python(name),
          `rows = list(csv.DictReader(open("${name('positions')}")))`,
          'listed = [row for row in rows if row["asset_class"] in ("stock", "fund")]',
          'known = [row for row in listed if row["volatility_252d"]]',
          'size = lambda some: sum(abs(float(row["weight"])) for row in some)',
          'parts = sum(abs(float(row["weight"])) * float(row["volatility_252d"]) for row in known)',
          'print(parts / (size(known) / size(listed)) / (r[-252:].std(ddof=1) * np.sqrt(252)))',
        ].join('\n'),
      r: (name) =>
        [
          volatility.r(name),
          `p <- read.csv("${name('positions')}")`,
          'p <- p[p$asset_class %in% c("stock", "fund"), ]',
          'k <- p[!is.na(p$volatility_252d), ]',
          'parts <- sum(abs(k$weight) * k$volatility_252d) / (sum(abs(k$weight)) / sum(abs(p$weight)))',
          'print(parts / (sd(tail(r, 252)) * sqrt(252)), digits = 15)',
        ].join('\n'),
    };
  },
} as const;
