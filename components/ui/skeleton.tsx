/** The place of something that is on its way, as large as it will be, so that nothing jumps when it comes. */
export function Skeleton({ className = 'h-4 w-24', height }: { className?: string; height?: number }) {
  return <span aria-hidden="true" className={`breathe block rounded-sm bg-rule ${className}`} style={{ height }} />;
}
