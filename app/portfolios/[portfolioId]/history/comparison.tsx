import { mostBars, type RankedBar } from '@/components/charts/bar-rows';
import { RankedBars } from '@/components/charts/ranked-bars';
import { ChangeBars } from '@/components/risk/change-bars';
import { measureLabel } from '@/components/risk/measure-words';
import { EmptyState } from '@/components/ui/empty-state';
import { LinkButton } from '@/components/ui/link-button';
import { Notice } from '@/components/ui/notice';
import { Skeleton } from '@/components/ui/skeleton';
import { ProblemError } from '@/lib/api/problem';
import type { Owner } from '@/lib/db/owner';
import { type HeldChange, heldChanges } from '@/lib/db/run-book';
import { counted, day, emDash, percent, signedDecimal, signedPoints } from '@/lib/format';
import { compareDays, comparedMeasures, isTakenApart, type MeasureBook } from '@/lib/jobs/compare-days';
import { log } from '@/lib/log';
import { portfolioMeasures } from '@/lib/risk/portfolio-measures';

type ComparisonProps = {
  owner: Owner;
  portfolioId: string;
  currency: string;
  from: string;
  to: string;
  /** The days that have figures, newest first. */
  known: readonly string[];
  measure: MeasureBook;
};

/** Two stored days held against each other. Both books are measured anew for it, which takes a moment. */
export async function Comparison({ owner, portfolioId, currency, from, to, known, measure }: ComparisonProps) {
  const missing = [...new Set([from, to])].filter((date) => !known.includes(date));
  if (missing.length > 0) return <NotStored portfolioId={portfolioId} missing={missing} known={known} />;
  if (from === to)
    return (
      <EmptyState title="A day differs from itself in nothing">Choose two days to hold against each other.</EmptyState>
    );
  // What fails here takes nothing else of the page with it.
  const compared = await compareDays(owner, portfolioId, from, to, measure).catch((error: unknown) => {
    if (!(error instanceof ProblemError))
      log.error({ err: error, portfolio: portfolioId, from, to }, 'comparison failed');
    return error instanceof Error ? error : new Error(String(error));
  });
  if (compared === null) return <NotStored portfolioId={portfolioId} missing={[from, to]} known={known} />;
  if (compared instanceof Error && !(compared instanceof ProblemError))
    return (
      <Notice tone="problem" title="The two days could not be compared">
        Measuring the two books anew failed, and the log says why. What is stored stands as it is.
      </Notice>
    );
  if (compared instanceof Error)
    return (
      <Notice tone="caution" title="The two days cannot be compared just now">
        Too many books are being measured at this moment. Nothing that is stored is affected; try again in a little
        while.
      </Notice>
    );
  const { before, after, changes } = compared;
  const held = await heldChanges(before, after);
  const whole = comparedMeasures.filter((name) => isTakenApart(name, compared));
  return (
    <div className="flex flex-col gap-6">
      {compared.isSameIndex ? null : (
        <Notice tone="information" title="The index is another one">
          The earlier day is held against {before.marketIndex}, the later one against {after.marketIndex}: the two betas
          are of different things, and what lies between them is not taken apart.
        </Notice>
      )}
      <div className="grid gap-x-8 gap-y-7 lg:grid-cols-2">
        {whole.map((name) => (
          <ChangeBars
            key={name}
            id={`change-${name.replaceAll('_', '-')}`}
            label={measureLabel(name)}
            unit={portfolioMeasures[name].unit}
            currency={currency}
            change={changes[name]}
          />
        ))}
      </div>
      <HeldChanges held={held} from={from} to={to} />
    </div>
  );
}

const signed = (value: number | null, other: number | null): number | null =>
  value === null && other === null ? null : (value ?? 0) - (other ?? 0);

const weightOn = (isHeld: boolean, weight: number | null): string =>
  weight !== null ? percent(weight, 2) : isHeld ? 'no value' : emDash;

/** What of the change is whose: weights, and parts in beta and volatility, by symbol. */
function HeldChanges({ held, from, to }: { held: readonly HeldChange[]; from: string; to: string }) {
  const bars = held.map(
    ({ symbol, name, ...one }): RankedBar => ({
      key: symbol,
      label: symbol,
      note: name,
      values: [signed(one.weightAfter, one.weightBefore)],
      cells: [
        signedPoints(signed(one.weightAfter, one.weightBefore), 2),
        weightOn(one.isHeldBefore, one.weightBefore),
        weightOn(one.isHeldAfter, one.weightAfter),
        signedDecimal(signed(one.betaAfter, one.betaBefore), 3),
        signedPoints(signed(one.volatilityAfter, one.volatilityBefore), 2),
      ],
    }),
  );
  const [largest] = held;
  const come = held.filter(({ isHeldBefore }) => !isHeldBefore).length;
  const gone = held.filter(({ isHeldAfter }) => !isHeldAfter).length;
  return (
    <div className="flex flex-col">
      <h3 className="mb-2 font-semibold">By position</h3>
      <RankedBars
        id="held-changes"
        label="Changes by position"
        summary={
          largest
            ? `The weight of ${largest.symbol} changed most, by ${signedPoints(signed(largest.weightAfter, largest.weightBefore), 2)}; ${counted(come, 'position')} came and ${counted(gone, 'position')} went between ${day(from)} and ${day(to)}.`
            : 'Nothing was held on either day.'
        }
        rowHead="Position"
        heads={['Weight', 'From', 'To', 'In beta', 'In volatility']}
        series={[{ label: 'Weight up', colour: 'blue', negative: 'orange' }]}
        legend={[
          { label: 'Weight up', colour: 'blue', mark: 'bar' },
          { label: 'Weight down', colour: 'orange', mark: 'bar' },
        ]}
        rows={bars}
        rest={restOf(bars)}
      />
    </div>
  );
}

/** What the positions that are not drawn changed by together. */
function restOf(bars: readonly RankedBar[]): RankedBar | null {
  const others = bars.slice(mostBars);
  if (others.length === 0) return null;
  const sum = others.reduce((so, { values }) => so + (values[0] ?? 0), 0);
  return {
    key: 'rest',
    label: counted(others.length, 'other'),
    values: [sum],
    cells: [signedPoints(sum, 2), emDash, emDash, emDash, emDash],
  };
}

type NotStoredProps = Pick<ComparisonProps, 'portfolioId' | 'known'> & { missing: readonly string[] };

function NotStored({ portfolioId, missing, known }: NotStoredProps) {
  const nearest = known.find((date) => date < missing[0]) ?? known[known.length - 1];
  return (
    <EmptyState
      title={`No figures of ${missing.map(day).join(' and ')}`}
      actions={
        <LinkButton href={`/portfolios/${portfolioId}?as_of=${missing[0]}`}>Open that day to calculate it</LinkButton>
      }
    >
      Only days that are stored can be compared.{' '}
      {nearest === undefined ? null : `The nearest stored day before it is ${day(nearest)}.`}
    </EmptyState>
  );
}

/** As large as what comes in its place. */
export function ComparisonSkeleton() {
  return (
    <div aria-busy="true" className="grid gap-x-8 gap-y-7 lg:grid-cols-2">
      {comparedMeasures.map((name) => (
        <div key={name} className="flex h-59 flex-col gap-3">
          <Skeleton className="h-5 w-40" />
          <Skeleton className="h-9 w-full" />
          <Skeleton className="h-32 w-full" />
        </div>
      ))}
    </div>
  );
}
