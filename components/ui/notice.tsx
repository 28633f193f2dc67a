import { CircleAlert, CircleCheck, Info, TriangleAlert } from 'lucide-react';
import type { ReactNode } from 'react';

export type NoticeTone = 'information' | 'caution' | 'problem' | 'done';

const looks: Record<NoticeTone, string> = {
  information: 'border-rule bg-surface text-ink',
  caution: 'border-caution-rule bg-caution-wash text-caution',
  problem: 'border-danger-rule bg-danger-wash text-danger',
  done: 'border-blue bg-surface text-ink',
};

const icons = { information: Info, caution: TriangleAlert, problem: CircleAlert, done: CircleCheck };

type NoticeProps = {
  tone?: NoticeTone;
  title: ReactNode;
  children?: ReactNode;
  /** What a person can do about it: buttons, links. */
  actions?: ReactNode;
  /** Announced when it appears: what failed interrupts, what else there is waits its turn. */
  live?: boolean;
};

/** What happened, and what to do about it. */
export function Notice({ tone = 'information', title, children, actions, live = false }: NoticeProps) {
  const Icon = icons[tone];
  const role = live ? (tone === 'problem' ? 'alert' : 'status') : undefined;
  return (
    <div role={role} className={`flex gap-3 rounded-lg border px-4 py-3 text-sm ${looks[tone]}`}>
      <Icon
        aria-hidden="true"
        className={`mt-0.5 size-4.5 shrink-0 ${tone === 'done' || tone === 'information' ? 'text-blue' : ''}`}
      />
      <div className="flex min-w-0 grow flex-col gap-2 sm:flex-row sm:items-start sm:justify-between sm:gap-6">
        <div className="min-w-0">
          <p className="font-semibold">{title}</p>
          {children ? <div className="mt-0.5 max-w-prose">{children}</div> : null}
        </div>
        {actions ? <div className="flex shrink-0 flex-wrap gap-2">{actions}</div> : null}
      </div>
    </div>
  );
}
