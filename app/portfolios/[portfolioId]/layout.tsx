import type { ReactNode } from 'react';
import { AsOfPicker } from '@/components/portfolio/as-of-picker';
import { PortfolioSwitcher } from '@/components/portfolio/portfolio-switcher';
import { snapshotMonths } from '@/components/portfolio/snapshot-months';
import { PageShell } from '@/components/ui/page-shell';
import { snapshotDates } from '@/lib/db/snapshots';
import { mainLinks } from '../../main-links';
import { requestedPortfolio } from './requested';

type Props = { children: ReactNode; params: Promise<{ portfolioId: string }> };

export default async function PortfolioLayout({ children, params }: Props) {
  const { owner, portfolio, portfolios } = await requestedPortfolio((await params).portfolioId);
  const base = `/portfolios/${portfolio.id}`;
  const dated = [
    { label: 'Overview', href: base },
    { label: 'Beta', href: `${base}/beta` },
    { label: 'Sectors', href: `${base}/sectors` },
    { label: 'Concentration', href: `${base}/concentration` },
    { label: 'Volatility', href: `${base}/volatility` },
    { label: 'History', href: `${base}/history` },
  ];
  return (
    <PageShell
      switcher={
        <PortfolioSwitcher currentId={portfolio.id} portfolios={portfolios.map(({ id, name }) => ({ id, name }))} />
      }
      links={mainLinks}
      crumbs={[{ label: 'Portfolios', href: '/portfolios' }, { label: portfolio.name }]}
      sections={{
        label: 'Portfolio',
        carried: 'as_of',
        links: [
          ...dated,
          { label: 'What if', href: `${base}/what-if` },
          { label: 'Report', href: `${base}/report` },
          { label: 'Holdings', href: `${base}/positions` },
          { label: 'Data quality', href: `${base}/data-quality` },
          { label: 'Import', href: `${base}/import` },
          { label: 'Activity', href: `${base}/activity` },
          { label: 'Settings', href: `${base}/settings` },
        ],
      }}
      tools={
        <AsOfPicker
          months={snapshotMonths(await snapshotDates(owner, portfolio.id))}
          paths={[
            ...dated.map(({ href }) => href),
            `${base}/what-if`,
            `${base}/report`,
            `${base}/positions/`,
            `${base}/data-quality`,
          ]}
        />
      }
    >
      {children}
    </PageShell>
  );
}
