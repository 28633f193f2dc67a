import fc from 'fast-check';

/** Requests made from the OpenAPI document alone: such as it allows, and such as it does not. */

type Schema = {
  readonly $ref?: string;
  readonly type?: string | readonly string[];
  readonly format?: string;
  readonly pattern?: string;
  readonly enum?: readonly unknown[];
  readonly const?: unknown;
  readonly anyOf?: readonly Schema[];
  readonly oneOf?: readonly Schema[];
  readonly allOf?: readonly Schema[];
  readonly items?: Schema;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly required?: readonly string[];
  readonly additionalProperties?: boolean | Schema;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly minLength?: number;
  readonly maxLength?: number;
};

type Parameter = { readonly name: string; readonly in: string; readonly required?: boolean; readonly schema: Schema };

type Operation = {
  readonly parameters?: readonly (Parameter | { readonly $ref: string })[];
  readonly requestBody?: { readonly content: Readonly<Record<string, { readonly schema: Schema }>> };
  readonly responses: object;
};

export type FuzzDocument = {
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>;
  readonly components: { readonly schemas: Readonly<Record<string, Schema>> };
};

/** What there is to name: ids by the parameter they go by, and files that can be imported. */
export type World = {
  readonly known: Readonly<Record<string, readonly string[]>>;
  readonly files: readonly string[];
};

export type FuzzRequest = {
  /** `GET /api/v1/portfolios/{portfolio_id}` */
  readonly key: string;
  readonly method: string;
  /** The parameters of the path by their names in the document, as text. */
  readonly params: Readonly<Record<string, string>>;
  readonly search: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string | Uint8Array;
};

/** Texts that lie in wait for whoever does not think of them. */
const awkward = [
  '',
  ' ',
  '\0',
  'null',
  'NaN',
  '-0',
  '1e999',
  '0x10',
  '\u0085',
  '\ud800',
  '\u202e',
  "'; DROP TABLE users; --",
  '__proto__',
  'constructor',
  '../../etc/passwd',
  '..',
  '.',
  '%00',
  '%',
  '{{7*7}}',
  '=1+1',
  '𝕏',
  'a'.repeat(3_000),
  '2024-02-30',
  '9999-12-31',
  '0001-01-01',
  '-1',
  '99999999999999999999',
  '00000000-0000-7000-8000-0000000000aa',
  '[]',
  '{}',
];
const junk = fc.oneof(fc.constantFrom(...awkward), fc.string({ unit: 'binary', maxLength: 40 }), fc.string());

/** A text with something within it that no database keeps: U+0000, or half of a character. */
const pierced = (text: fc.Arbitrary<string>): fc.Arbitrary<string> =>
  fc
    .tuple(text, fc.constantFrom('\0', '\ud800', '\udfff'), fc.nat())
    .map(([whole, put, at]) => whole.slice(0, at % (whole.length + 1)) + put + whole.slice(at % (whole.length + 1)));

const days = ['2026-06-30', '2026-06-29', '2026-01-02', '2025-06-30', '2026-06-27', '2020-01-02', '1999-12-31'];
const decimals = ['1', '-1', '0', '0.00000001', '10.5', '-3.25', '9999999999999999.99999999', '007', '1e3', '1,000'];
const symbols = ['SPY', 'ACME', 'AAPL', 'BRK.B', '^GSPC', 'EURUSD=X', 'USD', 'NOBODY'];

/** A value that the schema allows, or nearly. What a field is called says more of it than its schema. */
export function likelyValue(document: FuzzDocument, schema: Schema, name = '', world?: World): fc.Arbitrary<unknown> {
  const of = (part: Schema, at = name) => likelyValue(document, part, at, world);
  if (schema.$ref) return of(document.components.schemas[schema.$ref.split('/').at(-1)!]);
  if ('const' in schema) return fc.constant(schema.const);
  if (schema.enum) return fc.constantFrom(...schema.enum);
  const either = schema.anyOf ?? schema.oneOf;
  if (either) return fc.oneof(...either.map((part) => of(part)));
  if (schema.allOf) return of(Object.assign({}, ...schema.allOf));
  if (Array.isArray(schema.type)) return fc.oneof(...schema.type.map((type: string) => of({ ...schema, type })));
  switch (schema.type) {
    case 'null':
      return fc.constant(null);
    case 'boolean':
      return fc.boolean();
    case 'integer':
      return fc.integer({ min: schema.minimum ?? -5, max: schema.maximum ?? 1_000 });
    case 'number':
      return fc.double({ noNaN: true, noDefaultInfinity: true });
    case 'array':
      return fc.array(of(schema.items ?? {}), { maxLength: 4 });
    case 'object':
      return objectOf(document, schema, world);
    case 'string':
      return textOf(schema, name, world);
    default:
      return fc.oneof(junk, fc.integer(), fc.constant(null), fc.boolean());
  }
}

