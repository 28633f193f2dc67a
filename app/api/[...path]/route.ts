import { answer } from '@/app/api/answer';
import { ProblemError } from '@/lib/api/problem';

/** Whatever no route answers: a problem document, as a script expects it, and not a page. */
const nothing = answer<{ path: string[] }>(async ({ url }) => {
  throw new ProblemError(404, 'no_such_resource', `there is nothing at ${url.pathname.slice(0, 200)}`);
});

export { nothing as DELETE, nothing as GET, nothing as HEAD, nothing as PATCH, nothing as POST, nothing as PUT };
