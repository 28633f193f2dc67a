'use client';

import { useCallback, useEffect, useId, useMemo, useState } from 'react';
import type { WhatIfInputsDocument } from '@/lib/api/what-if';
import { day, money } from '@/lib/format';
import { methodVersion } from '@/lib/risk/method-version';
import type { PortfolioEstimates } from '@/lib/risk/portfolio-estimates';
import { bookBehind } from '../risk/book-behind';
import type { Provenance } from '../risk/provenance';
import { Amount } from '../ui/amount';
import { Button } from '../ui/button';
import { Notice } from '../ui/notice';
import { Panel } from '../ui/panel';
import { Skeleton } from '../ui/skeleton';
import { AddSecurity } from './add-security';
import { type BookEdits, type EditorLot, editedBook, type LotEdit, noEdits } from './book-edits';
import { ContributionsExplained } from './contributions-explained';
import { bookHolding } from './hypothetical-holding';
import { SaveWhatIf } from './save-what-if';
import { useBookDifference } from './use-book-difference';
import { WhatIfBook } from './what-if-book';
import { WhatIfContributions } from './what-if-contributions';
import { WhatIfFigures } from './what-if-figures';
import { readSecurity } from './what-if-requests';
import { WhatIfSectors } from './what-if-sectors';
import { whatIfSummary } from './what-if-summary';

type WhatIfBoardProps = { portfolioId: string; portfolioName: string; document: WhatIfInputsDocument };

