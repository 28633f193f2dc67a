import type { ReactNode } from 'react';
import { Disclosure } from '../ui/disclosure';
import { CodeWords } from './code-words';
import type { Schema } from './schema';
import { typeWords } from './schema';
import { SchemaFields } from './schema-fields';

export type Parameter = {
  readonly name: string;
  readonly in: string;
  readonly required?: boolean;
  readonly description?: string;
  readonly schema: Schema;
};

export type Content = Readonly<Record<string, { readonly schema: Schema; readonly example?: unknown }>>;

export type ShownOperation = {
  readonly id: string;
  readonly method: string;
  readonly path: string;
  readonly summary: string;
  readonly description?: string;
  readonly parameters: readonly Parameter[];
  readonly body?: Content;
  readonly status: string;
  readonly answer?: Content;
  readonly refusals: readonly { readonly status: string; readonly description: string }[];
};

function Part({ title, children }: { title: string; children: ReactNode }) {
  return (
    <div className="flex min-w-0 flex-col gap-1.5">
      <h3 className="text-xs font-semibold tracking-wide text-ink-faint uppercase">{title}</h3>
      {children}
    </div>
  );
}

function Example({ label, value }: { label: string; value: unknown }) {
  return (
    // biome-ignore lint/a11y/useSemanticElements: a text that scrolls is no set of fields.
    <div
      // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by the keys that scroll it.
      tabIndex={0}
      aria-label={label}
      role="group"
      className="max-h-80 overflow-auto rounded-md border border-rule bg-sunken p-3"
    >
      <pre className="font-mono text-xs leading-relaxed">
        {typeof value === 'string' ? value : JSON.stringify(value, null, 2)}
      </pre>
    </div>
  );
}

/** What a route takes and answers, folded up behind its name. */
export function Operation({ operation }: { operation: ShownOperation }) {
  const { id, method, path, summary, description, parameters, body, status, answer, refusals } = operation;
  const [[bodyType, bodyContent] = []] = Object.entries(body ?? {});
  const [[answerType, answerContent] = []] = Object.entries(answer ?? {});
  return (
    <article id={id} aria-labelledby={`${id}-name`} className="border-t border-rule py-1 first:border-t-0">
      <Disclosure
        summary={
          <span className="flex min-w-0 flex-wrap items-baseline gap-x-3 gap-y-0.5">
            <span id={`${id}-name`} className="min-w-0 font-mono text-xs break-all text-ink">
              <span className="font-semibold">{method}</span> {path}
            </span>
            <span>{summary}</span>
          </span>
        }
      >
        <div className="flex min-w-0 flex-col gap-4 pt-2 pb-3">
          {description ? (
            <p className="max-w-prose text-sm text-ink-soft">
              <CodeWords text={description} />
            </p>
          ) : null}
          {parameters.length > 0 ? (
            <Part title="Parameters">
              <ul className="flex flex-col gap-1 text-sm">
                {parameters.map((one) => (
                  <li key={one.name} className="break-words">
                    <code className="font-mono text-xs font-semibold">{one.name}</code>{' '}
                    <span className="text-ink-faint">
                      in the {one.in}, {typeWords(one.schema)}
                      {one.required ? '' : ', optional'}
                    </span>
                    {one.description || one.schema.description ? (
                      <span className="text-ink-soft">
                        . <CodeWords text={(one.description ?? one.schema.description)!} />
                      </span>
                    ) : null}
                  </li>
                ))}
              </ul>
            </Part>
          ) : null}
          {bodyContent ? (
            <Part title={`Body: ${bodyType}`}>
              {bodyType === 'text/csv' ? null : <SchemaFields schema={bodyContent.schema} />}
              {bodyContent.example === undefined ? null : (
                <Example label={`Example of the body of ${method} ${path}`} value={bodyContent.example} />
              )}
            </Part>
          ) : null}
          <Part title={`Answer: ${status}${answerType ? `, ${answerType}` : ', nothing'}`}>
            {answerContent && answerType === 'application/json' ? <SchemaFields schema={answerContent.schema} /> : null}
            {answerContent?.example === undefined ? null : (
              <Example label={`Example of an answer of ${method} ${path}`} value={answerContent.example} />
            )}
          </Part>
          <Part title="Refusals">
            <ul className="flex flex-col gap-0.5 text-sm text-ink-soft">
              {refusals.map((one) => (
                <li key={one.status}>
                  <span className="font-mono text-xs font-semibold text-ink">{one.status}</span>{' '}
                  <CodeWords text={one.description} />
                </li>
              ))}
            </ul>
          </Part>
        </div>
      </Disclosure>
    </article>
  );
}
