import type { Metadata } from 'next';
import { redirect } from 'next/navigation';
import { BrandMark } from '@/components/ui/brand-mark';
import { Notice } from '@/components/ui/notice';
import { pageCaller } from '@/lib/auth';
import { AccessRefused } from '@/lib/auth/access-refused';
import { safePath } from '@/lib/auth/safe-path';
import { SignIn } from './form';

export const metadata: Metadata = { title: 'Sign in' };
export const dynamic = 'force-dynamic';

type Props = { searchParams: Promise<{ next?: string | string[] }> };

/** Where somebody says who they are; whoever is known already goes on to where they wanted to go. */
export default async function SignInPage({ searchParams }: Props) {
  const { next } = await searchParams;
  const wanted = safePath(typeof next === 'string' ? next : null);
  const caller = await pageCaller();
  if (!(caller instanceof AccessRefused)) redirect(wanted);
  return (
    <main id="main" tabIndex={-1} className="flex grow items-start justify-center px-4 py-[12vh] outline-none">
      <div className="flex w-full max-w-sm flex-col gap-6">
        <div className="flex flex-col items-center gap-2 text-center">
          <BrandMark className="size-9 text-blue" />
          <h1 className="text-2xl font-semibold tracking-tight">Sign in to Ballast</h1>
        </div>
        {caller.code === 'sign_in_needed' ? (
          <div className="rounded-lg border border-rule bg-surface p-5">
            <SignIn next={wanted} />
          </div>
        ) : (
          <Notice tone="caution" title="There is no account yet">
            Without one Ballast answers its own computer alone. Make one there:{' '}
            <code className="font-mono">npm run account -- create NAME</code>
          </Notice>
        )}
      </div>
    </main>
  );
}
