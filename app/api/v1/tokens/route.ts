import { answer, json } from '@/app/api/answer';
import { pagedWhole } from '@/app/api/paged';
import { tokenDocument } from '@/lib/api/access';
import { AccessRefused } from '@/lib/auth/access-refused';
import { hashOf, newToken } from '@/lib/auth/secret';
import { createToken, listTokens } from '@/lib/db/api-tokens';

export const GET = answer('GET /api/v1/tokens', async ({ owner, query }) =>
  pagedWhole(await listTokens(owner), query, ({ id }) => id, tokenDocument),
);

export const POST = answer('POST /api/v1/tokens', async ({ owner, caller, body }) => {
  if (!caller?.account)
    throw new AccessRefused(409, 'account_needed', 'until there is an account scripts on this computer need no token');
  const secret = newToken();
  const made = await createToken(owner, {
    name: body.name,
    scope: body.scope,
    days: body.expires_in_days,
    secretHash: hashOf(secret),
  });
  return json(
    { ...tokenDocument(made), token: secret },
    { status: 201, headers: { location: `/api/v1/tokens/${made.id}` } },
  );
});
