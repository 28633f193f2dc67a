import { readText } from './read-table';
import { Refusal } from './refusal';

/** What a JSON file holds. Throws `Refusal` for a file that is missing or no JSON. */
export function readJson(file: string): unknown {
  const text = readText(file);
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw new Refusal(`${file}: is no JSON (${(cause as Error).message})`, { cause });
  }
}
