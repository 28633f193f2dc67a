import { count, counted, day, emDash, instant, percent, period, shortHash } from '@/lib/format';
import { Definitions } from '../ui/definitions';
import { Disclosure } from '../ui/disclosure';
import type { BookBehind } from './book-behind';
import type { Explanation } from './explanation';
import type { Provenance } from './provenance';
import { reasonInShort, reasonWords } from './reason-words';
import { RecipeDisclosure } from './recipe-disclosure';

/** The positions that a figure leaves out, largest statement first; null for a figure of a single security. */
function leftOutOf({ excluded, returns, recipe }: Explanation, book: BookBehind | undefined) {
  if (recipe?.symbol !== undefined || (excluded === undefined && book === undefined)) return null;
  const own = excluded ?? (returns ? book?.withoutReturns : undefined) ?? [];
  const named = new Set(own.map(({ symbol }) => symbol));
  const unvalued = (book?.unvalued ?? []).filter(({ symbol }) => !named.has(symbol));
  return [
    ...own.map((one) => ({ ...one, words: reasonInShort(one) })),
    ...unvalued.map((one) => ({ ...one, share: null, words: reasonWords[one.reason].short })),
  ];
}

type ExplanationDetailsProps = { explanation: Explanation; provenance: Provenance };

/** Everything that stands behind a figure. */
export function ExplanationDetails({ explanation, provenance }: ExplanationDetailsProps) {
  const { words, formula, method, facts, recipe } = explanation;
  const { portfolioId, asOf, calculatedAt, methodVersion, inputHash, book } = provenance;
  const window = explanation.window ?? (explanation.returns && book?.windows[explanation.returns]);
  const leftOut = leftOutOf(explanation, book);
  return (
    <div className="flex flex-col gap-3">
      <p>{words}</p>
      <p className="rounded-md bg-sunken px-3 py-2 font-mono text-xs break-words">{formula}</p>
      <Definitions
        entries={[
          ...facts,
          window
            ? { term: 'Returns used', value: `${count(window.observations)}, ${count(window.dropped)} dropped` }
            : null,
          window
            ? { term: 'Window', value: period(window.firstDate, window.lastDate) }
            : { term: 'As of', value: day(asOf) },
          { term: 'Method', value: `${method} (version ${methodVersion})` },
          { term: 'Calculated', value: calculatedAt === null ? 'in this browser, just now' : instant(calculatedAt) },
          {
            term: 'Inputs',
            value:
              inputHash === null ? (
                'what is on this page; nothing is stored'
              ) : (
                <code title={inputHash} className="font-mono text-xs">
                  {shortHash(inputHash)}
                </code>
              ),
          },
        ]}
      />
      {leftOut === null ? null : leftOut.length === 0 ? (
        <p className="text-ink-faint">No position is left out.</p>
      ) : (
        <Disclosure summary={`${counted(leftOut.length, 'position')} left out`}>
          <ul className="flex flex-col gap-1">
            {leftOut.map((one) => (
              <li key={`${one.symbol} ${one.reason} ${one.share}`} className="grid grid-cols-[1fr_auto] gap-x-4">
                <span className="font-medium">{one.symbol}</span>
                <span className="text-right">{one.share === null ? emDash : `${percent(one.share)} of gross`}</span>
                <span className="col-span-2 text-xs text-ink-faint">{one.words}</span>
              </li>
            ))}
          </ul>
        </Disclosure>
      )}
      {recipe && portfolioId !== null ? (
        <RecipeDisclosure recipe={recipe} portfolioId={portfolioId} asOf={asOf} />
      ) : null}
    </div>
  );
}
