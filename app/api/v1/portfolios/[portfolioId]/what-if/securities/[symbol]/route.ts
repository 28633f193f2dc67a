import { answer } from '@/app/api/answer';
import { closesText, holdingDocument } from '@/app/api/v1/what-if-documents';
import { symbolText } from '@/lib/api/what-if';
import { NotFound } from '@/lib/db/absence';
import { requirePortfolio } from '@/lib/db/portfolios';
import { securitiesNamed } from '@/lib/db/security-search';
import { hypotheticalBook, measurableDay } from '@/lib/jobs/hypothetical-book';
import { whatIfInputs } from '@/lib/jobs/what-if-inputs';

/** One security as a lot that could be added: its price of the day and the closes that move it. */
export const GET = answer(
  'GET /api/v1/portfolios/{portfolioId}/what-if/securities/{symbol}',
  async ({ owner, params, query }) => {
    const portfolio = await requirePortfolio(owner, params.portfolioId);
    const symbol = symbolText.safeParse(params.symbol);
    const security = symbol.success ? (await securitiesNamed([symbol.data])).get(symbol.data) : undefined;
    if (!security) throw new NotFound('security');
    const asOf = await measurableDay(owner, portfolio.id, query.as_of);
    const assetClass = security.assetClass === 'stock' ? 'stock' : 'fund';
    const book = await hypotheticalBook(owner, portfolio.id, asOf, [
      { symbol: security.symbol, assetClass, quantity: '1' },
    ]);
    const { holdings, columns } = await whatIfInputs(book, asOf);
    const [holding] = holdings;
    const column = 'column' in holding ? holding.column : null;
    return {
      holding: holdingDocument(holding, security.name, book.lots[0].currency),
      closes: column === null ? null : closesText(columns[column]),
    };
  },
);
