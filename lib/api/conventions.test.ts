import { describe, expect, it } from 'vitest';
import { openApiDocument } from './openapi';

/** The promises of the API as a whole, held against every schema of the document. */

type Schema = Readonly<Record<string, unknown>> & {
  readonly $ref?: string;
  readonly type?: string | readonly string[];
  readonly items?: Schema;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly additionalProperties?: Schema | boolean;
};
type Content = Readonly<Record<string, { readonly schema: Schema }>>;
type Operation = {
  readonly requestBody?: { readonly content: Content };
  readonly responses: Readonly<Record<string, { readonly content?: Content }>>;
};

const document = openApiDocument() as unknown as {
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>;
  readonly components: { readonly schemas: Readonly<Record<string, Schema>> };
};

/** Visits each part of a schema with the names that lead there: `data[].weight`. */
function visit(schema: Schema, at: string, see: (part: Schema, at: string) => void): void {
  const named = schema.$ref?.split('/').at(-1);
  if (named !== undefined) visit(document.components.schemas[named], at, see);
  else see(schema, at);
  for (const name of ['anyOf', 'oneOf', 'allOf'])
    for (const part of (schema[name] ?? []) as Schema[]) visit(part, at, see);
  if (schema.items) visit(schema.items, `${at}[]`, see);
  if (typeof schema.additionalProperties === 'object') visit(schema.additionalProperties, `${at}.*`, see);
  for (const [name, part] of Object.entries(schema.properties ?? {}))
    visit(part, at === '' ? name : `${at}.${name}`, see);
}

const operations = Object.entries(document.paths).flatMap(([path, methods]) =>
  Object.entries(methods).map(([method, operation]) => ({ key: `${method.toUpperCase()} ${path}`, operation })),
);
const schemasOf = (contents: readonly (Content | undefined)[]) =>
  contents.flatMap((content) => Object.values(content ?? {}).map(({ schema }) => schema));
const answersOf = ({ responses }: Operation) => schemasOf(Object.values(responses).map(({ content }) => content));

describe('money, quantities and prices', () => {
  const money = /value|price|amount|equity|gross|quantity|multiplier|strike|dividend|cost|^(open|high|low|close)$/;
  /** What is called like money and is a statistic. */
  const statistics = new Set([
    'data.value_at_risk_95.value_at_risk_daily',
    'data.value_at_risk_99.value_at_risk_daily',
    // A p-value is a probability, and a change of a beta or volatility is split into what prices and holdings did.
    'data.backtest_95.p_value',
    'data.backtest_99.p_value',
    'data.positions[].market_beta.p_value',
    'metadata.direct_p_value',
    'metadata.trend_p_value',
    'data.changes[].prices',
    // The history of a statistic; that of money is decimal text.
    'data[].value',
    'data[].low',
    'data[].high',
    'metadata.outcomes[].low',
    'metadata.outcomes[].high',
  ]);

  it('are decimal text wherever they are sent or answered, never numbers of JSON', () => {
    const numbers = new Set<string>();
    const texts = new Set<string>();
    for (const { operation } of operations)
      for (const schema of [...answersOf(operation), ...schemasOf([operation.requestBody?.content])])
        visit(schema, '', (part, at) => {
          if (!money.test(at.split('.').at(-1)!)) return;
          const types = [part.type].flat();
          if (types.includes('number')) numbers.add(at);
          if (types.includes('string') && !part.enum) texts.add(at);
        });
    expect([...numbers].filter((at) => !statistics.has(at))).toEqual([]);
    expect([...statistics].filter((at) => !numbers.has(at))).toEqual([]);
    expect(texts.size).toBeGreaterThan(20);
  });

  it('of a history are text, and its statistics numbers', () => {
    const [{ anyOf }] = answersOf(document.paths['/api/v1/portfolios/{portfolio_id}/history'].get) as {
      anyOf: Schema[];
    }[];
    const kinds = anyOf.map(({ properties }) => {
      const { unit, data } = properties!;
      const { value } = data.items!.properties!;
      const types = value.type ?? ((value.anyOf ?? []) as Schema[]).map(({ type }) => type);
      return [unit.const ?? unit.enum, types];
    });
    expect(kinds).toEqual([
      [
        ['number', 'fraction', 'index'],
        ['number', 'null'],
      ],
      ['money', ['string', 'null']],
    ]);
  });
});

