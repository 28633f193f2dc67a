import { answer } from '@/app/api/answer';
import { tokenDocument } from '@/lib/api/access';
import { requireToken, revokeToken } from '@/lib/db/api-tokens';

export const GET = answer('GET /api/v1/tokens/{tokenId}', async ({ owner, params }) =>
  tokenDocument(await requireToken(owner, params.tokenId)),
);

export const DELETE = answer('DELETE /api/v1/tokens/{tokenId}', async ({ owner, params }) => {
  await revokeToken(owner, params.tokenId);
});
