import { z } from 'zod';
import { answer, json } from '@/app/api/answer';
import { jsonBody, query } from '@/app/api/parse';
import { newBenchmarkSchema } from '@/lib/api/market-data';
import { type Benchmark, listBenchmarks } from '@/lib/db/benchmarks';
import { addBenchmark } from '@/lib/jobs/add-benchmark';

const document = ({ code, name, marketIndex }: Benchmark) => ({ code, name, market_index: marketIndex });

export const GET = answer(async ({ url }) => {
  query(url, z.object({}).strict());
  return json({ data: (await listBenchmarks()).map(document) });
});

/** Adds a benchmark; its sector weights come by CSV or from a provider, the prices of its index from the providers. */
export const POST = answer(async ({ request, owner }) => {
  const { code, name, market_index } = await jsonBody(request, newBenchmarkSchema);
  return json(document(await addBenchmark(owner, { code, name, marketIndex: market_index })), { status: 201 });
});
