import { readJson } from './read-json';
import { Refusal } from './refusal';

/** Portfolios by name, in shares (negative: short), and the sector of each symbol. */
export type Holdings = {
  readonly portfolios: Readonly<Record<string, { readonly shares: Readonly<Record<string, number>> }>>;
  readonly sectors: Readonly<Record<string, string>>;
};

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** A JSON file `{portfolios: {NAME: {shares: {SYMBOL: number}}}, sectors?: {SYMBOL: name}}`. Throws `Refusal` otherwise. */
export function readHoldings(file: string): Holdings {
  const content = readJson(file);
  if (!isRecord(content) || !isRecord(content.portfolios))
    throw new Refusal(`${file}: needs an object with portfolios, got ${JSON.stringify(content).slice(0, 60)}`);
  for (const [name, portfolio] of Object.entries(content.portfolios)) {
    const shares = isRecord(portfolio) ? portfolio.shares : undefined;
    if (!isRecord(shares) || Object.keys(shares).length === 0)
      throw new Refusal(`${file}: portfolio ${name} needs shares by symbol`);
    for (const [symbol, quantity] of Object.entries(shares))
      if (typeof quantity !== 'number' || !Number.isFinite(quantity))
        throw new Refusal(`${file}: portfolio ${name} needs a number of ${symbol}, got ${JSON.stringify(quantity)}`);
  }
  const sectors = content.sectors ?? {};
  if (!isRecord(sectors) || !Object.values(sectors).every((sector) => typeof sector === 'string'))
    throw new Refusal(`${file}: needs sector names by symbol`);
  return { portfolios: content.portfolios as Holdings['portfolios'], sectors: sectors as Holdings['sectors'] };
}
