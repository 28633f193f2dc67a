import { methodNotAllowed } from '@/app/api/method-not-allowed';
import { absences, analytics, valueOrNull } from '@/app/api/v1/analytics/envelope';
import { symbolWeights } from '@/lib/db/symbol-weights';

const absent = {
  hhi_normalised: null,
  entropy_effective_num_positions: null,
  hhi_net: null,
  effective_num_positions_net: null,
};

export const GET = analytics('GET /api/v1/analytics/portfolio/{portfolioId}/concentration', {
  absent,
  read: async (snapshot) => {
    const estimate = snapshot.estimates.concentration;
    const one = valueOrNull(estimate);
    if (!one) return { data: null, metadata: absent, unavailable: absences({ data: estimate }) };
    const net = valueOrNull(one.net);
    return {
      data: {
        hhi: one.hhi,
        effective_num_positions: one.effectivePositions,
        top_3_concentration: one.top3,
        top_10_concentration: one.top10,
        total_positions: one.symbols,
        position_weights: await symbolWeights(snapshot),
      },
      metadata: {
        // On the scale on which N equal positions are 0 and a single one is 1; of one position it says nothing.
        hhi_normalised: one.symbols > 1 ? (one.herfindahl - 1 / one.symbols) / (1 - 1 / one.symbols) : null,
        entropy_effective_num_positions: one.entropyEffectivePositions,
        hhi_net: net?.hhi ?? null,
        effective_num_positions_net: net?.effectivePositions ?? null,
      },
      unavailable: absences({ hhi_net: one.net }),
    };
  },
});

export { methodNotAllowed as DELETE, methodNotAllowed as PATCH, methodNotAllowed as POST, methodNotAllowed as PUT };
