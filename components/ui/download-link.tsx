import type { ReactNode } from 'react';
import { type ButtonSize, type ButtonVariant, buttonClass } from './button-class';

type DownloadLinkProps = {
  href: string;
  name?: string;
  variant?: ButtonVariant;
  size?: ButtonSize;
  children: ReactNode;
};

/** A link to a file that looks like a button. An ordinary one: what is no page must not be fetched ahead of time as one. */
export function DownloadLink({ href, name = '', variant, size, children }: DownloadLinkProps) {
  return (
    <a href={href} download={name} data-screen-only className={buttonClass(variant, size)}>
      {children}
    </a>
  );
}
