import { answer } from '@/app/api/answer';
import { cookieOf } from '@/app/api/session-answer';
import { changePassword } from '@/lib/auth/change-password';

export const PUT = answer('PUT /api/v1/account/password', async ({ request, body, caller }) => {
  const session = await changePassword(caller!, body.current_password, body.new_password);
  return new Response(null, { status: 204, headers: { 'set-cookie': cookieOf(request, session) } });
});
