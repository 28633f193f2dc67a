import { z } from 'zod';
import { isoDate } from './iso-date';

const text = (most: number) => z.string().min(1, 'needs a text').max(most, `needs at most ${most} characters`);
const decimal = z
  .string()
  .regex(/^-?\d{1,16}(\.\d{1,8})?$/, 'needs a decimal number in a string')
  .meta({ description: 'a decimal number as text', examples: ['12.5'] });

/**
 * A lot to add, in the words of the holdings file: what is not given has the meaning of an empty cell there. What the
 * fields have to do with each other is held against the grammar of that file, so that there is one of it.
 */
export const newLotSchema = z
  .object({
    symbol: text(20).meta({ examples: ['ACME'] }),
    quantity: decimal.meta({ description: 'units; negative is short', examples: ['10'] }),
    asset_class: z.enum(['stock', 'fund', 'option', 'private', 'cash']).default('stock'),
    quantity_as_of: isoDate.optional(),
    lot_id: text(64).optional(),
    entry_date: isoDate.optional(),
    entry_price: decimal.optional(),
    exit_date: isoDate.optional(),
    currency: z
      .string()
      .regex(/^[A-Z]{3}$/, 'needs an ISO 4217 code such as USD')
      .optional(),
    price: decimal.optional(),
    price_date: isoDate.optional(),
    underlying: text(20).optional(),
    option_type: z.enum(['call', 'put']).optional(),
    strike: decimal.optional(),
    expiry: isoDate.optional(),
    multiplier: decimal.optional(),
    delta: decimal.optional(),
  })
  .strict();

export type NewLotRequest = z.output<typeof newLotSchema>;