/** A book to be changed, and beside it what that does to its figures. */
export function WhatIfBoard({ portfolioId, portfolioName, document }: WhatIfBoardProps) {
  const { currency, as_of: asOf, market_index: marketIndex } = document;
  const [edits, setEdits] = useState<BookEdits>(noEdits);
  const [columns, setColumns] = useState<ReadonlyMap<string, number>>(new Map());
  const settleId = useId();
  const [newest, setNewest] = useState<{ readonly id: string } | null>(null);
  const lots = useMemo(
    () => document.holdings.map((holding): EditorLot => ({ ...bookHolding(holding), isNew: false })),
    [document],
  );
  const edited = useMemo(() => editedBook(lots, edits, currency), [lots, edits, currency]);
  const { difference, fault, isComputing, compare, addColumn } = useBookDifference(document);

  useEffect(() => {
    if (edited.faults.size === 0) compare(edited.quantities, edited.joined);
  }, [edited, compare]);

  const onEdit = useCallback(
    (id: string, edit: LotEdit | null) =>
      setEdits((before) => {
        const isAdded = before.added.some((lot) => lot.id === id);
        const next = new Map(before.edits);
        if (edit === null || (isAdded && edit === 'removed')) next.delete(id);
        else next.set(id, edit);
        const added = isAdded && edit === 'removed' ? before.added.filter((lot) => lot.id !== id) : before.added;
        return { ...before, added, edits: next };
      }),
    [],
  );

  const onAdd = async (symbol: string) => {
    const held = lots.find((lot) => lot.symbol === symbol && lot.asset_class !== 'option');
    if (held || edits.added.some((lot) => lot.symbol === symbol))
      throw new Error(`${symbol} is in the book already: change its quantity instead`);
    const { holding, closes } = await readSecurity(portfolioId, symbol, asOf).catch((error) => {
      if ((error as { status?: number }).status !== 404) throw error;
      throw new Error(`Nobody here knows ${symbol}: import its prices first, or look for another spelling`);
    });
    // A security that was added before and taken out again has its column still.
    let column = columns.get(symbol) ?? null;
    if (column === null && closes !== null) {
      column = document.columns.length + columns.size;
      addColumn(closes);
      setColumns(new Map(columns).set(symbol, column));
    }
    const lot: EditorLot = { ...bookHolding(holding), id: `new-${symbol}`, column, isNew: true };
    setEdits((before) => ({ ...before, added: [lot, ...before.added] }));
    setNewest({ id: lot.id });
  };

  // What was just added is what is typed next.
  useEffect(() => {
    if (newest !== null) globalThis.document.getElementById(`quantity-${newest.id}`)?.focus();
  }, [newest]);

  const isWrong = edited.faults.size > 0;
  const provenance: Provenance = { portfolioId: null, asOf, calculatedAt: null, methodVersion, inputHash: null };
  const ofBook = (estimates: PortfolioEstimates): Provenance => ({ ...provenance, book: bookBehind(estimates) });
  return (
    <div className="flex flex-col gap-6">
      <div className="sticky top-0 z-10 -mx-4 flex flex-wrap items-center justify-between gap-x-6 gap-y-3 border-b border-rule bg-paper px-4 py-3 sm:mx-0 sm:rounded-lg sm:border sm:bg-surface">
        <p role="status" className={`min-w-0 grow basis-72 text-sm ${isComputing ? 'text-ink-faint' : 'text-ink'}`}>
          {isWrong
            ? 'A quantity cannot be read yet; the figures are those before it.'
            : !edited.isChanged
              ? `Nothing is changed yet. Change a quantity, sell, remove or add, and the figures of ${day(asOf)} follow. Nothing is stored.`
              : difference
                ? whatIfSummary(difference)
                : 'Measuring.'}
        </p>
        <div className="flex flex-wrap gap-2">
          <Button
            disabled={!edited.isChanged}
            onClick={() => setEdits((before) => ({ ...noEdits, isSettled: before.isSettled }))}
          >
            Discard
          </Button>
          <SaveWhatIf
            portfolioId={portfolioId}
            suggestedName={`${portfolioName}, what if`.slice(0, 120)}
            asOf={asOf}
            request={edited.request}
            isDisabled={!edited.isChanged || isWrong || edited.request.length === 0}
          />
        </div>
      </div>
      {fault ? (
        <Notice live tone="problem" title="This book cannot be measured">
          {fault}
        </Notice>
      ) : null}
      <div className="grid items-start gap-6 xl:grid-cols-2">
        <Panel
          id="book"
          title="The book"
          subtitle={`Quantities in units of ${day(asOf)}`}
          footer="Selling turns a position into cash at the day's close, and covering pays for a short; removing takes its value away with it."
          flush
        >
          <div className="flex flex-wrap items-end justify-between gap-x-6 gap-y-3 px-4 pb-4 sm:px-5">
            <AddSecurity portfolioId={portfolioId} asOf={asOf} onAdd={onAdd} />
            <div className="flex flex-col gap-1 text-sm">
              <label htmlFor={settleId} className="flex items-center gap-2">
                <input
                  id={settleId}
                  type="checkbox"
                  checked={edits.isSettled}
                  onChange={(event) => setEdits((before) => ({ ...before, isSettled: event.target.checked }))}
                  className="size-4"
                />
                Pay changes from cash
              </label>
              <p className="text-xs text-ink-faint">
                {edited.settlement === 0 ? (
                  'Cash stays as it is.'
                ) : (
                  <>
                    Cash {edited.settlement > 0 ? 'grows' : 'shrinks'} by{' '}
                    <Amount>{money(Math.abs(edited.settlement), currency, 0)}</Amount>.
                  </>
                )}
              </p>
            </div>
          </div>
          <WhatIfBook lots={lots} edits={edits} edited={edited} currency={currency} onEdit={onEdit} />
        </Panel>
        <div className="flex min-w-0 flex-col gap-6">
          <Panel
            id="changes"
            title="What it changes"
            subtitle={`Measured in this browser as of ${day(asOf)}; nothing is stored`}
            footer="Intervals are those of the change itself: both books are held against each other day by day, so what they share cancels out. That of the expected volatility is its EWMA part's."
            flush
          >
            {difference ? (
              <WhatIfFigures difference={difference} marketIndex={marketIndex} provenance={provenance} />
            ) : (
              <div className="p-5">
                <Skeleton className="h-80 w-full" />
              </div>
            )}
          </Panel>
          <Panel id="sector-changes" title="Sectors" subtitle="Net weights; every change is exact" flush>
            {difference ? (
              <WhatIfSectors difference={difference} provenance={ofBook(difference.after)} />
            ) : (
              <div className="p-5">
                <Skeleton className="h-64 w-full" />
              </div>
            )}
          </Panel>
        </div>
      </div>
      <Panel
        id="contribution-changes"
        title="Contributions"
        subtitle="What each position adds to the figures of the book as it might be"
        footer="The interval of a change to beta is that of the position's own beta, of a change to volatility that of the change itself. Changes of weight are exact."
        flush
      >
        {difference ? (
          <>
            <WhatIfContributions positions={difference.positions} />
            <ContributionsExplained positions={difference.positions} provenance={ofBook(difference.after)} />
          </>
        ) : (
          <div className="p-5">
            <Skeleton className="h-64 w-full" />
          </div>
        )}
      </Panel>
    </div>
  );
}
