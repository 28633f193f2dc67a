import 'server-only';
import { z } from 'zod';

/** A number as vendors write it: a JSON number, or a plain decimal in a string. Anything else is not a number. */
export const vendorNumber = z.union([
  z.number(),
  z
    .string()
    .regex(/^-?\d{1,20}(\.\d{1,20})?$/)
    .transform(Number),
]);

/** A number, or null for what is absent, empty or no number: one such cell spoils its row, not the whole answer. */
export const numberOrNull = z.unknown().transform((value): number | null => vendorNumber.safeParse(value).data ?? null);

/** A day at the head of a vendor's text ("2026-01-30", "2026-01-30 21:00:00"), as it stands where it is none. */
export const dayText = z.unknown().transform((value): string => (typeof value === 'string' ? value.slice(0, 10) : ''));
