'use client';

import { useRouter } from 'next/navigation';
import { type FormEvent, useState } from 'react';
import { RequestProblem } from '@/lib/api/client';
import { day } from '@/lib/format';
import { ImportForm } from '../portfolio/import-form';
import { Button } from '../ui/button';
import { Disclosure } from '../ui/disclosure';
import { Notice, type NoticeTone } from '../ui/notice';
import { TableScroll } from '../ui/table-scroll';
import { TextField } from '../ui/text-field';
import { addBenchmark, refreshWeights, type WeightsOutcome, wordsOf } from './market-requests';

type Benchmark = { readonly code: string; readonly name: string; readonly marketIndex: string | null };
type SectorSet = {
  readonly benchmark_code: string;
  readonly asof_date: string;
  readonly data_source: string;
  readonly num_constituents: number | null;
};

type BenchmarkListProps = {
  benchmarks: readonly Benchmark[];
  sets: readonly SectorSet[];
  /** Whether who looks may change them. */
  mayChange: boolean;
};

/** What portfolios can be held against: each benchmark with the history of its sector weights. */
export function BenchmarkList({ benchmarks, sets, mayChange }: BenchmarkListProps) {
  return (
    <ul className="flex flex-col divide-y divide-rule">
      {benchmarks.map((benchmark) => (
        <li key={benchmark.code} className="py-4 first:pt-0 last:pb-0">
          <BenchmarkEntry
            benchmark={benchmark}
            mayChange={mayChange}
            sets={sets.filter(({ benchmark_code: code }) => code === benchmark.code)}
          />
        </li>
      ))}
    </ul>
  );
}

const outcomeWords = (name: string, one: WeightsOutcome): { tone: NoticeTone; title: string } =>
  one.outcome === 'stored'
    ? { tone: 'done', title: `Sector weights of ${name} of ${day(one.asof_date)} stored, from ${one.data_source}` }
    : one.outcome === 'unchanged'
      ? { tone: 'done', title: `Nothing newer than the weights of ${day(one.asof_date)} from ${one.data_source}` }
      : one.outcome === 'unknown'
        ? { tone: 'caution', title: `No provider has sector weights of ${name}` }
        : { tone: 'problem', title: `No sector weights of ${name} came` };

function BenchmarkEntry({
  benchmark: { code, name, marketIndex },
  sets,
  mayChange,
}: Omit<BenchmarkListProps, 'benchmarks'> & { benchmark: Benchmark }) {
  const router = useRouter();
  const [isBusy, setIsBusy] = useState(false);
  const [said, setSaid] = useState<{ tone: NoticeTone; title: string; detail: string | null } | null>(null);
  const newest = sets[0];

  const refresh = async () => {
    setIsBusy(true);
    setSaid(null);
    try {
      const one = await refreshWeights(code);
      setSaid({ ...outcomeWords(name, one), detail: one.detail });
      router.refresh();
    } catch (error) {
      setSaid({ tone: 'problem', title: wordsOf(error), detail: null });
    } finally {
      setIsBusy(false);
    }
  };

  return (
    <div className="flex flex-col gap-2">
      <div className="flex flex-wrap items-start justify-between gap-x-6 gap-y-2">
        <div className="min-w-0">
          <h3 className="font-semibold">
            {name} <span className="font-normal text-ink-faint">{code}</span>
          </h3>
          <p className="text-sm text-ink-soft">
            {marketIndex === null ? 'No index of its own' : `Index ${marketIndex}`}
            {' · '}
            {newest === undefined
              ? 'no sector weights yet: over- and underweights are unavailable'
              : `sector weights of ${day(newest.asof_date)}, from ${newest.data_source}`}
          </p>
        </div>
        {mayChange ? (
          <Button
            size="small"
            busy={isBusy}
            aria-label={isBusy ? undefined : `Refresh weights of ${name}`}
            onClick={refresh}
          >
            {isBusy ? 'Asking…' : 'Refresh weights'}
          </Button>
        ) : null}
      </div>
      {said ? (
        <Notice live tone={said.tone} title={said.title}>
          {said.detail}
        </Notice>
      ) : null}
      {sets.length > 0 ? (
        <Disclosure summary={`History: ${sets.length} ${sets.length === 1 ? 'set' : 'sets'}`}>
          <TableScroll label={`Sector weights of ${name}, table`} className="max-h-64">
            <table className="data-table whitespace-nowrap">
              <thead>
                <tr>
                  <th scope="col">As of</th>
                  <th scope="col">Source</th>
                  <th scope="col" className="number">
                    Companies
                  </th>
                </tr>
              </thead>
              <tbody>
                {sets.map((set) => (
                  <tr key={set.asof_date}>
                    <th scope="row">{day(set.asof_date)}</th>
                    <td>{set.data_source}</td>
                    <td className="number">{set.num_constituents ?? '—'}</td>
                  </tr>
                ))}
              </tbody>
            </table>
          </TableScroll>
          <p className="mt-2 text-xs text-ink-faint">
            A day is compared with the newest set on or before it. Each has the eleven sectors and adds up to 1.
          </p>
        </Disclosure>
      ) : null}
      {code === 'SP500' || !mayChange ? null : (
        <Disclosure summary="Import its sector weights">
          <ImportForm
            id={`weights-${code}`}
            url={`/api/v1/benchmarks/${encodeURIComponent(code)}/sector-weights/import`}
            what="sector weights"
            hint="Columns asof_date, sector, weight, optionally data_source: eleven sectors a date that add up to 1."
          />
        </Disclosure>
      )}
    </div>
  );
}

