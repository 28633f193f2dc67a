'use client';

import { createContext, type ReactNode, useContext } from 'react';

const AccountName = createContext<string | null>(null);

/** Whose pages these are, for whatever stands on all of them; null where nobody has to sign in. */
export function AccountProvider({ name, children }: { name: string | null; children: ReactNode }) {
  return <AccountName value={name}>{children}</AccountName>;
}

export const useAccountName = (): string | null => useContext(AccountName);
