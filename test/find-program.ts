import { spawnSync } from 'node:child_process';

const runs = (program: string, args: readonly string[]): boolean => spawnSync(program, args).status === 0;

/** A Python that has numpy, or null: the product needs none, and tests that hold it against one say so and skip. */
export const findPython = (): string | null =>
  [process.env.BALLAST_PYTHON, 'python3', '/usr/bin/python3', 'python']
    .filter((program) => program !== undefined)
    .find((program) => runs(program, ['-c', 'import numpy'])) ?? null;

/** R's program for scripts, or null. */
export const findRscript = (): string | null =>
  [process.env.BALLAST_RSCRIPT, 'Rscript', '/usr/bin/Rscript']
    .filter((program) => program !== undefined)
    .find((program) => runs(program, ['--version'])) ?? null;
