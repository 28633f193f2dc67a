import { type ChartColour, strokeOf, washOf } from './chart-colour';

export type LegendEntry = {
  readonly label: string;
  readonly colour: ChartColour | 'caution';
  readonly mark: 'line' | 'dashes' | 'band' | 'bar' | 'hatched' | 'dot' | 'ring' | 'span';
};

function Swatch({ colour, mark }: Pick<LegendEntry, 'colour' | 'mark'>) {
  if (colour === 'caution')
    return (
      <svg viewBox="0 0 18 10" aria-hidden="true" className="h-2.5 w-4.5 shrink-0" data-graphic>
        <rect width="18" height="10" rx="1" fill="var(--color-caution-wash)" stroke="var(--color-caution-rule)" />
      </svg>
    );
  const stroke = strokeOf[colour];
  return (
    <svg viewBox="0 0 18 10" aria-hidden="true" className="h-2.5 w-4.5 shrink-0" data-graphic>
      {mark === 'band' ? (
        <rect width="18" height="10" rx="1" fill={washOf[colour]} stroke={stroke} strokeOpacity="0.5" />
      ) : null}
      {mark === 'bar' ? <rect width="18" height="10" rx="1" fill={stroke} /> : null}
      {mark === 'dot' ? <circle cx="9" cy="5" r="3" fill={stroke} /> : null}
      {mark === 'ring' ? <circle cx="9" cy="5" r="3.5" fill="none" stroke={stroke} strokeWidth="1.5" /> : null}
      {mark === 'hatched' ? (
        <>
          <rect width="18" height="10" rx="1" fill={washOf[colour]} />
          <path d="M0 10 10 0M8 10 18 0" stroke={stroke} strokeWidth="2" />
        </>
      ) : null}
      {mark === 'line' || mark === 'dashes' ? (
        <path d="M0 5h18" stroke={stroke} strokeWidth="2" strokeDasharray={mark === 'dashes' ? '4 3' : undefined} />
      ) : null}
    </svg>
  );
}

export function ChartLegend({ entries }: { entries: readonly LegendEntry[] }) {
  return (
    <ul className="flex flex-wrap gap-x-4 gap-y-1">
      {entries.map(({ label, colour, mark }) => (
        <li key={label} className="flex items-center gap-1.5">
          <Swatch colour={colour} mark={mark} />
          {label}
        </li>
      ))}
    </ul>
  );
}
