import type { PositionChange } from '@/lib/risk/book-difference';
import { ExplanationDetails } from '../risk/explanation-details';
import { riskContributionExplanation } from '../risk/explanations/risk-contribution';
import type { Provenance } from '../risk/provenance';
import { Popover } from '../ui/popover';
import { PopoverTrigger } from '../ui/popover-trigger';

type ContributionsExplainedProps = { positions: readonly PositionChange[]; provenance: Provenance };

/** What the parts of the volatility are, of the book as it might be. */
export function ContributionsExplained({ positions, provenance }: ContributionsExplainedProps) {
  const together = positions.reduce((sum, { after }) => sum + (after?.toVolatility ?? 0), 0);
  const explanation = riskContributionExplanation(together, 'what-if-contributions');
  return (
    <>
      <PopoverTrigger target={explanation.id} className="link text-sm">
        How they are made
      </PopoverTrigger>
      <Popover id={explanation.id} title={explanation.title}>
        <ExplanationDetails explanation={explanation} provenance={provenance} />
      </Popover>
    </>
  );
}
