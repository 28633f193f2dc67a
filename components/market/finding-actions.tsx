'use client';

import { useId, useState } from 'react';
import type { FindingDocument } from '@/lib/api/finding';
import { day } from '@/lib/format';
import { Button } from '../ui/button';
import { Dialog } from '../ui/dialog';
import { LinkButton } from '../ui/link-button';
import { TextField } from '../ui/text-field';
import { confirmMove, reportSplit, setCurrency, setSector } from './market-requests';
import { SectorSelect } from './sector-select';

/** Does something and says what was done; what follows from it is the page's. */
export type Act = (work: () => Promise<unknown>, done: string) => Promise<boolean>;

type FindingActionsProps = {
  finding: FindingDocument;
  isBusy: boolean;
  act: Act;
  /** Where the symbol's prices come from; null where it has none. */
  source: string | null;
  /** Asks the providers for a symbol's prices. */
  refresh: (symbol: string) => void;
  portfolioId: string;
  portfolioCurrency: string;
};

const splitKinds: readonly FindingDocument['kind'][] = ['probable_split', 'unexplained_jump', 'split_not_recorded'];
const refreshKinds: readonly FindingDocument['kind'][] = [
  'gap',
  'repeated_close',
  'duplicated_bar',
  'probable_split',
  'split_not_applied',
  'index_shifted',
  'old_prices',
  'no_prices',
  'short_history',
  'rejected_rows',
];
const importKinds: readonly FindingDocument['kind'][] = ['large_payment', 'small_split', 'currency_unclear'];

/** What mends a finding, as controls that do it. */
export function FindingActions({
  finding,
  isBusy,
  act,
  source,
  refresh,
  portfolioId,
  portfolioCurrency,
}: FindingActionsProps) {
  const { kind, symbol, confirmable, to, currency, has_rates: hasRates } = finding;
  const [isEntering, setIsEntering] = useState(false);
  return (
    <div className="flex flex-wrap items-center gap-2">
      {confirmable === null ? null : (
        <Button
          size="small"
          busy={isBusy}
          aria-label={`The move is real: ${symbol} on ${day(confirmable)}`}
          onClick={() =>
            act(() => confirmMove(symbol, confirmable), `The move of ${symbol} on ${day(confirmable)} counts as real.`)
          }
        >
          The move is real
        </Button>
      )}
      {splitKinds.includes(kind) ? (
        <>
          <Button
            size="small"
            busy={isBusy}
            aria-label={`Enter a split of ${symbol}`}
            onClick={() => setIsEntering(true)}
          >
            Enter a split
          </Button>
          <Dialog open={isEntering} onClose={() => setIsEntering(false)} title={`A split of ${symbol}`}>
            <SplitForm symbol={symbol} date={to} act={act} isBusy={isBusy} onDone={() => setIsEntering(false)} />
          </Dialog>
        </>
      ) : null}
      {kind === 'unknown_sector' ? (
        <SectorSelect
          id={`finding-sector-${symbol}`}
          symbol={symbol}
          sector={null}
          isBusy={isBusy}
          onChoose={(sector) => act(() => setSector(symbol, sector), `${symbol} is in ${sector}.`)}
        />
      ) : null}
      {kind === 'currency_unclear'
        ? [...new Set([portfolioCurrency, 'USD', ...(currency === null ? [] : [currency])])].map((code) => (
            <Button
              key={code}
              size="small"
              busy={isBusy}
              aria-label={`In ${code}: the prices of ${symbol}`}
              onClick={() => act(() => setCurrency(symbol, code), `The prices of ${symbol} are in ${code}.`)}
            >
              In {code}
            </Button>
          ))
        : null}
      {kind === 'other_currency' && currency !== null ? (
        <Button
          size="small"
          busy={isBusy}
          aria-label={`${hasRates ? 'Refresh the rates' : 'Get the rates'} of ${currency}`}
          onClick={() => refresh(`${currency}${portfolioCurrency}=X`)}
        >
          {hasRates ? 'Refresh the rates' : 'Get the rates'}
        </Button>
      ) : null}
      {/* What comes from files is left to files, and the simulated market has nobody to ask. */}
      {refreshKinds.includes(kind) && source === 'CSV' ? (
        <LinkButton size="small" href="/market-data#prices-file" aria-label={`Import prices of ${symbol}`}>
          Import prices
        </LinkButton>
      ) : null}
      {refreshKinds.includes(kind) && source !== 'CSV' && source !== 'simulated' ? (
        <Button size="small" busy={isBusy} aria-label={`Refresh ${symbol}`} onClick={() => refresh(symbol)}>
          Refresh
        </Button>
      ) : null}
      {importKinds.includes(kind) ? (
        <LinkButton size="small" href={`/portfolios/${portfolioId}/import`}>
          Import holdings
        </LinkButton>
      ) : null}
    </div>
  );
}

type SplitFormProps = { symbol: string; date: string; act: Act; isBusy: boolean; onDone: () => void };

/** Reports a split: the day it took place, and how many new units came for how many old ones. */
function SplitForm({ symbol, date, act, isBusy, onDone }: SplitFormProps) {
  const id = useId();
  const [on, setOn] = useState(date);
  const [newUnits, setNewUnits] = useState('');
  const [oldUnits, setOldUnits] = useState('1');
  return (
    <form
      className="flex flex-col gap-4"
      onSubmit={async (event) => {
        event.preventDefault();
        const done = `The split of ${symbol} is kept, and its adjusted closes have it.`;
        if (await act(() => reportSplit(symbol, on, Number(newUnits), Number(oldUnits)), done)) onDone();
      }}
    >
      <p className="text-sm text-ink-soft">
        For a split of four for one enter 4 new units for 1 old one; for a reverse split of one for ten, 1 for 10.
        Adjusted closes before the day are restated, and quantities that were stated before it.
      </p>
      <TextField
        id={`${id}-date`}
        type="date"
        label="First day on the new scale"
        required
        value={on}
        onChange={(event) => setOn(event.target.value)}
      />
      <div className="grid grid-cols-2 gap-4">
        <TextField
          id={`${id}-new`}
          type="number"
          inputMode="decimal"
          min="0"
          step="any"
          label="New units"
          required
          value={newUnits}
          onChange={(event) => setNewUnits(event.target.value)}
        />
        <TextField
          id={`${id}-old`}
          type="number"
          inputMode="decimal"
          min="0"
          step="any"
          label="for old ones"
          required
          value={oldUnits}
          onChange={(event) => setOldUnits(event.target.value)}
        />
      </div>
      <div className="flex gap-2">
        <Button type="submit" variant="primary" busy={isBusy}>
          Keep the split
        </Button>
        <Button onClick={onDone}>Leave it</Button>
      </div>
    </form>
  );
}
