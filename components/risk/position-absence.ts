import type { Absence } from '@/lib/risk/estimate';

/** A position without figures, and why. */
export type PositionAbsence = Absence & { readonly symbol: string };
