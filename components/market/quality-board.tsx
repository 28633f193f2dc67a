'use client';

import dynamic from 'next/dynamic';
import { useRouter } from 'next/navigation';
import { useCallback, useState } from 'react';
import type { FindingDocument } from '@/lib/api/finding';
import type { DataQualityDocument } from '@/lib/api/market-data';
import type { RecalculationDocument } from '@/lib/api/recalculation';
import { counted, day } from '@/lib/format';
import { requestRecalculation } from '../portfolio/recalculation-requests';
import { Button } from '../ui/button';
import { Chip } from '../ui/chip';
import { Notice } from '../ui/notice';
import { Panel } from '../ui/panel';
import { useAnnounce } from '../ui/status-region';
import { CoverageTable } from './coverage-table';
import { type Act, FindingActions } from './finding-actions';
import { detailInWords, effectInWords, findingTitle, sentence } from './finding-words';
import { requestRefresh, setSector, withdrawMove, withdrawSplit, wordsOf } from './market-requests';
import { RefreshProgress } from './refresh-progress';

const RecalculationProgress = dynamic(
  () => import('../portfolio/recalculation-progress').then((module) => module.RecalculationProgress),
  { ssr: false },
);

/** So many findings are shown in full; a book of thousands has them in its table. */
const mostShown = 80;

type QualityBoardProps = { quality: DataQualityDocument; currency: string };

