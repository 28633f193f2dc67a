import type { Metadata, Viewport } from 'next';
import { cookies } from 'next/headers';
import type { ReactNode } from 'react';
import { AccountProvider } from '@/components/access/account-context';
import { amountsCookie, amountsOf } from '@/components/ui/amounts';
import { SkipLink } from '@/components/ui/skip-link';
import { StatusRegion } from '@/components/ui/status-region';
import { themeCookie, themeOf } from '@/components/ui/theme';
import { ThemeProvider } from '@/components/ui/theme-provider';
import { pageCaller } from '@/lib/auth';
import { AccessRefused } from '@/lib/auth/access-refused';
import './globals.css';

export const metadata: Metadata = {
  title: { default: 'Ballast', template: '%s · Ballast' },
  description: 'Portfolio risk that can be checked: beta, sectors, concentration and volatility.',
  robots: { index: false, follow: false },
};

export const viewport: Viewport = {
  width: 'device-width',
  initialScale: 1,
  themeColor: [
    { media: '(prefers-color-scheme: light)', color: '#ffffff' },
    { media: '(prefers-color-scheme: dark)', color: '#15191e' },
  ],
};

/** Whose pages these are, for their frame; where the database is away the frame stands all the same. */
async function accountName(): Promise<string | null> {
  const caller = await pageCaller().catch(() => null);
  return caller === null || caller instanceof AccessRefused ? null : (caller.account?.name ?? null);
}

export default async function RootLayout({ children }: { children: ReactNode }) {
  const kept = await cookies();
  const theme = themeOf(kept.get(themeCookie)?.value);
  const amounts = amountsOf(kept.get(amountsCookie)?.value);
  return (
    <html
      lang="en"
      data-theme={theme === 'system' ? undefined : theme}
      data-amounts={amounts === 'hidden' ? amounts : undefined}
    >
      <body className="flex min-h-dvh flex-col">
        <SkipLink />
        <ThemeProvider initial={theme}>
          <StatusRegion>
            <AccountProvider name={await accountName()}>{children}</AccountProvider>
          </StatusRegion>
        </ThemeProvider>
      </body>
    </html>
  );
}
