import { ask } from '@/lib/api/client';
import type { PortfolioDocument } from '@/lib/api/portfolio';
import type {
  FoundSecurity,
  HypotheticalLotRequest,
  WhatIfInputsDocument,
  WhatIfSecurityDocument,
} from '@/lib/api/what-if';

/** The book of a day with everything it is measured from. */
export const readInputs = (
  portfolioId: string,
  asOf: string | undefined,
  signal: AbortSignal,
): Promise<WhatIfInputsDocument> =>
  ask('GET /api/v1/portfolios/{portfolioId}/what-if/inputs', {
    params: { portfolioId },
    query: { as_of: asOf },
    signal,
  });

/** Securities whose symbol or name begins with the text. */
export const findSecurities = async (
  portfolioId: string,
  search: string,
  asOf: string,
  signal: AbortSignal,
): Promise<readonly FoundSecurity[]> =>
  (
    await ask('GET /api/v1/portfolios/{portfolioId}/what-if/securities', {
      params: { portfolioId },
      query: { search, as_of: asOf },
      signal,
    })
  ).data;

/** A security as it would be held, with its closes. */
export const readSecurity = (portfolioId: string, symbol: string, asOf: string): Promise<WhatIfSecurityDocument> =>
  ask('GET /api/v1/portfolios/{portfolioId}/what-if/securities/{symbol}', {
    params: { portfolioId, symbol },
    query: { as_of: asOf },
  });

/** Keeps the book as a portfolio of its own. */
export const saveBook = (
  portfolioId: string,
  body: { name: string; as_of: string; positions: readonly HypotheticalLotRequest[] },
): Promise<PortfolioDocument> =>
  ask('POST /api/v1/portfolios/{portfolioId}/what-if/portfolio', {
    params: { portfolioId },
    body: { ...body, positions: [...body.positions] },
  });
