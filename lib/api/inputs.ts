import { z } from 'zod';
import { isoDate } from './iso-date';

/** What measures are made from, a file each. */
export const inputFileNames = [
  'returns',
  'paired_returns',
  'positions',
  'sectors',
  'position_returns',
  'security_returns',
  'security_paired_returns',
  'forecasts',
  'security_forecasts',
] as const;

export type InputFileName = (typeof inputFileNames)[number];

/** `symbol` names the security of the files about one. */
export const inputsQuerySchema = z
  .object({
    as_of: isoDate.optional(),
    file: z.enum(inputFileNames),
    symbol: z.string().min(1).max(40).optional(),
  })
  .strict()
  .refine(({ file, symbol }) => file.startsWith('security_') === (symbol !== undefined), {
    path: ['symbol'],
    message: 'is needed by the files about one security, and by no other',
  });
