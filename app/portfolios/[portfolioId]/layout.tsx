import type { ReactNode } from 'react';
import { PortfolioSwitcher } from '@/components/portfolio/portfolio-switcher';
import { PageShell } from '@/components/ui/page-shell';
import { mainLinks } from '../../main-links';
import { requestedPortfolio } from './requested';

type Props = { children: ReactNode; params: Promise<{ portfolioId: string }> };

export default async function PortfolioLayout({ children, params }: Props) {
  const { portfolio, portfolios } = await requestedPortfolio((await params).portfolioId);
  const base = `/portfolios/${portfolio.id}`;
  return (
    <PageShell
      switcher={
        <PortfolioSwitcher currentId={portfolio.id} portfolios={portfolios.map(({ id, name }) => ({ id, name }))} />
      }
      links={mainLinks}
      crumbs={[{ label: 'Portfolios', href: '/portfolios' }, { label: portfolio.name }]}
      sections={{
        label: 'Portfolio',
        links: [
          { label: 'Overview', href: base },
          { label: 'Holdings', href: `${base}/positions` },
          { label: 'Import', href: `${base}/import` },
          { label: 'Settings', href: `${base}/settings` },
        ],
      }}
    >
      {children}
    </PageShell>
  );
}
