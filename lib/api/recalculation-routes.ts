import { z } from 'zod';
import { pageOf, pageQuery } from './page';
import { recalculationSchema } from './recalculation';
import type { Routes } from './route';

const tag = 'Recalculations';

export const recalculationRoutes = {
  'GET /api/v1/recalculations': {
    tag,
    summary: 'List the recalculations of all portfolios',
    description: 'Newest first.',
    query: z.object({ ...pageQuery, state: recalculationSchema.shape.state.optional() }).strict(),
    answer: pageOf(recalculationSchema),
  },
  'GET /api/v1/recalculations/{recalculationId}': {
    tag,
    summary: 'Read a recalculation',
    description: 'How far it is, or how it ended.',
    answer: recalculationSchema,
  },
  'DELETE /api/v1/recalculations/{recalculationId}': {
    tag,
    summary: 'Cancel a recalculation',
    description: 'What has been stored until then stays. One that has ended is answered as it ended.',
    answer: recalculationSchema,
  },
  'GET /api/v1/recalculations/{recalculationId}/events': {
    tag,
    summary: 'Follow a recalculation',
    description:
      'Server-sent events: `progress` at once and whenever something has changed, `end` as the last one; the data of each is the recalculation.',
    answer: 'text/event-stream',
  },
} as const satisfies Routes;
