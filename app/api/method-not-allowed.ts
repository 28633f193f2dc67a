import 'server-only';
import { allowedMethods } from '@/lib/api/allowed-methods';
import { methodProblem } from '@/lib/api/method-problem';
import { answer } from './answer';

/**
 * What a path that is there answers to a method it has not. The proxy says so for all but the imports and the reads of
 * analytics, which pass it by: their files export this one under the other methods.
 */
export const methodNotAllowed = answer<Record<string, string>>(async ({ request, url }) => {
  throw methodProblem(request.method, allowedMethods(url.pathname) ?? []);
});
