/** The pages beside a portfolio's own. */
export const mainLinks = [
  { label: 'Portfolios', href: '/portfolios' },
  { label: 'Market data', href: '/market-data' },
  { label: 'Settings', href: '/settings/account' },
  { label: 'API', href: '/api-reference' },
] as const;
