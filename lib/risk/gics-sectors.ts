/**
 * The eleven sectors of the Global Industry Classification Standard. A closed list: whatever a vendor calls a sector is
 * mapped onto it or is unknown, never added to it.
 */
export const gicsSectors = [
  'Communication Services',
  'Consumer Discretionary',
  'Consumer Staples',
  'Energy',
  'Financials',
  'Health Care',
  'Industrials',
  'Information Technology',
  'Materials',
  'Real Estate',
  'Utilities',
] as const;

export type GicsSector = (typeof gicsSectors)[number];

/** What market-data vendors write where GICS has another name for the same companies. */
const vendorNames: readonly (readonly [string, GicsSector])[] = [
  ['Basic Materials', 'Materials'],
  ['Consumer Cyclical', 'Consumer Discretionary'],
  ['Consumer Defensive', 'Consumer Staples'],
  ['Financial Services', 'Financials'],
  ['Healthcare', 'Health Care'],
  ['Technology', 'Information Technology'],
];

const plain = (name: string): string => name.trim().replace(/\s+/g, ' ').toLowerCase();

const sectorByName: ReadonlyMap<string, GicsSector> = new Map([
  ...gicsSectors.map((sector) => [plain(sector), sector] as const),
  ...vendorNames.map(([name, sector]) => [plain(name), sector] as const),
]);

/**
 * The GICS sector a name stands for, in GICS's or a vendor's words, letter case and spaces aside; null where the name
 * is none of them. The caller decides whether an unknown name is an error (an import) or the bucket `Unknown`.
 */
export const gicsSector = (name: string): GicsSector | null => sectorByName.get(plain(name)) ?? null;
