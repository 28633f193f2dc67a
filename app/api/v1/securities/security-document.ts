import 'server-only';
import { isoDate } from '@/lib/api/iso-date';
import { NotFound } from '@/lib/db/absence';
import { pool } from '@/lib/db/client';
import { priceChanges } from '@/lib/db/price-sources';
import { pricedSecurities } from '@/lib/db/priced-securities';
import { canonicalSymbol } from '@/lib/import/symbol';

/** The symbol of an address, as it is stored. Throws `NotFound` for what cannot be one. */
export function symbolOf(text: string): string {
  let plain: string;
  try {
    plain = decodeURIComponent(text);
  } catch {
    throw new NotFound('security');
  }
  const symbol = canonicalSymbol(plain);
  if (symbol === null) throw new NotFound('security');
  return symbol;
}

/** The security of an address. Throws `NotFound` where there is none. */
export async function requireSecurity(text: string) {
  const [one] = await pricedSecurities([symbolOf(text)]);
  if (!one) throw new NotFound('security');
  return one;
}

/** The day of an address. Throws `NotFound` for what is none. */
export function dayOf(text: string): string {
  if (!isoDate.safeParse(text).success) throw new NotFound('day');
  return text;
}

/** What is known of a security, and the series it had before. */
export async function securityDocument(symbol: string) {
  const [one] = await pricedSecurities([symbol]);
  if (!one) throw new NotFound('security');
  return {
    symbol: one.symbol,
    name: one.name,
    asset_class: one.assetClass,
    sector: one.sector,
    sector_source: one.sectorSource,
    tracks_benchmark: one.tracksBenchmark,
    currency: one.currency,
    price_source: one.priceSource,
    first_date: one.firstDate,
    last_date: one.lastDate,
    price_changes: (await priceChanges(pool(), one.id, 20)).map((change) => ({
      kind: change.kind,
      old_source: change.oldSource,
      new_source: change.newSource,
      changed_at: change.changedAt,
      first_date: change.firstDate,
      last_date: change.lastDate,
      days: change.days,
    })),
  };
}