/** Everything that is wrong with the data behind a portfolio, what it does to the numbers, and what mends it. */
export function QualityBoard({ quality, currency }: QualityBoardProps) {
  const router = useRouter();
  const announce = useAnnounce();
  const [isBusy, setIsBusy] = useState(false);
  const [failure, setFailure] = useState<string | null>(null);
  const [said, setSaid] = useState<string | null>(null);
  const [recalculation, setRecalculation] = useState<string | null>(null);
  const [refreshing, setRefreshing] = useState<string | null>(null);

  const recalculate = useCallback(async () => {
    try {
      setRecalculation((await requestRecalculation(quality.portfolio_id)).id);
    } catch (error) {
      setFailure(wordsOf(error));
    }
  }, [quality.portfolio_id]);

  /** What is mended shows in the numbers, so they are asked for at once. */
  const act: Act = async (work, done) => {
    setIsBusy(true);
    setFailure(null);
    try {
      await work();
      setSaid(done);
      announce(done);
      router.refresh();
      await recalculate();
      return true;
    } catch (error) {
      setFailure(wordsOf(error));
      return false;
    } finally {
      setIsBusy(false);
    }
  };

  const refresh = async (symbol: string) => {
    setFailure(null);
    setSaid(null);
    try {
      setRefreshing((await requestRefresh([symbol])).id);
    } catch (error) {
      setFailure(wordsOf(error));
    }
  };

  const onMeasured = useCallback(
    (one: RecalculationDocument | null) => {
      setRecalculation(null);
      if (one?.state === 'failed') setFailure(one.error?.detail ?? 'The recalculation failed.');
      else announce('The figures are measured anew.');
      router.refresh();
    },
    [announce, router],
  );

  const sourceOf = (symbol: string): string | null =>
    quality.coverage.find((one) => one.symbol === symbol)?.price_source ?? null;
  const { findings, coverage, confirmed_moves: moves, reported_splits: splits } = quality;
  const grave = findings.filter(({ severity }) => severity === 'grave');
  const mild = findings.filter(({ severity }) => severity === 'mild');
  const entries = (of: readonly FindingDocument[]) => (
    <ul className="divide-y divide-rule">
      {of.slice(0, mostShown).map((finding) => (
        <li
          key={`${finding.symbol} ${finding.kind} ${finding.from} ${finding.to}`}
          className="flex flex-wrap items-start justify-between gap-x-8 gap-y-3 py-4 first:pt-0 last:pb-0"
        >
          <div className="min-w-0 grow basis-96 text-sm">
            <div className="flex flex-wrap items-center gap-x-3 gap-y-1">
              <Chip tone={finding.severity === 'grave' ? 'problem' : 'caution'}>
                {finding.severity === 'grave' ? 'Grave' : 'Mild'}
              </Chip>
              <h3 className="font-semibold">
                {finding.symbol}: {findingTitle[finding.kind]}
              </h3>
            </div>
            <p className="mt-1">{sentence(detailInWords(finding))}.</p>
            <p className="mt-1 text-ink-soft">
              <span className="font-medium">Effect:</span> {effectInWords(finding)}
            </p>
            <p className="text-ink-soft">
              <span className="font-medium">What helps:</span> {finding.remedy}
            </p>
          </div>
          <FindingActions
            finding={finding}
            isBusy={isBusy || refreshing !== null}
            act={act}
            source={sourceOf(finding.symbol)}
            refresh={refresh}
            portfolioId={quality.portfolio_id}
            portfolioCurrency={currency}
          />
        </li>
      ))}
      {of.length > mostShown ? (
        <li className="py-4 text-sm text-ink-soft last:pb-0">
          And {counted(of.length - mostShown, 'more finding')}; the table below has every symbol.
        </li>
      ) : null}
    </ul>
  );

  return (
    <div className="flex flex-col gap-6">
      {refreshing ? (
        <RefreshProgress
          key={refreshing}
          id={refreshing}
          onEnd={(one) => {
            setRefreshing(null);
            if (one?.state === 'failed') setFailure(one.error?.detail ?? 'The refresh failed.');
            else if (one && one.progress.failed > 0)
              setFailure('No new prices came; the page of market data says why.');
            router.refresh();
            void recalculate();
          }}
        />
      ) : null}
      {recalculation ? <RecalculationProgress key={recalculation} id={recalculation} onEnd={onMeasured} /> : null}
      {failure ? <Notice live tone="problem" title={failure} /> : null}
      {said && !failure ? <Notice live tone="done" title={said} /> : null}
      <Panel
        id="grave"
        title="What withholds a number"
        subtitle={grave.length === 0 ? undefined : `${counted(grave.length, 'finding')}, the numbers left out say why`}
      >
        {grave.length === 0 ? (
          <p className="text-sm text-ink-soft">Nothing: every number that there are prices for is shown.</p>
        ) : (
          entries(grave)
        )}
      </Panel>
      <Panel
        id="mild"
        title="What to know beside a number"
        subtitle={mild.length === 0 ? undefined : counted(mild.length, 'finding')}
      >
        {mild.length === 0 ? <p className="text-sm text-ink-soft">Nothing.</p> : entries(mild)}
      </Panel>
      <Panel
        id="coverage"
        title="Coverage"
        subtitle={`What there is of each symbol, looked at from ${day(quality.from)} to ${day(quality.as_of)}`}
        footer="Splits and moves are looked for as far back as the longest look-back goes, five years and eight months."
        flush
      >
        <CoverageTable
          coverage={coverage}
          findings={findings}
          isBusy={isBusy}
          onSector={(symbol, sector) =>
            void act(
              () => setSector(symbol, sector),
              sector === null ? `The sector of ${symbol} is unknown again.` : `${symbol} is in ${sector}.`,
            )
          }
        />
      </Panel>
      {moves.length + splits.length > 0 ? (
        <Panel id="words" title="What you have said" subtitle="Taken back, it is judged as before">
          <ul className="divide-y divide-rule text-sm">
            {moves.map(({ symbol, date }) => (
              <li
                key={`${symbol} ${date}`}
                className="flex flex-wrap items-center justify-between gap-3 py-2 first:pt-0"
              >
                <span>
                  The move of <span className="font-semibold">{symbol}</span> on {day(date)} is real.
                </span>
                <Button
                  size="small"
                  busy={isBusy}
                  aria-label={`Take it back: the move of ${symbol} on ${day(date)}`}
                  onClick={() => act(() => withdrawMove(symbol, date), `The move of ${symbol} is judged again.`)}
                >
                  Take it back
                </Button>
              </li>
            ))}
            {splits.map(({ symbol, date, ratio }) => (
              <li
                key={`${symbol} ${date}`}
                className="flex flex-wrap items-center justify-between gap-3 py-2 first:pt-0"
              >
                <span>
                  <span className="font-semibold">{symbol}</span> split on {day(date)}:{' '}
                  {ratio >= 1 ? `${Number(ratio.toFixed(4))} for 1` : `1 for ${Number((1 / ratio).toFixed(4))}`}.
                </span>
                <Button
                  size="small"
                  busy={isBusy}
                  aria-label={`Take it back: the split of ${symbol} on ${day(date)}`}
                  onClick={() => act(() => withdrawSplit(symbol, date), `The split of ${symbol} is taken back.`)}
                >
                  Take it back
                </Button>
              </li>
            ))}
          </ul>
        </Panel>
      ) : null}
    </div>
  );
}