function textOf(schema: Schema, name: string, world?: World): fc.Arbitrary<string> {
  const known = world?.known[name] ?? world?.known[name.replace(/s$/, '')];
  const likely: fc.Arbitrary<string>[] = [];
  if (known && known.length > 0) likely.push(fc.constantFrom(...known));
  if (schema.format === 'date') likely.push(fc.constantFrom(...days));
  else if (schema.format === 'uuid') likely.push(fc.constantFrom('00000000-0000-7000-8000-0000000000aa'));
  else if (/symbol|underlying|market_index/.test(name)) likely.push(fc.constantFrom(...symbols));
  else if (/benchmark_code|^code$/.test(name)) likely.push(fc.constantFrom('SP500', 'OTHER'));
  else if (name === 'portfolio_ids' && world)
    likely.push(
      fc
        .array(fc.constantFrom(...world.known.portfolio_id), { minLength: 1, maxLength: 3 })
        .map((ids) => ids.join(',')),
    );
  else if (/\\d/.test(schema.pattern ?? '') || /quantity|price|strike|multiplier|delta/.test(name))
    likely.push(fc.constantFrom(...decimals));
  if (schema.pattern && likely.length === 0) likely.push(fc.stringMatching(new RegExp(schema.pattern)));
  if (likely.length === 0) likely.push(fc.string({ unit: fc.constantFrom('a', 'B', '7', ' ', 'é'), maxLength: 12 }));
  const usual = fc.oneof(...likely);
  return fc.oneof({ weight: 24, arbitrary: usual }, { weight: 1, arbitrary: pierced(usual) });
}

function objectOf(document: FuzzDocument, schema: Schema, world?: World): fc.Arbitrary<object> {
  const properties = Object.entries(schema.properties ?? {});
  const made = Object.fromEntries(properties.map(([name, part]) => [name, likelyValue(document, part, name, world)]));
  return fc.record(made, { requiredKeys: [...(schema.required ?? [])].filter((name) => name in made) });
}

/** The same with something wrong: a field more, a field less, or another value. */
const spoilt = (value: fc.Arbitrary<unknown>): fc.Arbitrary<unknown> =>
  fc
    .tuple(value, fc.oneof(junk, fc.constantFrom<unknown>(null, 0, -1, 1e308, true, [], {}, [[]])), fc.nat())
    .map(([one, other, at]) => {
      if (typeof one !== 'object' || one === null || Array.isArray(one)) return other;
      const names = Object.keys(one);
      const name = names[at % (names.length + 1)] ?? 'unheard_of';
      const { [name]: _, ...rest } = one as Record<string, unknown>;
      return at % 3 === 0 ? rest : { ...rest, [name]: other };
    });

const jsonBody = (value: fc.Arbitrary<unknown>): fc.Arbitrary<string | Uint8Array> =>
  fc.oneof(
    { weight: 12, arbitrary: value.map((one) => JSON.stringify(one)) },
    { weight: 6, arbitrary: spoilt(value).map((one) => JSON.stringify(one)) },
    {
      weight: 1,
      arbitrary: fc.constantFrom('', '{', '[]', 'null', '5', '"x"', '{"a":1}{"b":2}', '{"__proto__":{"x":1}}'),
    },
    { weight: 1, arbitrary: fc.uint8Array({ maxLength: 60 }) },
  );

const csvBody = (files: readonly string[]): fc.Arbitrary<string | Uint8Array> => {
  const file = files.length > 0 ? fc.constantFrom(...files) : fc.constant('symbol,quantity\nACME,1\n');
  const cut = fc.tuple(file, fc.nat(), junk).map(([text, at, put]) => {
    const place = at % (text.length + 1);
    return `${text.slice(0, place)}${put}${text.slice(place + (at % 7))}`;
  });
  return fc.oneof(
    { weight: 5, arbitrary: file },
    { weight: 5, arbitrary: cut },
    { weight: 1, arbitrary: fc.uint8Array({ maxLength: 200 }) },
    { weight: 1, arbitrary: junk },
  );
};

