'use client';

import { Eye, EyeOff } from 'lucide-react';
import { useEffect, useState } from 'react';
import { amountsCookie, areAmountsHidden } from './amounts';

const yearInSeconds = 31_536_000;

/** Hides every amount of money and every quantity, on all pages, until it is pressed again. */
export function AmountsToggle() {
  // What the page left the server with is on the document; until it is read the button says what is usual.
  const [isHidden, setIsHidden] = useState(false);
  useEffect(() => setIsHidden(areAmountsHidden()), []);

  const toggle = () => {
    const next = !isHidden;
    setIsHidden(next);
    if (next) document.documentElement.dataset.amounts = 'hidden';
    else delete document.documentElement.dataset.amounts;
    // biome-ignore lint/suspicious/noDocumentCookie: the Cookie Store API is not in every browser of today.
    document.cookie = `${amountsCookie}=${next ? 'hidden' : 'shown'}; path=/; max-age=${next ? yearInSeconds : 0}; samesite=lax`;
  };
  return (
    <button
      type="button"
      aria-pressed={isHidden}
      aria-label="Hide amounts"
      title={isHidden ? 'Amounts are hidden' : 'Hide amounts'}
      onClick={toggle}
      className="inline-flex min-h-8 items-center rounded-md border border-transparent px-2 text-ink-soft hover:text-ink pointer-coarse:min-h-11 [[data-amounts=hidden]_&]:border-rule [[data-amounts=hidden]_&]:bg-blue-wash [[data-amounts=hidden]_&]:text-ink"
    >
      {/* The document knows before any script does, so the button looks right from the first moment. */}
      <Eye aria-hidden="true" className="size-4 [[data-amounts=hidden]_&]:hidden" />
      <EyeOff aria-hidden="true" className="hidden size-4 [[data-amounts=hidden]_&]:block" />
    </button>
  );
}
