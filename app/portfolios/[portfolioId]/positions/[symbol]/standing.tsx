import type { ReactNode } from 'react';
import { ExplainedFigure } from '@/components/risk/explained-figure';
import { standingExplanation } from '@/components/risk/explanations/standing';
import { FigureLine } from '@/components/risk/figure-line';
import type { Annotated } from '@/components/risk/finding-note';
import { Amount } from '@/components/ui/amount';
import { Chip } from '@/components/ui/chip';
import { Panel } from '@/components/ui/panel';
import type { SnapshotPosition } from '@/lib/db/snapshot-positions';
import { day, emDash, money, percent, quantity, signedDecimal, signedPercent } from '@/lib/format';
import type { DatedSnapshot } from '../../dated-page';
import { PositionMark } from '../../findings';
import { holdingOf, sectorOf } from '../../rows';

const sum = (values: readonly (number | null)[]): number | null => {
  const known = values.filter((value) => value !== null);
  return known.length === 0 ? null : known.reduce((so, value) => so + value, 0);
};

const classes = { stock: 'Stock', fund: 'Fund', option: 'Option', private: 'Private asset', cash: 'Cash' } as const;

/** What a position is in its portfolio, all its lots together. */
export function Standing({
  lots,
  owner,
  portfolio,
  snapshot,
  provenance,
}: DatedSnapshot & { lots: readonly SnapshotPosition[] }) {
  const flags = [...new Set(lots.flatMap((lot) => holdingOf(lot).flags))];
  const betaPart = sum(lots.map(({ betaContribution }) => betaContribution));
  const volatilityPart = sum(lots.map(({ volatilityContribution }) => volatilityContribution));
  const whole = snapshot.estimates.volatility.realized252d;
  const figure = (what: Parameters<typeof standingExplanation>[0], value: number | null, shown: ReactNode) =>
    value === null ? (
      emDash
    ) : (
      <ExplainedFigure
        explanation={standingExplanation(what, lots[0].symbol, `standing-${what}`)}
        provenance={provenance}
      >
        {shown}
      </ExplainedFigure>
    );
  const marked = (term: string, value: ReactNode, of: Annotated) => ({
    term,
    value: (
      <>
        {value}
        <PositionMark owner={owner} snapshot={snapshot} lot={lots[0]} of={of} />
      </>
    ),
  });
  const value = sum(lots.map(({ marketValue }) => marketValue));
  const weight = sum(lots.map((lot) => lot.weight));
  const part =
    volatilityPart !== null && whole.status === 'measured' && whole.value.volatilityAnnual > 0
      ? volatilityPart / whole.value.volatilityAnnual
      : null;
  return (
    <Panel
      id="position"
      title="In the portfolio"
      subtitle={`${lots.length === 1 ? 'One lot' : `${lots.length} lots`} on ${day(snapshot.date)}, together`}
      actions={flags.map((flag) => (
        <Chip key={flag} tone={flag === 'sector unknown' ? 'caution' : 'neutral'}>
          {flag}
        </Chip>
      ))}
    >
      <FigureLine
        entries={[
          { term: 'Class', value: classes[lots[0].assetClass] },
          { term: 'Sector', value: sectorOf(lots[0]) },
          { term: 'Quantity', value: <Amount>{quantity(sum(lots.map((lot) => lot.quantity)))}</Amount> },
          marked(
            'Market value',
            figure('value', value, <Amount>{money(value, portfolio.currency, 0)}</Amount>),
            'market_value',
          ),
          marked('Weight', figure('weight', weight, percent(weight, 2)), 'weights'),
          marked('Adds to beta', figure('beta', betaPart, signedDecimal(betaPart, 3)), 'beta'),
          marked(
            'Adds to volatility',
            figure('volatility', volatilityPart, signedPercent(volatilityPart, 2)),
            'volatility',
          ),
          { term: 'Part of volatility', value: figure('part', part, percent(part)) },
        ]}
      />
    </Panel>
  );
}
