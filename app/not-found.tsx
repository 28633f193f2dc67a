import type { Metadata } from 'next';
import { EmptyState } from '@/components/ui/empty-state';
import { LinkButton } from '@/components/ui/link-button';
import { PageShell } from '@/components/ui/page-shell';

export const metadata: Metadata = { title: 'Not found' };

export default function NotFound() {
  return (
    <PageShell>
      <h1 className="sr-only">Not found</h1>
      <EmptyState
        title="There is nothing at this address"
        actions={
          <LinkButton href="/portfolios" variant="primary">
            All portfolios
          </LinkButton>
        }
      >
        The portfolio may have been deleted, the date may be none of the calendar, or the address may have a letter too
        many.
      </EmptyState>
    </PageShell>
  );
}
