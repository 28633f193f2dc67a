import { CircleAlert, FlaskConical, Info, TriangleAlert } from 'lucide-react';
import type { ReactNode } from 'react';

export type Tone = 'neutral' | 'information' | 'caution' | 'problem' | 'simulated';

const looks: Record<Tone, string> = {
  neutral: 'border-rule bg-sunken text-ink-soft',
  information: 'border-transparent bg-blue-wash text-blue-strong',
  caution: 'border-caution-rule bg-caution-wash text-caution',
  problem: 'border-danger-rule bg-danger-wash text-danger',
  simulated: 'border-dashed border-rule-strong bg-transparent text-ink-soft',
};

// The tone is never carried by its colour alone.
const icons = {
  neutral: null,
  information: Info,
  caution: TriangleAlert,
  problem: CircleAlert,
  simulated: FlaskConical,
};

/** A short statement about what it stands beside. */
export function Chip({ tone = 'neutral', children }: { tone?: Tone; children: ReactNode }) {
  const Icon = icons[tone];
  return (
    <span
      className={`inline-flex items-center gap-1.5 rounded-full border px-2 py-px text-xs font-medium whitespace-nowrap ${looks[tone]}`}
    >
      {Icon ? <Icon aria-hidden="true" className="size-3.5 shrink-0" /> : null}
      {children}
    </span>
  );
}
