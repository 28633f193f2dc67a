'use client';

import { CalendarDays, ChevronLeft, ChevronRight } from 'lucide-react';
import Link from 'next/link';
import { usePathname, useRouter } from 'next/navigation';
import { type FormEvent, useMemo, useState } from 'react';
import { day } from '@/lib/format';
import { Button } from '../ui/button';
import { controlClass } from '../ui/control-class';
import { Popover } from '../ui/popover';
import { PopoverTrigger } from '../ui/popover-trigger';
import { Skeleton } from '../ui/skeleton';
import { useLater } from '../ui/use-later';
import { isCalendarDay } from './calendar-day';
import { datedAddress } from './dated-address';
import { daysBeside, type SnapshotMonths, snapshotDays } from './snapshot-months';
import { useAsOf } from './use-as-of';

type AsOfPickerProps = {
  /** The days that have figures. */
  months: SnapshotMonths;
  /** The pages whose figures are of a day; an address that ends in a slash stands for all below it. */
  paths: readonly string[];
};

const popover = 'as-of-picker';
const loadGrid = () => import('./month-grid');
const stepClass =
  'flex min-h-8 items-center rounded-md border border-rule px-1.5 text-ink-soft pointer-coarse:min-h-11 pointer-coarse:px-3';

/** The day the figures are of: the one before, the one after, one of a calendar, or any that is typed. */
export function AsOfPicker({ months, paths }: AsOfPickerProps) {
  const pathname = usePathname();
  const router = useRouter();
  const asOf = useAsOf();
  const days = useMemo(() => snapshotDays(months), [months]);
  const [isOpened, setIsOpened] = useState(false);
  const calendar = useLater(loadGrid, isOpened);
  const known = useMemo(() => new Set(days), [days]);
  const newest = days.at(-1) ?? null;
  const shown = asOf ?? newest;
  const isDated = paths.some((path) => pathname === path || (path.endsWith('/') && pathname.startsWith(path)));
  if (!isDated || shown === null) return null;
  const { before, after } = daysBeside(days, shown);

  const goTo = (date: string | null) => {
    document.getElementById(popover)?.hidePopover();
    router.push(datedAddress(pathname, date === newest ? null : date));
  };
  const onSubmit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const typed = String(new FormData(event.currentTarget).get('as_of'));
    if (isCalendarDay(typed)) goTo(typed);
  };

  return (
    <nav aria-label="As-of date" className="flex items-center gap-1">
      <Step label="Day before" date={before} newest={newest} pathname={pathname}>
        <ChevronLeft aria-hidden="true" className="size-4" />
      </Step>
      <PopoverTrigger
        target={popover}
        className="flex min-h-8 items-center gap-2 rounded-md border border-rule px-2.5 text-sm font-medium hover:border-rule-strong hover:bg-sunken pointer-coarse:min-h-11"
      >
        <CalendarDays aria-hidden="true" className="size-4 text-ink-faint" />
        <span>
          <span className="sr-only">Figures of </span>
          {day(shown)}
        </span>
        {asOf === null ? <span className="font-normal text-ink-faint">newest</span> : null}
      </PopoverTrigger>
      <Step label="Day after" date={after} newest={newest} pathname={pathname}>
        <ChevronRight aria-hidden="true" className="size-4" />
      </Step>
      <Popover id={popover} title="As-of date" onOpen={() => setIsOpened(true)}>
        <div className="flex flex-col gap-3">
          {calendar ? (
            <calendar.MonthGrid key={shown} selected={shown} days={known} onSelect={goTo} />
          ) : (
            <Skeleton className="h-64 w-full" />
          )}
          <p className="text-xs text-ink-faint">
            Underlined days have figures. On any other day they can be calculated where there are prices.
          </p>
          <form onSubmit={onSubmit} className="flex items-end gap-2 border-t border-rule pt-3">
            <label className="grow text-xs text-ink-faint">
              Any day
              <input
                key={shown}
                type="date"
                name="as_of"
                required
                min="1900-01-01"
                max="2199-12-31"
                defaultValue={shown}
                className={`${controlClass} mt-1`}
              />
            </label>
            <Button type="submit">Go</Button>
          </form>
          {asOf === null || newest === null ? null : (
            <Button variant="quiet" size="small" onClick={() => goTo(null)}>
              Newest, {day(newest)}
            </Button>
          )}
        </div>
      </Popover>
    </nav>
  );
}

type StepProps = {
  label: string;
  /** Null where there is none in that direction. */
  date: string | null;
  newest: string | null;
  pathname: string;
  children: React.ReactNode;
};

/** To the next day with figures in one direction. */
function Step({ label, date, newest, pathname, children }: StepProps) {
  if (date === null)
    return (
      <span aria-hidden="true" className={`${stepClass} opacity-40`}>
        {children}
      </span>
    );
  return (
    <Link
      href={datedAddress(pathname, date === newest ? null : date)}
      prefetch={false}
      aria-label={`${label}, ${day(date)}`}
      className={`${stepClass} hover:border-rule-strong hover:bg-sunken hover:text-ink`}
    >
      {children}
    </Link>
  );
}
