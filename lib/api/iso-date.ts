import { z } from 'zod';
import { dayNumber } from '../risk/day';

const isCalendarDay = (text: string): boolean => {
  try {
    dayNumber(text);
    return true;
  } catch {
    return false;
  }
};

/** A calendar day `YYYY-MM-DD`; 2025-02-30 is none. */
export const isoDate = z
  .string()
  .refine(isCalendarDay, 'needs a calendar date YYYY-MM-DD')
  .meta({ format: 'date', examples: ['2026-06-30'] });
