// A thread of the worker, which runs the product's TypeScript as it stands; a thread takes no loader from outside.
import { register } from 'tsx/esm/api';

register();
await import('../lib/jobs/crew-thread.ts');
