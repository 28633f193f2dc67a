import type { ReactNode } from 'react';

/** Money, or a quantity that tells of it: dots stand in its place while amounts are hidden. */
export const Amount = ({ children }: { children: ReactNode }) => (
  <span data-amount>
    <span>{children}</span>
  </span>
);