/** Adds something else to be held against; a portfolio chooses it in its settings. */
export function NewBenchmark() {
  const router = useRouter();
  const [isBusy, setIsBusy] = useState(false);
  const [errors, setErrors] = useState<Readonly<Record<string, string>>>({});
  const [said, setSaid] = useState<{ tone: NoticeTone; title: string } | null>(null);

  const add = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const form = event.currentTarget;
    const data = new FormData(form);
    const text = (name: string) => String(data.get(name) ?? '').trim();
    setIsBusy(true);
    setErrors({});
    setSaid(null);
    try {
      await addBenchmark(text('code').toUpperCase(), text('name'), text('market_index').toUpperCase() || null);
      setSaid({ tone: 'done', title: `${text('name')} was added; a portfolio chooses it in its settings` });
      form.reset();
      router.refresh();
    } catch (error) {
      const faults = error instanceof RequestProblem ? (error.problem?.errors ?? []) : [];
      setErrors(Object.fromEntries(faults.map(({ pointer, detail }) => [pointer.split('/')[1] ?? '', detail])));
      if (faults.length === 0) setSaid({ tone: 'problem', title: wordsOf(error) });
    } finally {
      setIsBusy(false);
    }
  };

  return (
    <form onSubmit={add} className="flex flex-col gap-4">
      {said ? <Notice live tone={said.tone} title={said.title} /> : null}
      <div className="grid gap-4 sm:grid-cols-3">
        <TextField
          id="benchmark-name"
          name="name"
          label="Name"
          required
          maxLength={120}
          autoComplete="off"
          hint="Such as MSCI World."
          error={errors.name}
        />
        <TextField
          id="benchmark-code"
          name="code"
          label="Code"
          required
          maxLength={32}
          autoComplete="off"
          autoCapitalize="characters"
          spellCheck={false}
          hint="Capitals, digits, - and _."
          error={errors.code}
        />
        <TextField
          id="benchmark-index"
          name="market_index"
          label="Index"
          optional
          maxLength={16}
          autoComplete="off"
          autoCapitalize="characters"
          spellCheck={false}
          hint="The symbol that stands for it; its prices are asked for."
          error={errors.market_index}
        />
      </div>
      <div>
        <Button type="submit" busy={isBusy}>
          Add the benchmark
        </Button>
      </div>
    </form>
  );
}
