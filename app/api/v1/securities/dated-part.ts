import 'server-only';
import { keyOf } from '@/app/api/paged';
import { isoDate } from '@/lib/api/iso-date';
import type { PageRequest } from '@/lib/api/page';
import type { DatedPart } from '@/lib/db/security-reads';

/** The part of a dated list that a request asks for, one row more than its page: that one says whether there is another. */
export const datedPart = (query: PageRequest & { readonly from?: string; readonly to?: string }): DatedPart => ({
  from: query.from,
  to: query.to,
  after: keyOf(query, (day) => isoDate.safeParse(day).success),
  limit: query.limit + 1,
});
