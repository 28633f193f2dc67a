import type { ReactNode } from 'react';

/** Money, or a quantity that tells of it: hidden, but still there to be looked at on purpose, while amounts are private. */
export const Amount = ({ children }: { children: ReactNode }) => <span data-amount>{children}</span>;
