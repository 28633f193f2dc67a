'use client';

import { CircleUser } from 'lucide-react';
import Link from 'next/link';
import { useAccountName } from './account-context';
import { SignOutButton } from './sign-out-button';

/** Whose pages these are, and the way out; nothing where nobody has to sign in. A screen without room has it under Settings. */
export function AccountMenu() {
  const name = useAccountName();
  if (name === null) return null;
  return (
    <div className="flex items-center gap-1 max-md:hidden">
      <Link
        href="/settings/account"
        className="flex max-w-40 items-center gap-1.5 rounded-sm text-sm text-ink-soft hover:text-ink hover:underline"
      >
        <CircleUser aria-hidden="true" className="size-4 shrink-0" />
        <span className="truncate">{name}</span>
      </Link>
      <div className="max-lg:hidden">
        <SignOutButton variant="quiet" size="small" />
      </div>
    </div>
  );
}
