import type { Method } from './route';
import { partsOf, routes } from './routes';

const steps = (path: string): readonly string[] => path.split('/');
const isName = (step: string): boolean => step.startsWith('{');

type Known = { readonly steps: readonly string[]; readonly methods: Method[] };

/** The paths of the document, those with the fewest parameters first: `positions/export` goes before `positions/{id}`. */
const known: readonly Known[] = (() => {
  const byPath = new Map<string, Known>();
  for (const key of Object.keys(routes)) {
    const [method, path] = partsOf(key);
    const one = byPath.get(path) ?? { steps: steps(path), methods: [] };
    one.methods.push(method);
    byPath.set(path, one);
  }
  const names = (one: Known) => one.steps.filter(isName).length;
  return [...byPath.values()].sort((a, b) => names(a) - names(b));
})();

/** The methods that the path of a request is answered under; null where no route has it. */
export function allowedMethods(path: string): readonly Method[] | null {
  const asked = steps(path);
  const found = known.find(
    (one) => one.steps.length === asked.length && one.steps.every((step, i) => isName(step) || step === asked[i]),
  );
  return found?.methods ?? null;
}
