import type { FormState } from '@/components/ui/form-state';
import { type AskedKey, ask, RequestProblem } from '@/lib/api/client';
import type { ParamsOf } from '@/lib/api/route';

/** The fields of a form as text; an empty one is left out, or null where the request says "no value" by it. */
export function fieldsOf(data: FormData, nullable: readonly string[] = []): Record<string, string | null> {
  const fields: Record<string, string | null> = {};
  for (const [name, value] of data) {
    const text = String(value).trim();
    if (text !== '') fields[name] = text;
    else if (nullable.includes(name)) fields[name] = null;
  }
  return fields;
}

const network = 'The server cannot be reached just now. Nothing was changed.';

/**
 * Sends a form to a route of the API and answers what the form shows: done, or the server's own words at the fields they
 * are about and what was typed, so that nothing has to be typed twice. What was typed is text, whatever the route takes:
 * the server says what is wrong with it. `onAnswer` is handed the document of a good answer.
 */
export async function sendForm<Key extends AskedKey>(
  key: Key,
  params: ParamsOf<Key>,
  data: FormData,
  body?: Readonly<Record<string, unknown>>,
  onAnswer?: (answered: Awaited<ReturnType<typeof ask<Key>>>) => void,
): Promise<FormState> {
  try {
    const answered = await (ask as (key: Key, asked: object) => ReturnType<typeof ask<Key>>)(key, { params, body });
    onAnswer?.(answered);
    return { done: true };
  } catch (error) {
    const values = Object.fromEntries([...data].map(([name, value]) => [name, String(value)]));
    if (!(error instanceof RequestProblem)) return { message: network, values };
    const faults = error.problem?.errors ?? [];
    const errors = Object.fromEntries(faults.map(({ pointer, detail }) => [pointer.split('/')[1] ?? '', detail]));
    const known = faults.some(({ pointer }) => data.has(pointer.split('/')[1] ?? ''));
    return { errors, values, message: known ? undefined : error.message };
  }
}
