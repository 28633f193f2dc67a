import { ProblemError } from './problem';

/** The refusal of a method that a path is not answered under, with those it is answered under. */
export const methodProblem = (method: string, allowed: readonly string[]): ProblemError =>
  new ProblemError(405, 'method_not_allowed', `${method} is not answered here`, undefined, undefined, {
    allow: allowed.flatMap((one) => (one === 'GET' ? ['GET', 'HEAD'] : [one])).join(', '),
  });
