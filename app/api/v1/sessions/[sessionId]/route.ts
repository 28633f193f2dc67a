import { answer } from '@/app/api/answer';
import { endSession } from '@/lib/db/account-sessions';

export const DELETE = answer('DELETE /api/v1/sessions/{sessionId}', async ({ owner, params }) => {
  await endSession(owner, params.sessionId, 'session_ended');
});
