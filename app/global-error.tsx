'use client';

import './globals.css';

/** What stands in place of everything when not even the frame of the page could be made: it relies on nothing. */
export default function GlobalError({ retry }: { error: unknown; retry: () => void }) {
  return (
    <html lang="en">
      <body className="flex min-h-dvh items-center justify-center p-6">
        <title>Ballast: something went wrong</title>
        <main className="max-w-md">
          <h1 className="text-xl font-semibold tracking-tight">Something went wrong</h1>
          <p className="mt-2 text-ink-soft">
            The page could not be shown. Nothing that is stored was changed; the log says more.
          </p>
          <button
            type="button"
            onClick={() => retry()}
            className="mt-4 rounded-md border border-rule-strong bg-surface px-3.5 py-2 text-sm font-medium hover:bg-sunken"
          >
            Try again
          </button>
        </main>
      </body>
    </html>
  );
}
