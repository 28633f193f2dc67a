import type { InputFileName } from '@/lib/api/inputs';

/**
 * How a figure is made from its inputs by somebody else: the files it takes, and the lines of Python (with numpy, where
 * it is arithmetic on a series) and of R that print it. `name` gives a file's name on the reader's disk.
 */
export type Recipe = {
  readonly files: readonly InputFileName[];
  readonly python: (name: (file: InputFileName) => string) => string;
  readonly r: (name: (file: InputFileName) => string) => string;
};

/** The lines of a program that begins with reading one column of a file. */
const lines = (...all: readonly string[]): string => all.join('\n');

type Column = { readonly name: string; readonly of: InputFileName; readonly column: string };

const pythonReads = (columns: readonly Column[], name: (file: InputFileName) => string): string[] => [
  'import csv',
  'import numpy as np',
  `rows = list(csv.DictReader(open("${name(columns[0].of)}")))`,
  ...columns.map((one) => `${one.name} = np.array([float(row["${one.column}"]) for row in rows])`),
];

const rReads = (columns: readonly Column[], name: (file: InputFileName) => string): string[] => [
  `d <- read.csv("${name(columns[0].of)}")`,
  ...columns.map((one) => `${one.name} <- d$${one.column}`),
];

/** A recipe that begins with the columns of one file. */
export const onColumns = (columns: readonly Column[], python: readonly string[], r: readonly string[]): Recipe => ({
  files: [columns[0].of],
  python: (name) => lines(...pythonReads(columns, name), ...python),
  r: (name) => lines(...rReads(columns, name), ...r),
});

/** A recipe that begins with the rows of one file. */
export const onRows = (file: InputFileName, python: readonly string[], r: readonly string[]): Recipe => ({
  files: [file],
  python: (name) => lines('import csv', 'import math', `rows = list(csv.DictReader(open("${name(file)}")))`, ...python),
  r: (name) => lines(`d <- read.csv("${name(file)}")`, ...r),
});

/**
 * Lines of Python that give `pv`, the two-sided p of Student's t: the integral of its density, since numpy knows no
 * distributions.
 */
export const pythonStudentP = (t: string, degrees: string): string[] => [
  'from math import lgamma',
  `v = ${degrees}`,
  'g, w = np.polynomial.legendre.leggauss(100)',
  `a = np.arctan(np.sqrt(v) / abs(${t})) / 2`,
  'pv = 2 * np.exp(lgamma((v + 1) / 2) - lgamma(v / 2)) / np.sqrt(np.pi) * a * (w @ np.sin(a * (g + 1)) ** (v - 1))',
];
