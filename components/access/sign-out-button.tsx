'use client';

import { LogOut } from 'lucide-react';
import { type ReactNode, useState } from 'react';
import { Button } from '../ui/button';
import type { ButtonVariant } from '../ui/button-class';

type SignOutButtonProps = {
  /** This session, or every session there is. */
  url?: '/api/v1/session' | '/api/v1/sessions';
  variant?: ButtonVariant;
  size?: 'small' | 'medium';
  children?: ReactNode;
};

/** Signs out and leaves the page: nothing of it stays in the browser's memory. */
export function SignOutButton({ url = '/api/v1/session', variant, size, children = 'Sign out' }: SignOutButtonProps) {
  const [isBusy, setIsBusy] = useState(false);
  const [hasFailed, setHasFailed] = useState(false);
  async function leave() {
    setIsBusy(true);
    const response = await fetch(url, { method: 'DELETE' }).catch(() => null);
    // Whoever is signed out already is where they wanted to be.
    if (response?.ok || response?.status === 401) window.location.assign('/sign-in');
    else setHasFailed(true);
    setIsBusy(false);
  }
  return (
    <>
      <Button variant={variant} size={size} busy={isBusy} onClick={leave}>
        <LogOut aria-hidden="true" className="size-4" />
        {children}
      </Button>
      {hasFailed ? (
        <span role="alert" className="text-sm text-danger">
          The server did not answer; you are still signed in.
        </span>
      ) : null}
    </>
  );
}
