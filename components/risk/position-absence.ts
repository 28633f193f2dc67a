import type { Unavailable } from '@/lib/risk/estimate';

/** A position without figures, and why. */
export type PositionAbsence = Omit<Unavailable, 'status'> & { readonly symbol: string };
