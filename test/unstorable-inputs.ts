import { partsOf, routes } from '@/lib/api/routes';
import { exampleRequests } from './example-requests';
import type { HostileInput } from './hostile-inputs';

/** The text with something in it that no database keeps: U+0000, or half of a character. */
const spoilt = (text: string) => [`${text}\0`, `${text}\ud800`] as const;

/** An id of nobody's, where an example says which to put in. */
const filled = (text: string) =>
  text.replace(/\{\w+\}/g, (_, at) => `00000000-0000-7000-8000-${String(at).padStart(12, '0')}`);

/** The request of the example of a route, with what it names by itself. */
function exampleOf(key: string) {
  const example = exampleRequests.find((one) => one.key === key);
  const named = Object.entries(example?.params ?? {}).filter(([, text]) => !text.startsWith('{'));
  return { ...example, params: Object.fromEntries(named), search: filled(example?.search ?? '') };
}

/** Each name of each query, with U+0000 in its value; a query in UTF-8 has no halves of characters. */
const queries = Object.entries(routes).flatMap(([key, route]) =>
  Object.keys('query' in route ? route.query.shape : {}).map((name): HostileInput => {
    const search = new URLSearchParams(exampleOf(key).search);
    if (key.endsWith('/inputs') && name === 'symbol') search.set('file', 'security_returns');
    search.set(name, `${search.get(name) ?? 'x'}\0`);
    const { params, headers } = exampleOf(key);
    const isFile = 'file' in route;
    return {
      rule: `${name} of the query has U+0000 in it`,
      key,
      params: isFile ? undefined : params,
      search: `?${search}`,
      headers,
      ...(isFile ? { body: 'x' } : {}),
      status: 400,
      // The ids of an aggregate are a list in one text.
      pointers: [name === 'portfolio_ids' ? `/${name}/1` : `/${name}`],
    };
  }),
);

/** Each name of each path. An id is malformed; what goes by no id is simply not there. */
const paths = Object.entries(routes).flatMap(([key, route]) =>
  [...partsOf(key)[1].matchAll(/\{(\w+)\}/g)].map(([, name]): HostileInput => {
    const isId = name.endsWith('Id');
    const { body, headers } = exampleOf(key);
    return {
      rule: `${name} of the path has U+0000 in it`,
      key,
      params: { ...exampleOf(key).params, [name]: `${exampleOf(key).params[name] ?? 'x'}\0` },
      headers: { ...headers, ...('body' in route ? { 'content-type': 'application/json' } : {}) },
      ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
      status: isId ? 400 : 404,
      pointers: isId ? [`/${name}`] : null,
    };
  }),
);

/** A document once for each text in it, with that text spoilt, and the pointer to it. */
function spoiltOnce(document: unknown, at = ''): { readonly pointer: string; readonly body: unknown }[] {
  if (typeof document === 'string') return spoilt(document).map((body) => ({ pointer: at, body }));
  if (typeof document !== 'object' || document === null) return [];
  return Object.entries(document).flatMap(([name, part]) =>
    spoiltOnce(part, `${at}/${name}`).map(({ pointer, body }) => ({
      pointer,
      body: Array.isArray(document)
        ? document.map((one, index) => (String(index) === name ? body : one))
        : { ...document, [name]: body },
    })),
  );
}

/** Each text of the example of each body. */
const bodies = Object.entries(routes).flatMap(([key, route]) =>
  spoiltOnce('body' in route ? exampleOf(key).body : undefined).map(
    ({ pointer, body }): HostileInput => ({
      rule: `${JSON.stringify(body).slice(0, 200)} has at ${pointer} what no text may have`,
      key,
      params: exampleOf(key).params,
      headers: { 'content-type': 'application/json', ...exampleOf(key).headers },
      body: JSON.stringify(body),
      status: 422,
      pointers: [pointer],
    }),
  ),
);

/** No text that a database cannot keep gets past the door, whichever way it comes. */
export const unstorableInputs: readonly HostileInput[] = [...queries, ...paths, ...bodies];
