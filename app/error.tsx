'use client';

import { Button } from '@/components/ui/button';
import { LinkButton } from '@/components/ui/link-button';
import { Notice } from '@/components/ui/notice';
import { PageShell } from '@/components/ui/page-shell';

/** What stands in place of a page that could not be made. The log has the cause under the digest. */
export default function PageError({ error, retry }: { error: unknown; retry: () => void }) {
  const digest = error instanceof Error && 'digest' in error ? String(error.digest) : null;
  return (
    <PageShell>
      <h1 className="sr-only">Something went wrong</h1>
      <Notice
        live
        tone="problem"
        title="This page could not be made"
        actions={
          <>
            <Button size="small" onClick={() => retry()}>
              Try again
            </Button>
            <LinkButton size="small" href="/portfolios">
              All portfolios
            </LinkButton>
          </>
        }
      >
        Nothing that is stored was changed. If it happens again, the log says why
        {digest ? (
          <>
            {' '}
            under <code className="font-mono">{digest}</code>
          </>
        ) : null}
        .
      </Notice>
    </PageShell>
  );
}
