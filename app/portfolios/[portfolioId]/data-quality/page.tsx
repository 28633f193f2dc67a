import type { Metadata } from 'next';
import { QualityBoard } from '@/components/market/quality-board';
import { Chip } from '@/components/ui/chip';
import { EmptyState } from '@/components/ui/empty-state';
import { LinkButton } from '@/components/ui/link-button';
import { PageHeader } from '@/components/ui/page-header';
import { dataQualityDocument } from '@/lib/api/market-data';
import { counted, day } from '@/lib/format';
import { dataQuality } from '@/lib/jobs/data-quality';
import type { DatedRequest } from '../dated-page';
import { requestedDate, requestedPortfolio } from '../requested';

export async function generateMetadata({ params }: DatedRequest): Promise<Metadata> {
  return { title: `Data quality · ${(await requestedPortfolio((await params).portfolioId)).portfolio.name}` };
}

export default async function DataQualityPage({ params, searchParams }: DatedRequest) {
  const { owner, portfolio } = await requestedPortfolio((await params).portfolioId);
  const date = requestedDate((await searchParams).as_of);
  const quality = dataQualityDocument(portfolio.id, await dataQuality(owner, portfolio.id, date));
  return (
    <div className="flex flex-col gap-6">
      <PageHeader
        title="Data quality"
        chips={
          quality.as_of === null ? null : quality.grave > 0 ? (
            <Chip tone="problem">{counted(quality.grave, 'grave finding')}</Chip>
          ) : quality.mild > 0 ? (
            <Chip tone="caution">{counted(quality.mild, 'mild finding')}</Chip>
          ) : (
            <Chip>No findings</Chip>
          )
        }
        subtitle={
          quality.as_of === null
            ? 'Whether the numbers can be trusted: what is wrong with the prices behind them.'
            : `Whether the numbers can be trusted: ${counted(quality.symbols, 'symbol')} as of ${day(quality.as_of)}.`
        }
      />
      {quality.as_of === null ? (
        <EmptyState
          title="There are no prices yet"
          actions={
            <>
              <LinkButton variant="primary" href={`/portfolios/${portfolio.id}/import`}>
                Import holdings
              </LinkButton>
              <LinkButton href="/market-data">Go to market data</LinkButton>
            </>
          }
        >
          Import holdings, and the providers are asked for what they name; or import prices from a file.
        </EmptyState>
      ) : (
        <QualityBoard quality={quality} currency={portfolio.currency} />
      )}
    </div>
  );
}