const usualHeaders = fc.record(
  {
    'if-none-match': fc.constantFrom('*', '"x"', ''),
    'idempotency-key': fc.constantFrom('a', 'b', 'c', 'd e', ''),
    accept: fc.constantFrom('application/json', 'text/csv', '*/*', 'text/html'),
  },
  { requiredKeys: [] },
);
const hostile: readonly (readonly [name: string, text: string])[] = [
  ['origin', 'https://attacker.example'],
  ['origin', 'null'],
  ['origin', 'http://localhost:1'],
  ['sec-fetch-site', 'cross-site'],
  ['sec-fetch-site', 'none'],
  ['sec-fetch-site', 'same-origin'],
  ['content-type', 'text/plain'],
  ['content-type', 'multipart/form-data; boundary=x'],
  ['content-type', 'application/x-www-form-urlencoded'],
  ['content-type', ''],
  ['authorization', 'Bearer x'],
  ['authorization', 'Basic eDp5'],
  ['authorization', ''],
  ['cookie', 'ballast_session=x'],
  ['cookie', 'a=b; c'],
  ['last-event-id', 'x'],
  ['x-forwarded-host', 'attacker.example'],
  ['x-forwarded-for', 'x'],
  ['x-http-method-override', 'DELETE'],
  ['range', 'bytes=0-1'],
  ['transfer-encoding', 'chunked'],
  ['rsc', '1'],
  ['next-action', 'x'],
  ['x-middleware-subrequest', 'proxy'],
];
const hostileHeaders = fc
  .shuffledSubarray([...hostile], { minLength: 1, maxLength: 3 })
  .map((pairs) => Object.fromEntries(pairs));

const searchText = (pairs: readonly (readonly [string, string])[]): string =>
  pairs.length === 0
    ? ''
    : `?${pairs.map(([name, text]) => `${encodeURIComponent(name.toWellFormed())}=${encodeURIComponent(text.toWellFormed())}`).join('&')}`;

/** Requests of one operation of the document. */
export function requestsOf(
  document: FuzzDocument,
  path: string,
  method: string,
  world: World,
): fc.Arbitrary<FuzzRequest> {
  const operation = document.paths[path][method];
  const parameters = (operation.parameters ?? []).filter((one): one is Parameter => 'name' in one);
  const inPath = parameters.filter((one) => one.in === 'path');
  const inQuery = parameters.filter((one) => one.in === 'query');
  const nearly = ({ name, schema }: Parameter, weight: number) =>
    fc.oneof(
      { weight, arbitrary: likelyValue(document, schema, name, world).map(String) },
      { weight: 1, arbitrary: junk },
      { weight: 1, arbitrary: pierced(likelyValue(document, schema, name, world).map(String)) },
    );
  const params = fc.record(Object.fromEntries(inPath.map((one) => [one.name, nearly(one, 12)])));
  const asked = fc
    .record(Object.fromEntries(inQuery.map((one) => [one.name, nearly(one, 8)])), {
      requiredKeys: inQuery.filter((one) => one.required).map((one) => one.name),
    })
    .map((record) => Object.entries(record as Record<string, string>));
  const search = fc.oneof(
    { weight: 3, arbitrary: fc.constant<[string, string][]>([]) },
    { weight: 6, arbitrary: asked },
    { weight: 1, arbitrary: fc.tuple(asked, fc.tuple(junk, junk)).map(([pairs, more]) => [...pairs, more]) },
  );
  const [type, content] = Object.entries(operation.requestBody?.content ?? {})[0] ?? [];
  const body =
    content === undefined
      ? fc.oneof(
          { weight: 9, arbitrary: fc.constant(undefined) },
          { weight: 1, arbitrary: fc.constantFrom('{}', '{"a":1}', 'x') },
        )
      : type === 'text/csv'
        ? csvBody(world.files)
        : fc.oneof(
            { weight: 20, arbitrary: jsonBody(likelyValue(document, content.schema, '', world)) },
            { weight: 1, arbitrary: fc.constant(undefined) },
          );
  const headers = fc.oneof(
    { weight: 12, arbitrary: fc.constant({}) },
    { weight: 3, arbitrary: usualHeaders },
    { weight: 1, arbitrary: hostileHeaders },
  );
  const isRead = method === 'get';
  return fc.record({ params, search, headers, body }).map((made) => ({
    key: `${method.toUpperCase()} ${path}`,
    method: method.toUpperCase(),
    params: made.params as Record<string, string>,
    search: searchText(made.search),
    headers: {
      ...(isRead || made.body === undefined ? {} : { 'content-type': type ?? 'application/json' }),
      ...(made.headers as Record<string, string>),
    },
    body: isRead ? undefined : made.body,
  }));
}
