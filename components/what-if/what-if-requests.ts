import type { PortfolioDocument } from '@/lib/api/portfolio';
import type {
  FoundSecurity,
  HypotheticalLotRequest,
  WhatIfInputsDocument,
  WhatIfSecurityDocument,
} from '@/lib/api/what-if';
import { answerJson } from '../portfolio/answer-json';

const addressOf = (portfolioId: string, rest: string, query: Readonly<Record<string, string | undefined>> = {}) => {
  const given = Object.entries(query).filter((entry): entry is [string, string] => entry[1] !== undefined);
  const search = given.length > 0 ? `?${new URLSearchParams(given)}` : '';
  return `/api/v1/portfolios/${portfolioId}/what-if${rest}${search}`;
};

/** The book of a day with everything it is measured from. */
export const readInputs = async (
  portfolioId: string,
  asOf: string | undefined,
  signal: AbortSignal,
): Promise<WhatIfInputsDocument> =>
  answerJson(await fetch(addressOf(portfolioId, '/inputs', { as_of: asOf }), { signal }));

/** Securities whose symbol or name begins with the text. */
export async function findSecurities(
  portfolioId: string,
  search: string,
  asOf: string,
  signal: AbortSignal,
): Promise<readonly FoundSecurity[]> {
  const { data } = await answerJson<{ data: FoundSecurity[] }>(
    await fetch(addressOf(portfolioId, '/securities', { search, as_of: asOf }), { signal }),
  );
  return data;
}

/** A security as it would be held, with its closes. */
export const readSecurity = async (
  portfolioId: string,
  symbol: string,
  asOf: string,
): Promise<WhatIfSecurityDocument> =>
  answerJson(await fetch(addressOf(portfolioId, `/securities/${encodeURIComponent(symbol)}`, { as_of: asOf })));

/** Keeps the book as a portfolio of its own. */
export const saveBook = async (
  portfolioId: string,
  body: { name: string; as_of: string; positions: readonly HypotheticalLotRequest[] },
): Promise<PortfolioDocument> =>
  answerJson(
    await fetch(addressOf(portfolioId, '/portfolio'), {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    }),
  );
