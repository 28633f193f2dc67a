import { decimal } from '@/lib/format';
import type { NetConcentration } from '@/lib/risk/concentration';
import type { Explanation } from '../explanation';

/** The same index from signed weights on equity. */
export function netConcentrationExplanation(figure: NetConcentration, id: string): Explanation {
  return {
    id,
    title: 'Effective positions, net reading',
    words:
      'The index from weights on equity instead of on gross value. Leverage adds to it, so that HHI may exceed 10,000 and the number fall below one: each unit of equity then carries more than one of positions.',
    formula: 'N = 1 / Σ (valueᵢ / equity)²',
    method: 'Net values by symbol over equity',
    recipe: { name: 'net_concentration' },
    facts: [{ term: 'HHI, 0–10,000', value: decimal(figure.hhi, 0) }],
  };
}
