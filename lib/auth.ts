import 'server-only';
import { headers } from 'next/headers';
import { redirect } from 'next/navigation';
import { cache } from 'react';
import { AccessRefused } from './auth/access-refused';
import { type Caller, callerOf } from './auth/caller';
import { safePath } from './auth/safe-path';
import type { Owner } from './db/owner';
import { headersOf, visitor } from './visitor';

/** Who asks for the page that is being made, once a request; `AccessRefused` where it is nobody. */
export const pageCaller = cache(async (): Promise<Caller | AccessRefused> => {
  const all = await headers();
  try {
    const header = headersOf(all as Headers);
    // Pages are for people, who have sessions; what tokens may not read is on some of them.
    return await callerOf(
      { method: 'GET', header: (name) => (name === 'authorization' ? null : header(name)) },
      visitor(),
    );
  } catch (error) {
    if (error instanceof AccessRefused) return error;
    throw error;
  }
});

/** Who asks for a page. Whoever is nobody is led to the sign-in page, and from there back to where they wanted to go. */
export async function requireCaller(): Promise<Caller> {
  const caller = await pageCaller();
  if (!(caller instanceof AccessRefused)) return caller;
  const wanted = safePath((await headers()).get('x-ballast-path'));
  redirect(wanted === '/portfolios' ? '/sign-in' : `/sign-in?next=${encodeURIComponent(wanted)}`);
}

/** Whose page this is. */
export async function requireOwner(): Promise<Owner> {
  return (await requireCaller()).owner;
}
