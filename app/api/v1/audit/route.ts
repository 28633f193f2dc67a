import { answer } from '@/app/api/answer';
import { idOf, paged } from '@/app/api/paged';
import { auditEventDocument } from '@/lib/api/access';
import { listEvents } from '@/lib/db/audit';

export const GET = answer('GET /api/v1/audit', async ({ owner, query }) =>
  paged(await listEvents(owner, query.limit + 1, idOf(query) ?? null), query, ({ id }) => id, auditEventDocument),
);
