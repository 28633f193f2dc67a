import type { PositionChange } from '@/lib/risk/book-difference';
import { ExplanationDetails } from '../risk/explanation-details';
import type { Provenance } from '../risk/provenance';
import { Popover } from '../ui/popover';
import { contributionExplanations } from './change-explanations';

type ContributionsExplainedProps = { positions: readonly PositionChange[]; provenance: Provenance };

/** The explanation of each column of the contributions, of the book as it might be; the heads open them. */
export const ContributionsExplained = ({ positions, provenance }: ContributionsExplainedProps) =>
  contributionExplanations(positions).map((explanation) => (
    <Popover key={explanation.id} id={explanation.id} title={explanation.title}>
      <ExplanationDetails explanation={explanation} provenance={provenance} />
    </Popover>
  ));
