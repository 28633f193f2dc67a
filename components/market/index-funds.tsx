'use client';

import { useRouter } from 'next/navigation';
import { useState } from 'react';
import { percent } from '@/lib/format';
import { requestRecalculation } from '../portfolio/recalculation-requests';
import { controlClass } from '../ui/control-class';
import { Disclosure } from '../ui/disclosure';
import { Notice } from '../ui/notice';
import { Panel } from '../ui/panel';
import { useAnnounce } from '../ui/status-region';
import { ToggleGroup } from '../ui/toggle-group';
import { setLooksThrough, setTracksBenchmark, wordsOf } from './market-requests';

export type HeldFund = {
  readonly symbol: string;
  readonly name: string | null;
  /** The code of the benchmark that it is in one share: said by a person, or else known. */
  readonly tracks: string | null;
  readonly isKnown: boolean;
};

type IndexFundsProps = {
  portfolioId: string;
  benchmarkCode: string;
  benchmarkName: string;
  looksThrough: boolean;
  funds: readonly HeldFund[];
  /** What the figures that are shown were made with. */
  lookedThrough: readonly { readonly symbol: string; readonly weight: number }[];
};

/** The funds of a portfolio, and whether those that are its benchmark are shown as the benchmark's own sectors. */
export function IndexFunds({
  portfolioId,
  benchmarkCode,
  benchmarkName,
  looksThrough,
  funds,
  lookedThrough,
}: IndexFundsProps) {
  const router = useRouter();
  const announce = useAnnounce();
  const [isBusy, setIsBusy] = useState(false);
  const [failure, setFailure] = useState<string | null>(null);
  // The switch stands where it was put; the figures follow.
  const [chosen, setChosen] = useState<boolean | null>(null);

  const act = async (work: () => Promise<unknown>, done: string) => {
    setIsBusy(true);
    setFailure(null);
    try {
      await work();
      await requestRecalculation(portfolioId);
      announce(done);
      router.refresh();
    } catch (error) {
      setFailure(wordsOf(error));
      setChosen(null);
    } finally {
      setIsBusy(false);
    }
  };

  const known = funds.filter(({ isKnown, tracks }) => isKnown && tracks === benchmarkCode);
  const others = funds.filter((fund) => !known.includes(fund));
  const share = lookedThrough.reduce((sum, { weight }) => sum + weight, 0);
  return (
    <Panel
      id="index-funds"
      title="Index funds"
      subtitle={
        lookedThrough.length > 0
          ? `${lookedThrough.map(({ symbol }) => symbol).join(', ')}, ${percent(share)} of the portfolio, ${lookedThrough.length === 1 ? 'is' : 'are'} shown as the sectors of the ${benchmarkName}`
          : looksThrough && funds.some(({ tracks }) => tracks === benchmarkCode)
            ? `Still in the row Funds: measured before the switch, or without sector weights of the ${benchmarkName} on this day`
            : 'All funds stand in the row Funds'
      }
      actions={
        <ToggleGroup
          label={`Funds that are the ${benchmarkName}`}
          options={[
            { value: 'funds', label: 'As funds' },
            { value: 'sectors', label: 'As its sectors' },
          ]}
          value={(chosen ?? looksThrough) ? 'sectors' : 'funds'}
          onChange={(value) => {
            setChosen(value === 'sectors');
            void act(
              () => setLooksThrough(portfolioId, value === 'sectors'),
              value === 'sectors' ? 'Measuring with the funds’ sectors.' : 'Measuring with funds as funds.',
            );
          }}
        />
      }
      footer={`A fund that holds the ${benchmarkName} share for share can be taken for the benchmark’s own weights. Other funds stay funds: what they hold is not known here.`}
    >
      {failure ? <Notice live tone="problem" title={failure} /> : null}
      {known.length > 0 ? (
        <p className="pb-2 text-sm">
          Known to be the {benchmarkName}:{' '}
          <span className="font-semibold">{known.map(({ symbol }) => symbol).join(', ')}</span>.
        </p>
      ) : null}
      {others.length > 0 ? (
        <Disclosure
          summary={`${known.length > 0 ? 'Other funds' : 'Funds'}: ${others.map(({ symbol }) => symbol).join(', ')}`}
        >
          <ul className="grid gap-x-8 gap-y-2 text-sm lg:grid-cols-2">
            {others.map(({ symbol, name, tracks }) => (
              <li key={symbol} className="flex flex-wrap items-center justify-between gap-x-4 gap-y-1">
                <span>
                  <span className="font-semibold">{symbol}</span> <span className="text-ink-soft">{name}</span>
                </span>
                <span className="w-56">
                  <select
                    aria-label={`What ${symbol} is`}
                    className={controlClass}
                    disabled={isBusy}
                    value={tracks === benchmarkCode ? 'benchmark' : 'fund'}
                    onChange={(event) => {
                      const isBenchmark = event.target.value === 'benchmark';
                      void act(
                        () => setTracksBenchmark(symbol, isBenchmark ? benchmarkCode : null),
                        isBenchmark ? `${symbol} counts as the ${benchmarkName}.` : `${symbol} is a fund of its own.`,
                      );
                    }}
                  >
                    <option value="fund">a fund of its own</option>
                    <option value="benchmark">the {benchmarkName} in one share</option>
                  </select>
                </span>
              </li>
            ))}
          </ul>
        </Disclosure>
      ) : null}
    </Panel>
  );
}
