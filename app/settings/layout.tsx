import type { ReactNode } from 'react';
import { PageShell } from '@/components/ui/page-shell';
import { requireCaller } from '@/lib/auth';
import { mainLinks } from '../main-links';

export default async function SettingsLayout({ children }: { children: ReactNode }) {
  const { account } = await requireCaller();
  return (
    <PageShell
      links={mainLinks}
      crumbs={[{ label: 'Portfolios', href: '/portfolios' }, { label: 'Settings' }]}
      sections={{
        label: 'Settings',
        links: [
          { label: 'Account', href: '/settings/account' },
          { label: 'API tokens', href: '/settings/tokens' },
          { label: 'Log', href: '/settings/log' },
          ...(account?.isAdministrator ? [{ label: 'Accounts', href: '/settings/accounts' }] : []),
        ],
      }}
    >
      {children}
    </PageShell>
  );
}
