import 'server-only';
import pino from 'pino';

/** The process's log: JSON lines on standard error, with whatever could be a secret struck out. */
export const log = pino(
  {
    level: process.env.BALLAST_LOG_LEVEL ?? 'info',
    redact: { paths: ['password', '*.password', 'connectionString', '*.connectionString', 'apikey', '*.apikey'] },
    serializers: {
      err: (error: unknown) => {
        const { name, message, stack, code } = error as Error & { code?: string };
        const withoutPassword = (text: string | undefined) => text?.replace(/(\w+:\/\/[^:\s]+:)[^@\s]+@/g, '$1***@');
        return { name, code, message: withoutPassword(message), stack: withoutPassword(stack) };
      },
    },
  },
  pino.destination({ dest: 2, sync: true }),
);
