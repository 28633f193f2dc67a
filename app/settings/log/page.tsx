import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import { EventList } from '@/components/access/event-list';
import { LinkButton } from '@/components/ui/link-button';
import { PageHeader } from '@/components/ui/page-header';
import { Panel } from '@/components/ui/panel';
import { auditEventDocument } from '@/lib/api/access';
import { requireOwner } from '@/lib/auth';
import { listEvents } from '@/lib/db/audit';
import { isUuid } from '@/lib/db/uuid';

export const metadata: Metadata = { title: 'Log' };
export const dynamic = 'force-dynamic';

const shown = 50;

type Props = { searchParams: Promise<{ before?: string | string[] }> };

export default async function LogPage({ searchParams }: Props) {
  const owner = await requireOwner();
  const { before } = await searchParams;
  if (before !== undefined && (typeof before !== 'string' || !isUuid(before))) notFound();
  const events = await listEvents(owner, shown + 1, before ?? null);
  const page = events.slice(0, shown);
  return (
    <div className="flex flex-col gap-6">
      <PageHeader title="Log" subtitle="What was done in your name, or tried. Times are UTC." />
      <Panel id="events" title={before ? 'Earlier' : 'Newest first'} flush>
        <EventList events={page.map(auditEventDocument)} />
      </Panel>
      <div className="flex flex-wrap gap-2">
        {before ? <LinkButton href="/settings/log">Newest</LinkButton> : null}
        {events.length > shown ? (
          <LinkButton href={`/settings/log?before=${page[shown - 1].id}`}>Earlier</LinkButton>
        ) : null}
      </div>
    </div>
  );
}
