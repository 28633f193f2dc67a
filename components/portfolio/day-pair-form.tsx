'use client';

import { usePathname, useRouter, useSearchParams } from 'next/navigation';
import { type FormEvent, useTransition } from 'react';
import { Button } from '../ui/button';
import { controlClass } from '../ui/control-class';

type DayPairFormProps = { from: string; to: string; first: string; last: string };

/** Chooses the two days that are held against each other; they stand in the address. */
export function DayPairForm({ from, to, first, last }: DayPairFormProps) {
  const router = useRouter();
  const pathname = usePathname();
  const search = useSearchParams();
  const [isPending, startTransition] = useTransition();
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const data = new FormData(event.currentTarget);
    const days = [String(data.get('from')), String(data.get('to'))].sort();
    const next = new URLSearchParams(search);
    next.set('from', days[0]);
    next.set('to', days[1]);
    startTransition(() => router.push(`${pathname}?${next}`, { scroll: false }));
  };
  const field = (name: 'from' | 'to', label: string, value: string) => (
    <label className="flex items-center gap-2">
      <span className="text-ink-soft">{label}</span>
      <input
        key={value}
        type="date"
        name={name}
        required
        min={first}
        max={last}
        defaultValue={value}
        className={`${controlClass} w-auto`}
      />
    </label>
  );
  return (
    <form onSubmit={submit} className="flex flex-wrap items-center gap-x-4 gap-y-2 text-sm" data-screen-only>
      {field('from', 'From', from)}
      {field('to', 'to', to)}
      <Button type="submit" size="small" busy={isPending}>
        Compare
      </Button>
    </form>
  );
}
