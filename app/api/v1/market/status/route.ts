import { z } from 'zod';
import { answer, json } from '@/app/api/answer';
import { query } from '@/app/api/parse';
import { marketStatusDocument } from '@/lib/api/market-data';
import { marketStatus } from '@/lib/jobs/market-status';

/** What is fresh, what failed and why, and who may be asked. */
export const GET = answer(async ({ owner, url }) => {
  query(url, z.object({}).strict());
  return json(marketStatusDocument(await marketStatus(owner)));
});
