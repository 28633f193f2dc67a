import type { Estimate } from '@/lib/risk/estimate';
import { Sparkline } from '../charts/sparkline';
import { Tile } from '../ui/tile';
import { changeInWords } from './change-in-words';
import { EstimateFigure } from './estimate-figure';
import type { Explanation } from './explanation';
import type { Provenance } from './provenance';
import { reasonInShort } from './reason-words';

type FigureTileProps<Value> = {
  /** Unique on the page. */
  id: string;
  label: string;
  estimate: Estimate<Value>;
  previous: Estimate<Value> | null;
  previousDate: string | null;
  provenance: Provenance;
  /** The number that is compared with the snapshot before. */
  numberOf: (value: Value) => number;
  /** The figure as it is read. */
  show: (value: Value) => string;
  /** A difference of two figures, with its sign. */
  showDifference: (difference: number) => string;
  /** One or two short lines: the interval, what it is compared with. */
  caption: (value: Value) => readonly (string | null)[];
  explain: (value: Value, id: string) => Explanation;
  trail?: readonly (number | null)[];
};

/** A tile of one figure of the snapshot, measured or not. */
export function FigureTile<Value>(props: FigureTileProps<Value>) {
  const { id, label, estimate, previous, previousDate, provenance, trail } = props;
  const lines = estimate.status === 'measured' ? props.caption(estimate.value) : [reasonInShort(estimate)];
  return (
    <Tile
      label={label}
      figure={
        <EstimateFigure
          id={`tile-${id}`}
          title={label}
          estimate={estimate}
          show={props.show}
          explain={props.explain}
          provenance={provenance}
        />
      }
      caption={lines.map((line) => (line === null ? null : <div key={line}>{line}</div>))}
      sparkline={estimate.status === 'measured' && trail && trail.length > 1 ? <Sparkline values={trail} /> : undefined}
      change={changeInWords(estimate, previous, previousDate, props.numberOf, props.showDifference)}
    />
  );
}
