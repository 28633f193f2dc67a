import { z } from 'zod';
import { isoDate } from './iso-date';

/** What answers are made of, each with its form and unit in the document. */

/** A calendar day. */
export const day = isoDate;

/** An instant in UTC, `2026-06-30T20:15:00.000Z`. */
export const instant = z.iso.datetime().meta({ description: 'an instant in UTC (RFC 3339)' });

/** Money, a quantity or a price: digits that no binary number has rounded. */
export const decimalText = z
  .string()
  .regex(/^-?\d+(\.\d+)?$/)
  .meta({ description: 'a decimal number as text, so that no digit is lost', examples: ['187.25'] });

/** A statistic: a finite number, or null, whose reason stands beside it. */
export const statistic = z.number().nullable();

/** A part of a whole: 0.14 is 14 percent. */
export const fraction = z.number().meta({ description: 'a fraction: 0.14 is 14 percent' });

export const currencyCode = z
  .string()
  .regex(/^[A-Z]{3}$/)
  .meta({ description: 'ISO 4217', examples: ['USD'] });
