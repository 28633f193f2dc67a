import { answer } from '@/app/api/answer';
import { marketStatusDocument } from '@/lib/api/market-data';
import { marketStatus } from '@/lib/jobs/market-status';

/** What is fresh, what failed and why, and who may be asked. */
export const GET = answer('GET /api/v1/market/status', async ({ owner }) =>
  marketStatusDocument(await marketStatus(owner)),
);
