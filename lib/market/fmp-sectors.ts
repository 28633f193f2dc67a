import type { GicsSector } from '../risk/gics-sectors';

/** What FMP calls the eleven sectors; it has names of its own for six of them and the GICS ones in its index lists. */
const names: Readonly<Record<string, GicsSector>> = {
  'basic materials': 'Materials',
  'communication services': 'Communication Services',
  'consumer cyclical': 'Consumer Discretionary',
  'consumer defensive': 'Consumer Staples',
  'consumer discretionary': 'Consumer Discretionary',
  'consumer staples': 'Consumer Staples',
  energy: 'Energy',
  'financial services': 'Financials',
  financials: 'Financials',
  'health care': 'Health Care',
  healthcare: 'Health Care',
  industrials: 'Industrials',
  'information technology': 'Information Technology',
  materials: 'Materials',
  'real estate': 'Real Estate',
  technology: 'Information Technology',
  utilities: 'Utilities',
};

/** The GICS sector that FMP's word stands for; null where it is none, which stays visible as unknown. */
export function fmpSector(name: string): GicsSector | null {
  const plain = name.trim().toLowerCase();
  return Object.hasOwn(names, plain) ? names[plain] : null;
}
