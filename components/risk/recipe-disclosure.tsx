'use client';

import { ChevronRight } from 'lucide-react';
import { useState } from 'react';
import { useAnnounce } from '../ui/status-region';
import type { RecipeKey } from './recipes/recipes';

type RecipeDisclosureProps = { recipe: RecipeKey; portfolioId: string; asOf: string };

type Shown = {
  readonly files: readonly { readonly name: string; readonly href: string }[];
  readonly python: string;
  readonly r: string;
};

/** The recipe with the addresses of its files; the lines are fetched when somebody wants to see them. */
async function shownOf({ recipe, portfolioId, asOf }: RecipeDisclosureProps): Promise<Shown> {
  const { inputFileName, recipeOf } = await import('./recipes/recipes');
  const { files, python, r } = recipeOf(recipe);
  const nameOf = (file: (typeof files)[number]) => inputFileName(file, asOf, recipe.symbol);
  return {
    files: files.map((file) => {
      const query = new URLSearchParams({ as_of: asOf, file, ...(recipe.symbol ? { symbol: recipe.symbol } : {}) });
      return { name: nameOf(file), href: `/api/v1/portfolios/${portfolioId}/inputs?${query}` };
    }),
    python: python(nameOf),
    r: r(nameOf),
  };
}

/** The inputs of a figure to be downloaded, and the lines that make the same figure of them. */
export function RecipeDisclosure(props: RecipeDisclosureProps) {
  const [shown, setShown] = useState<Shown | null>(null);
  return (
    <details
      className="group text-sm"
      onToggle={(event) => {
        if (event.currentTarget.open && shown === null) void shownOf(props).then(setShown);
      }}
    >
      <summary className="flex list-none items-center gap-1.5 rounded-sm py-1 text-ink-soft hover:text-ink [&::-webkit-details-marker]:hidden">
        <ChevronRight aria-hidden="true" className="size-4 transition-transform group-open:rotate-90" />
        Check it yourself: inputs, Python, R
      </summary>
      <div className="flex min-h-24 flex-col gap-3 pt-1 pb-2">
        {shown === null ? null : (
          <>
            <ul className="flex flex-col gap-1">
              {shown.files.map(({ name, href }) => (
                <li key={name}>
                  <a href={href} download={name} className="link break-all">
                    Download {name}
                  </a>
                </li>
              ))}
            </ul>
            <Lines language="Python" text={shown.python} />
            <Lines language="R" text={shown.r} />
          </>
        )}
      </div>
    </details>
  );
}

function Lines({ language, text }: { language: string; text: string }) {
  const announce = useAnnounce();
  return (
    <div>
      <div className="flex items-baseline justify-between">
        <h3 className="text-xs font-semibold text-ink-soft">{language}</h3>
        <button
          type="button"
          className="link text-xs"
          onClick={() =>
            navigator.clipboard.writeText(text).then(
              () => announce(`The lines of ${language} are copied.`),
              () => announce('This browser does not let a page copy: select the lines instead.'),
            )
          }
        >
          Copy<span className="sr-only"> the lines of {language}</span>
        </button>
      </div>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by the keys that scroll it. */}
      <pre tabIndex={0} className="overflow-x-auto rounded-md bg-sunken px-3 py-2 font-mono text-xs leading-relaxed">
        {text}
      </pre>
    </div>
  );
}
