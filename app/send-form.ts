import { RequestProblem } from '@/components/portfolio/answer-json';
import type { FormState } from '@/components/ui/form-state';

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
 * Sends a form to the API and answers what the form shows: done, or the server's own words at the fields they are about
 * and what was typed, so that nothing has to be typed twice. `onAnswer` is handed the document of a good answer.
 */
export async function sendForm(
  method: 'POST' | 'PUT' | 'PATCH' | 'DELETE',
  url: string,
  data: FormData,
  body?: Readonly<Record<string, unknown>>,
  onAnswer?: (answered: unknown) => void,
): Promise<FormState> {
  try {
    const response = await fetch(url, {
      method,
      headers: body ? { 'content-type': 'application/json' } : undefined,
      body: body ? JSON.stringify(body) : undefined,
    });
    if (response.ok) {
      if (onAnswer) onAnswer(await response.json());
      return { done: true };
    }
    const problem = await response.json().catch(() => null);
    throw new RequestProblem(response.status, problem?.detail ?? `The server answered ${response.status}.`, problem);
  } catch (error) {
    const values = Object.fromEntries([...data].map(([name, value]) => [name, String(value)]));
    if (!(error instanceof RequestProblem)) return { message: network, values };
    const faults = error.problem?.errors ?? [];
    const errors = Object.fromEntries(faults.map(({ pointer, detail }) => [pointer.split('/')[1] ?? '', detail]));
    const known = faults.some(({ pointer }) => data.has(pointer.split('/')[1] ?? ''));
    return { errors, values, message: known ? undefined : error.message };
  }
}
