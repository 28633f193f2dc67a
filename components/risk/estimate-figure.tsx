import type { Estimate } from '@/lib/risk/estimate';
import { ExplainedFigure } from './explained-figure';
import type { Explanation } from './explanation';
import type { Provenance } from './provenance';
import { UnavailableFigure } from './unavailable-figure';

type EstimateFigureProps<Value> = {
  /** Unique on the page. */
  id: string;
  title: string;
  estimate: Estimate<Value>;
  show: (value: Value) => string;
  explain: (value: Value, id: string) => Explanation;
  provenance: Provenance;
};

/** A figure that explains itself, or a dash that does. */
export function EstimateFigure<Value>({ id, title, estimate, show, explain, provenance }: EstimateFigureProps<Value>) {
  if (estimate.status === 'unavailable') return <UnavailableFigure id={id} title={title} absence={estimate} />;
  return (
    <ExplainedFigure explanation={explain(estimate.value, id)} provenance={provenance}>
      {show(estimate.value)}
    </ExplainedFigure>
  );
}
