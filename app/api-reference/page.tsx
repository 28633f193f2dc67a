import type { Metadata } from 'next';
import { CodeWords } from '@/components/api-reference/code-words';
import { Operation } from '@/components/api-reference/operation';
import { SchemaFields } from '@/components/api-reference/schema-fields';
import { PageHeader } from '@/components/ui/page-header';
import { PageShell } from '@/components/ui/page-shell';
import { Panel } from '@/components/ui/panel';
import { requireCaller } from '@/lib/auth';
import { mainLinks } from '../main-links';
import { type ShownDocument, shownDocument } from './shown-document';

export const metadata: Metadata = { title: 'API reference' };

const anchorOf = (name: string) => name.toLowerCase().replaceAll(' ', '-');
const link = 'rounded-sm text-blue-strong underline underline-offset-2';

let made: ShownDocument | undefined;

export default async function ApiReferencePage() {
  await requireCaller();
  made ??= shownDocument();
  const { introduction, groups, shapes } = made;
  return (
    <PageShell links={mainLinks} crumbs={[{ label: 'Portfolios', href: '/portfolios' }, { label: 'API reference' }]}>
      <div className="flex min-w-0 flex-col gap-6">
        <PageHeader
          title="API reference"
          subtitle="Everything a page does, a script can do: made from the very schemas that check each request, with answers that were recorded."
        />
        <Panel id="conventions" title="Conventions">
          <div className="flex max-w-prose flex-col gap-3 text-sm text-ink-soft">
            <p>
              <CodeWords text={introduction} />
            </p>
            <p>
              Lists come in pages: <code>limit</code> (at most 500) and <code>cursor</code>, which is{' '}
              <code>page.next_cursor</code> of the page before. Reads carry an <code>ETag</code>; sent back as{' '}
              <code>If-None-Match</code> it is answered with 304 where nothing has changed. A request that changes
              something may carry an <code>Idempotency-Key</code>: sent again within a day it has no second effect and
              the same answer. <code>RateLimit</code> says how many requests are left this minute.
            </p>
            <p>
              The document itself is{' '}
              <a href="/api/v1/openapi.json" className={link}>
                /api/v1/openapi.json
              </a>{' '}
              (OpenAPI 3.1). Until the first account exists nothing is needed to ask; afterwards a script sends{' '}
              <code>Authorization: Bearer</code> with a token of{' '}
              <a href="/settings/tokens" className={link}>
                Settings
              </a>
              .
            </p>
          </div>
        </Panel>
        <nav aria-label="Parts of the API">
          <ul className="flex flex-wrap gap-x-4 gap-y-1 text-sm">
            {[...groups.map(({ name }) => name), 'Shapes'].map((name) => (
              <li key={name}>
                <a href={`#${anchorOf(name)}`} className={link}>
                  {name}
                </a>
              </li>
            ))}
          </ul>
        </nav>
        {groups.map(({ name, operations }) => (
          <Panel key={name} id={anchorOf(name)} title={name}>
            {operations.map((operation) => (
              <Operation key={operation.id} operation={operation} />
            ))}
          </Panel>
        ))}
        <Panel id="shapes" title="Shapes" subtitle="What more than one route answers">
          <div className="flex flex-col gap-6">
            {shapes.map(({ name, schema }) => (
              <div key={name} id={`shape-${name}`} className="flex min-w-0 flex-col gap-1.5">
                <h3 className="text-sm font-semibold">{name}</h3>
                {schema.description ? (
                  <p className="text-sm text-ink-soft">
                    <CodeWords text={schema.description} />
                  </p>
                ) : null}
                <SchemaFields schema={schema} depth={0} />
              </div>
            ))}
          </div>
        </Panel>
      </div>
    </PageShell>
  );
}
