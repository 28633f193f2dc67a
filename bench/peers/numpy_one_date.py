"""numpy, vectorised over positions, one date: in blocks of 250 rows, which stay in the cache."""

from columns import absent, answer, arguments, columns, median_seconds

try:
    import numpy as np
except ModuleNotFoundError as error:
    absent(error)

import formulas

file, days, positions, _, rounds = arguments()
market, closes = columns(file, days, positions)
student = formulas.student_two_sided()


def one_date():
    blocks = [formulas.everything(market, closes[at : at + 250], student) for at in range(0, positions, 250)]
    return [float(values[0]) for values in blocks[0]]


seconds, newest = median_seconds(one_date, rounds)
answer(
    nanoseconds=seconds * 1e9 / positions,
    newest=newest,
    version=f"numpy {np.__version__}" + ("" if student else ", without p-values: no scipy"),
)
