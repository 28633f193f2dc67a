import { emDash } from '@/lib/format';
import type { Estimate } from '@/lib/risk/estimate';
import { Popover } from '../ui/popover';
import { PopoverTrigger } from '../ui/popover-trigger';
import type { Explanation } from './explanation';
import { ExplanationDetails } from './explanation-details';
import type { Provenance } from './provenance';
import { reasonInShort } from './reason-words';
import { UnavailableDetails } from './unavailable-details';

type EstimatePopoverProps<Value> = {
  /** Unique on the page. */
  id: string;
  title: string;
  estimate: Estimate<Value>;
  explain: (value: Value, id: string) => Explanation;
  provenance: Provenance;
};

/** The explanation of an estimate of which several figures are shown: each is an `EstimateTrigger` of the same id. */
export function EstimatePopover<Value>({ id, title, estimate, explain, provenance }: EstimatePopoverProps<Value>) {
  if (estimate.status === 'unavailable')
    return (
      <Popover id={id} title={`${title} is unavailable`}>
        <UnavailableDetails absence={estimate} />
      </Popover>
    );
  const explanation = explain(estimate.value, id);
  return (
    <Popover id={id} title={explanation.title}>
      <ExplanationDetails explanation={explanation} provenance={provenance} />
    </Popover>
  );
}

type EstimateTriggerProps<Value> = {
  /** The popover's. */
  id: string;
  title: string;
  estimate: Estimate<Value>;
  show: (value: Value) => string;
};

/** One figure of an estimate, or the dash in its place: pressed, it opens the estimate's explanation. */
export function EstimateTrigger<Value>({ id, title, estimate, show }: EstimateTriggerProps<Value>) {
  if (estimate.status === 'unavailable')
    return (
      <PopoverTrigger target={id} label={`${title} unavailable: ${reasonInShort(estimate)}. Explain.`}>
        {emDash}
      </PopoverTrigger>
    );
  return (
    <PopoverTrigger target={id}>
      {show(estimate.value)}
      <span className="sr-only"> Explain {title}.</span>
    </PopoverTrigger>
  );
}
