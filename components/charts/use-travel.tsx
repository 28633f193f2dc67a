import { type KeyboardEvent, type PointerEvent, useState } from 'react';
import { count as inFigures } from '@/lib/format';

type Travel = {
  /** The chart's id: its summary describes what is travelled along. */
  id: string;
  label: string;
  /** What its points are called, and how many there are. */
  noun: string;
  count: number;
  /** Where a first arrow key goes to: the first or the last point. */
  from: 'first' | 'last';
  /** How many points Page Up and Page Down pass over; as many as an arrow key where there are few. */
  page?: number;
  /** A point in words, for who hears it. */
  wordsOf: (index: number) => string;
};

/**
 * Travelling along a chart's points by keys: which one is read (`active`, null for none, which a pointer sets as well),
 * what the part of the chart needs that listens (`surface`), and where the point is said (`spoken`).
 */
export function useTravel({ id, label, noun, count, from, page = 1, wordsOf }: Travel) {
  const [active, setActive] = useState<number | null>(null);
  const [words, setWords] = useState('');
  const last = count - 1;
  const strides: Record<string, number> = { ArrowLeft: -1, ArrowRight: 1, PageUp: -page, PageDown: page };
  const travelTo = (index: number) => {
    const next = Math.min(last, Math.max(0, index));
    setActive(next);
    setWords(wordsOf(next));
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === 'Escape') {
      setActive(null);
      return;
    }
    if (event.key === 'Home') travelTo(0);
    else if (event.key === 'End') travelTo(last);
    else if (event.key in strides)
      travelTo(active !== null ? active + strides[event.key] : from === 'first' ? 0 : last);
    else return;
    event.preventDefault();
  };
  const leave = () => setActive(null);
  return {
    active,
    setActive,
    surface: {
      role: 'application',
      'aria-roledescription': 'chart',
      'aria-label': `${label}. ${inFigures(count)} ${noun}; arrow keys travel along them, Home and End go to the first and the last.`,
      'aria-describedby': `${id}-summary`,
      tabIndex: 0,
      onKeyDown,
      // A finger leaves as soon as it is lifted: what it pointed at stays until it is put down elsewhere.
      onPointerLeave: ({ pointerType }: PointerEvent) => pointerType !== 'touch' && leave(),
      onBlur: leave,
    },
    spoken: (
      <output aria-live="polite" className="sr-only">
        {words}
      </output>
    ),
  };
}