describe('a list', () => {
  /**
   * Lists that are answered whole, and why they may be. Whatever can grow without an end is a page: `data` (or
   * `data.positions`) beside a `next_cursor`.
   */
  const whole: Readonly<Record<string, string>> = {
    'GET /api/v1/market/providers data': 'the vendors that Ballast knows, a file each, in the order they are asked',
    'PUT /api/v1/market/providers data': 'the same after a change',
    'GET /api/v1/portfolios/{portfolio_id}/what-if/securities data': 'a search, twenty at most',
    'GET /api/v1/portfolios/{portfolio_id}/comparison data.changes': 'the four figures that are taken apart',
    'GET /api/v1/analytics/portfolio/{portfolio_id}/forecasts data.scores': 'one a forecaster',
    'GET /api/v1/analytics/portfolio/{portfolio_id}/forecasts metadata.outcomes': 'the newest hundred',
    'GET /api/v1/analytics/portfolio/{portfolio_id}/positions metadata.market_index_findings':
      'of one symbol, one a kind and run of days',
    'GET /api/v1/analytics/portfolio/{portfolio_id}/losses data.worst_days': 'the worst ten',
    'GET /api/v1/analytics/portfolio/{portfolio_id}/market-beta metadata.excluded':
      'part of one measurement of one book',
    'GET /api/v1/analytics/portfolio/{portfolio_id}/sector-exposure metadata.looked_through':
      'part of one measurement of one book',
    'GET /api/v1/analytics/portfolio/{portfolio_id}/concentration data.position_weights':
      'part of one measurement of one book, which the origin answers whole',
    'GET /api/v1/aggregate portfolio_ids': 'what was asked for, twenty at most',
    'GET /api/v1/aggregate data.concentration.position_weights': 'part of a measurement that is kept nowhere',
    'GET /api/v1/aggregate data.positions':
      'part of a measurement that is kept nowhere, so there is no page to come back for',
    'POST /api/v1/portfolios/{portfolio_id}/what-if portfolio_ids': 'the one that was asked about',
    'POST /api/v1/portfolios/{portfolio_id}/what-if data.concentration.position_weights': 'as of an aggregate',
    'POST /api/v1/portfolios/{portfolio_id}/what-if data.positions': 'as many as the request has',
    'GET /api/v1/portfolios/{portfolio_id}/what-if/inputs columns': 'a book is measured whole or not at all',
    'GET /api/v1/portfolios/{portfolio_id}/what-if/inputs holdings': 'a book is measured whole or not at all',
    'GET /api/v1/portfolios/{portfolio_id}/data-quality findings': 'one judgement of one book, grave ones first',
    'GET /api/v1/portfolios/{portfolio_id}/data-quality coverage': 'one a symbol of the book that is judged',
    'GET /api/v1/portfolios/{portfolio_id}/data-quality confirmed_moves': 'what a person has said of that book by hand',
    'GET /api/v1/portfolios/{portfolio_id}/data-quality reported_splits': 'what a person has said of that book by hand',
    'GET /api/v1/market/status providers': 'the vendors that Ballast knows',
    'GET /api/v1/market/status symbols':
      'the state of one moment: pages of it would be of several; /securities is paged',
    'GET /api/v1/market/status sector_weights': 'the newest set a benchmark',
    'GET /api/v1/market/status refreshes': 'the newest few; /market/refreshes is paged',
  };
  /** What lies within an entry or a document of its own and is bounded by what that is. */
  const isBounded = (at: string) =>
    /capabilities$|\]\.findings$|affects$|price_changes$|ignored_columns$|warnings$|format\.columns$|(^|\])\.?symbols$/.test(
      at,
    );

  it('that can grow is a page with a cursor and a limit; the others are written down with why they are whole', () => {
    const found = new Set<string>();
    for (const { key, operation } of operations)
      for (const schema of answersOf(operation)) {
        const pages = new Set<string>();
        visit(schema, '', ({ properties }, at) => {
          if (properties?.page?.properties?.next_cursor) pages.add(at);
        });
        const query = (operation as { parameters?: { name?: string }[] }).parameters?.map(({ name }) => name) ?? [];
        visit(schema, '', (part, at) => {
          if (part.type !== 'array') return;
          const isPage = (pages.has('') && at === 'data') || (pages.has('metadata') && at === 'data.positions');
          if (isPage) expect(query, key).toEqual(expect.arrayContaining(['limit', 'cursor']));
          else if (!isBounded(at) || key === 'GET /api/v1/market/status') found.add(`${key} ${at}`);
        });
      }
    const status = [...found].filter((one) => !/status (providers|refreshes)\[\]/.test(one));
    expect(status.sort()).toEqual(Object.keys(whole).sort());
  });
});
