/** A hull's section with the weight low in it. */
export function BrandMark({ className = 'size-5' }: { className?: string }) {
  return (
    <svg viewBox="0 0 20 20" aria-hidden="true" className={className} data-graphic>
      <circle cx="10" cy="10" r="8.25" fill="none" stroke="currentColor" strokeWidth="1.5" />
      <path d="M3.6 12.2h12.8A6.8 6.8 0 0 1 10 16.8a6.8 6.8 0 0 1-6.4-4.6Z" fill="currentColor" />
    </svg>
  );
}
