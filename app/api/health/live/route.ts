/** The process is up and answers; it says nothing about the database. */
export const dynamic = 'force-dynamic';

export const GET = (): Response => Response.json({ status: 'live' }, { headers: { 'cache-control': 'no-store' } });
