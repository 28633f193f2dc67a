import type { Metadata, Viewport } from 'next';
import { cookies } from 'next/headers';
import type { ReactNode } from 'react';
import { SkipLink } from '@/components/ui/skip-link';
import { StatusRegion } from '@/components/ui/status-region';
import { themeCookie, themeOf } from '@/components/ui/theme';
import { ThemeProvider } from '@/components/ui/theme-provider';
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

export default async function RootLayout({ children }: { children: ReactNode }) {
  const theme = themeOf((await cookies()).get(themeCookie)?.value);
  return (
    <html lang="en" data-theme={theme === 'system' ? undefined : theme}>
      <body className="flex min-h-dvh flex-col">
        <SkipLink />
        <ThemeProvider initial={theme}>
          <StatusRegion>{children}</StatusRegion>
        </ThemeProvider>
      </body>
    </html>
  );
}
