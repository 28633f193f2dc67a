import { CodeWords } from './code-words';
import { inner, type Schema, shapeOf, typeWords } from './schema';

/** So deep fields within fields are shown; the document itself has the rest. */
const deepest = 4;

function TypeWords({ schema }: { schema: Schema }) {
  const shape = shapeOf(inner(schema));
  const words = typeWords(schema);
  if (shape === null) return <>{words}</>;
  const [before, after] = words.split(shape);
  return (
    <>
      {before}
      <a href={`#shape-${shape}`} className="rounded-sm text-blue-strong underline underline-offset-2">
        {shape}
      </a>
      {after}
    </>
  );
}

/** The fields of an object, each with what it may be and what it means; fields within fields stand under theirs. */
export function SchemaFields({ schema, depth = 0 }: { schema: Schema; depth?: number }) {
  const one = inner(schema);
  const fields = Object.entries(one.properties ?? {});
  if (fields.length === 0)
    return (
      <p className="text-sm text-ink-soft">
        <TypeWords schema={schema} />
      </p>
    );
  return (
    <ul className={`flex flex-col gap-1 text-sm ${depth > 0 ? 'mt-1 border-l border-rule pl-3' : ''}`}>
      {fields.map(([name, field]) => {
        const within = inner(field);
        return (
          <li key={name}>
            <p className="break-words">
              <code className="font-mono text-xs font-semibold">{name}</code>{' '}
              <span className="text-ink-faint">
                <TypeWords schema={field} />
                {one.required?.includes(name) || depth > 0 ? '' : ', optional'}
                {field.default === undefined ? '' : `, ${JSON.stringify(field.default)} where nothing is said`}
              </span>
              {field.description ? (
                <span className="text-ink-soft">
                  . <CodeWords text={field.description} />
                </span>
              ) : null}
            </p>
            {within.properties && depth < deepest ? <SchemaFields schema={field} depth={depth + 1} /> : null}
          </li>
        );
      })}
    </ul>
  );
}
