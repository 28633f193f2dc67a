import 'server-only';
import { pool } from './client';
import { loadCloses, type SecurityCloses } from './closes';

/** The dated rates between two currencies, as they are stored: of this pair, or of the pair the other way round. */
export type CurrencyRates = {
  /** The currency that is converted, and into what. */
  readonly from: string;
  readonly to: string;
  readonly isInverse: boolean;
  readonly securityId: number;
  /** The raw closes of the pair: how many units of its second currency one of its first costs. */
  readonly rates: SecurityCloses;
};

/**
 * The rates of each pair of currencies from day to day, both included; a pair nobody has rates of is not among them.
 * EURUSD=X is the price of one EUR in USD; where only USDEUR=X is stored it stands for it, marked inverse.
 */
export async function loadCurrencyRates(
  pairs: readonly { readonly from: string; readonly to: string }[],
  from: string,
  to: string,
): Promise<CurrencyRates[]> {
  const direct = (pair: { from: string; to: string }) => `${pair.from}${pair.to}=X`;
  const inverse = (pair: { from: string; to: string }) => `${pair.to}${pair.from}=X`;
  const { rows } = await pool().query(`SELECT id, symbol FROM securities WHERE symbol = ANY($1)`, [
    pairs.flatMap((pair) => [direct(pair), inverse(pair)]),
  ]);
  const idOf = new Map<string, number>(rows.map((row) => [row.symbol, row.id]));
  const closes = await loadCloses([...idOf.values()], from, to);
  return pairs.flatMap((pair) => {
    for (const [symbol, isInverse] of [
      [direct(pair), false],
      [inverse(pair), true],
    ] as const) {
      const securityId = idOf.get(symbol);
      const rates = securityId === undefined ? undefined : closes.get(securityId);
      if (rates) return [{ ...pair, isInverse, securityId: securityId!, rates }];
    }
    return [];
  });
}
