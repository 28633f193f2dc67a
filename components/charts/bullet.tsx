type BulletProps = {
  /** Where the value stands, from 0 (left) to 1. */
  place: number;
  /** Where the ordinary begins and ends, from 0 to 1. */
  ordinary: readonly [from: number, until: number];
  /** Below it: what the ends and the borders of the ordinary are called, with their places. */
  ticks: readonly { readonly place: number; readonly label: string }[];
  /** What it tells, for those who cannot see it. */
  label: string;
};

/** One value on a scale with what is ordinary shaded: a picture of a figure that stands beside it. */
export function Bullet({ place, ordinary, ticks, label }: BulletProps) {
  const percentOf = (share: number) => `${Math.min(1, Math.max(0, share)) * 100}%`;
  return (
    <div role="img" aria-label={label} className="mx-6 pb-5 text-xs text-ink-faint" data-graphic>
      <div className="relative h-7 rounded-sm border border-rule bg-sunken">
        <div
          className="absolute inset-y-0 bg-blue-wash"
          style={{ left: percentOf(ordinary[0]), width: percentOf(ordinary[1] - ordinary[0]) }}
        />
        <div
          className="absolute inset-y-0 w-1 -translate-x-1/2 rounded-full bg-orange ring-2 ring-surface"
          style={{ left: percentOf(place) }}
        />
        {ticks.map((tick) => (
          <span
            key={tick.label}
            className="absolute top-full -translate-x-1/2 pt-1 whitespace-nowrap"
            style={{ left: percentOf(tick.place) }}
          >
            {tick.label}
          </span>
        ))}
      </div>
    </div>
  );
}
