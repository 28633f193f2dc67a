'use client';

import { ChevronLeft, ChevronRight } from 'lucide-react';
import { type KeyboardEvent, useRef, useState } from 'react';
import { day as formatDay, monthOf } from '@/lib/format';
import { dayNumber, isoDate } from '@/lib/risk/day';
import { weeksOfMonth } from './snapshot-months';

type MonthGridProps = {
  /** The day in view. */
  selected: string;
  /** Days that have figures. */
  days: ReadonlySet<string>;
  onSelect: (date: string) => void;
};

const weekdays = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'];
const strides: Record<string, number> = { ArrowLeft: -1, ArrowRight: 1, ArrowUp: -7, ArrowDown: 7 };
/** The calendar ends somewhere; nobody's prices reach beyond these. */
const firstMonth = '1900-01';
const lastMonth = '2199-12';

const firstOf = (date: string): string => `${date.slice(0, 7)}-01`;

/** The same day some months away, or the last of that month where it is shorter. */
function monthsAway(date: string, months: number): string {
  const number = Number(date.slice(0, 4)) * 12 + Number(date.slice(5, 7)) - 1 + months;
  const month = `${String(Math.floor(number / 12)).padStart(4, '0')}-${String((number % 12) + 1).padStart(2, '0')}`;
  if (month < firstMonth || month > lastMonth) return date;
  const length = weeksOfMonth(dayNumber(`${month}-01`))
    .flat()
    .filter((day) => day !== null).length;
  return `${month}-${String(Math.min(Number(date.slice(8)), length)).padStart(2, '0')}`;
}

/** A month of days to choose from: arrows go a day or a week, Page Up and Page Down a month. */
export function MonthGrid({ selected, days, onSelect }: MonthGridProps) {
  const [focused, setFocused] = useState(selected);
  const table = useRef<HTMLTableElement>(null);
  const weeks = weeksOfMonth(dayNumber(firstOf(focused)));

  const travel = (date: string) => {
    if (date.slice(0, 7) < firstMonth || date.slice(0, 7) > lastMonth) return;
    setFocused(date);
    // The day may be one of a month that is not drawn yet.
    requestAnimationFrame(() => table.current?.querySelector<HTMLElement>(`[data-day="${date}"]`)?.focus());
  };

  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key in strides) travel(isoDate(dayNumber(focused) + strides[event.key]));
    else if (event.key === 'PageUp') travel(monthsAway(focused, -1));
    else if (event.key === 'PageDown') travel(monthsAway(focused, 1));
    else return;
    event.preventDefault();
  };

  return (
    <div>
      <div className="flex items-center justify-between">
        <MonthButton label="Month before" onPress={() => setFocused(monthsAway(focused, -1))}>
          <ChevronLeft aria-hidden="true" className="size-4" />
        </MonthButton>
        <span aria-live="polite" className="font-medium">
          {monthOf(focused)}
        </span>
        <MonthButton label="Month after" onPress={() => setFocused(monthsAway(focused, 1))}>
          <ChevronRight aria-hidden="true" className="size-4" />
        </MonthButton>
      </div>
      {/* biome-ignore lint/a11y/noNoninteractiveElementToInteractiveRole: a calendar is a table that is travelled by keys. */}
      <table ref={table} role="grid" aria-label={`Days of ${monthOf(focused)}`} className="mt-1 w-full table-fixed">
        <thead>
          <tr>
            {weekdays.map((weekday) => (
              <th key={weekday} scope="col" className="pb-1 text-center text-2xs font-normal text-ink-faint">
                {weekday}
              </th>
            ))}
          </tr>
        </thead>
        <tbody onKeyDown={onKeyDown}>
          {weeks.map((week, row) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: the weeks of a month never change places.
            <tr key={row}>
              {week.map((number, column) => {
                // biome-ignore lint/suspicious/noArrayIndexKey: nor do its days.
                if (number === null) return <td key={column} />;
                const date = isoDate(number);
                return (
                  <td key={date} className="p-0.5">
                    <DayButton
                      date={date}
                      hasFigures={days.has(date)}
                      isSelected={date === selected}
                      isReached={date === focused}
                      onSelect={onSelect}
                    />
                  </td>
                );
              })}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function MonthButton({ label, onPress, children }: { label: string; onPress: () => void; children: React.ReactNode }) {
  return (
    <button
      type="button"
      aria-label={label}
      onClick={onPress}
      className="rounded-md p-1.5 text-ink-soft hover:bg-sunken hover:text-ink pointer-coarse:p-3"
    >
      {children}
    </button>
  );
}

type DayButtonProps = {
  date: string;
  hasFigures: boolean;
  isSelected: boolean;
  /** The one day of the month that Tab reaches. */
  isReached: boolean;
  onSelect: (date: string) => void;
};

/** A day: firm and underlined where it has figures, pale where they would have to be calculated first. */
function DayButton({ date, hasFigures, isSelected, isReached, onSelect }: DayButtonProps) {
  const look = isSelected
    ? 'bg-blue text-on-accent font-semibold'
    : hasFigures
      ? 'font-semibold hover:bg-sunken'
      : 'text-ink-faint hover:bg-sunken';
  return (
    <button
      type="button"
      data-day={date}
      tabIndex={isReached ? 0 : -1}
      aria-current={isSelected ? 'date' : undefined}
      aria-label={`${formatDay(date)}${hasFigures ? '' : ', no figures yet'}`}
      onClick={() => onSelect(date)}
      className={`flex min-h-8 w-full flex-col items-center justify-center rounded-md text-sm pointer-coarse:min-h-10 ${look}`}
    >
      {Number(date.slice(8))}
      <span aria-hidden="true" className={`h-0.5 w-3 rounded-full ${hasFigures ? 'bg-current' : ''}`} />
    </button>
  );
}
