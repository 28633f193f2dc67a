import type { ReactNode } from 'react';
import { Popover } from '../ui/popover';
import { PopoverTrigger } from '../ui/popover-trigger';
import type { Explanation } from './explanation';
import { ExplanationDetails } from './explanation-details';
import type { Provenance } from './provenance';

type ExplainedFigureProps = { explanation: Explanation; provenance: Provenance; children: ReactNode };

/** A figure that explains itself when it is pressed. */
export function ExplainedFigure({ explanation, provenance, children }: ExplainedFigureProps) {
  return (
    <>
      <PopoverTrigger target={explanation.id}>
        {children}
        <span className="sr-only"> Explain {explanation.title}.</span>
      </PopoverTrigger>
      <Popover id={explanation.id} title={explanation.title}>
        <ExplanationDetails explanation={explanation} provenance={provenance} />
      </Popover>
    </>
  );
}
