// A thread of the web server, which runs the product's TypeScript as it stands; a thread takes no loader from outside.
import { register } from 'tsx/esm/api';

register();
await import('../lib/jobs/measuring-thread.ts');
