'use client';

import { useSearchParams } from 'next/navigation';
import { isCalendarDay } from './calendar-day';

/** The day the address asks for, where it asks for one that a calendar has; null stands for the newest. */
export function useAsOf(): string | null {
  const asOf = useSearchParams().get('as_of');
  return asOf !== null && isCalendarDay(asOf) ? asOf : null;
}
