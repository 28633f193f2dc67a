import Link from 'next/link';
import { Suspense } from 'react';
import { detailInWords, effectInWords, findingTitle, sentence } from '@/components/market/finding-words';
import type { NotesBySymbol } from '@/components/portfolio/holding-findings';
import { FindingMark } from '@/components/risk/finding-mark';
import type { Annotated, FindingNote } from '@/components/risk/finding-note';
import { Chip } from '@/components/ui/chip';
import { Notice } from '@/components/ui/notice';
import { Popover } from '@/components/ui/popover';
import { PopoverTrigger } from '@/components/ui/popover-trigger';
import { type FindingDocument, findingDocument } from '@/lib/api/finding';
import type { Owner } from '@/lib/db/owner';
import type { SnapshotPosition } from '@/lib/db/snapshot-positions';
import type { Snapshot } from '@/lib/db/snapshots';
import { counted } from '@/lib/format';
import { type FindingsBySymbol, snapshotFindings } from '@/lib/jobs/snapshot-findings';
import { log } from '@/lib/log';

/** What annotates the figures of a day. It is found out while the page is on its way already, and stands in it later. */

type Dated = { readonly owner: Owner; readonly snapshot: Snapshot };

/** More are on the page of data quality. */
const mostShown = 12;

/** The figures stand also where their data could not be judged. */
const judged = ({ owner, snapshot }: Dated): Promise<FindingsBySymbol> =>
  snapshotFindings(owner, snapshot).catch((error) => {
    log.error({ err: error, portfolio_id: snapshot.portfolioId }, 'the data behind a snapshot could not be judged');
    return new Map();
  });

const qualityPath = ({ portfolioId, date }: Snapshot) => `/portfolios/${portfolioId}/data-quality?as_of=${date}`;

const noteOf = (one: FindingDocument): FindingNote => ({
  severity: one.severity,
  affects: one.affects,
  title: findingTitle[one.kind],
  detail: detailInWords(one),
});

const movedBy = ({ underlying, symbol }: SnapshotPosition): string => underlying ?? symbol;

const findingsOf = async (dated: Dated, symbol: string): Promise<FindingDocument[]> =>
  ((await judged(dated)).get(symbol) ?? []).map(findingDocument);

/** What is to be known of each position, for the marks beside its figures. */
export async function holdingNotes(dated: Dated, positions: readonly SnapshotPosition[]): Promise<NotesBySymbol> {
  const findings = await judged(dated);
  return Object.fromEntries(
    positions.flatMap((position) => {
      const found = findings.get(movedBy(position));
      return found ? [[position.symbol, found.map((one) => noteOf(findingDocument(one)))] as const] : [];
    }),
  );
}

/**
 * How much there is to be known of the data behind the figures of the day; pressed, it says what. It comes later than
 * what it stands beside, and its place is kept.
 */
export function FindingsChip(dated: Dated) {
  return (
    <span className="inline-flex h-5.5 min-w-29">
      <Suspense fallback={null}>
        <Found {...dated} />
      </Suspense>
    </span>
  );
}

async function Found(dated: Dated) {
  const found = [...(await judged(dated)).values()]
    .flat()
    .filter(({ severity, affects }) => severity === 'mild' && affects.length > 0)
    .map(findingDocument);
  if (found.length === 0) return <Chip>No findings</Chip>;
  return (
    <>
      <PopoverTrigger target="findings" className="rounded-full">
        <Chip tone="caution">{counted(found.length, 'mild finding')}</Chip>
      </PopoverTrigger>
      <Popover id="findings" title="About the data">
        <ul className="flex flex-col gap-3">
          {found.slice(0, mostShown).map((one) => (
            <li key={`${one.symbol} ${one.kind} ${one.from} ${one.to}`}>
              <p className="font-semibold">
                {one.symbol}: {findingTitle[one.kind]}
              </p>
              <p className="text-ink-soft">{sentence(detailInWords(one))}.</p>
              <p className="text-xs text-ink-faint">{effectInWords(one)}</p>
            </li>
          ))}
        </ul>
        <p className="mt-3">
          <Link href={qualityPath(dated.snapshot)} className="link">
            {found.length > mostShown
              ? `${counted(found.length - mostShown, 'more finding')}, and what helps`
              : 'What helps'}
          </Link>
        </p>
      </Popover>
    </>
  );
}

/** The mark beside one figure of a position. */
export function PositionMark({ of, lot, ...dated }: Dated & { of: Annotated; lot: SnapshotPosition }) {
  return (
    <Suspense fallback={null}>
      <Mark {...dated} of={of} symbol={movedBy(lot)} />
    </Suspense>
  );
}

async function Mark({ of, symbol, ...dated }: Dated & { of: Annotated; symbol: string }) {
  return <FindingMark of={of} notes={(await findingsOf(dated, symbol)).map(noteOf)} />;
}

/** What is to be known of the data of one position, in full. */
export function PositionFindings({ lot, ...dated }: Dated & { lot: SnapshotPosition }) {
  return (
    <Suspense fallback={null}>
      <About {...dated} symbol={movedBy(lot)} />
    </Suspense>
  );
}

async function About({ symbol, ...dated }: Dated & { symbol: string }) {
  const found = await findingsOf(dated, symbol);
  if (found.length === 0) return null;
  return (
    <Notice
      tone={found.some(({ severity }) => severity === 'grave') ? 'caution' : 'information'}
      title={`About the data of ${symbol}`}
      actions={
        <Link href={qualityPath(dated.snapshot)} className="link">
          What helps
        </Link>
      }
    >
      <ul>
        {found.map((one) => (
          <li key={`${one.kind} ${one.from} ${one.to}`}>
            {findingTitle[one.kind]}: {detailInWords(one)}. {effectInWords(one)}
          </li>
        ))}
      </ul>
    </Notice>
  );
}
