/** A route of Next.js that reads nothing: what the framework asks for an answer, whatever the answer is. */
export const dynamic = 'force-dynamic';
export const GET = () => Response.json({});
