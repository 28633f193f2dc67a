import Link from 'next/link';

/** The same links as the header's, where a narrow screen has room for them. */
export function SiteFooter({ links = [] }: { links?: readonly { label: string; href: string }[] }) {
  return (
    <footer className="mt-6 border-t border-rule text-xs text-ink-faint">
      <div className="mx-auto flex max-w-page flex-wrap items-center justify-between gap-x-6 gap-y-2 px-4 py-4 sm:px-6 lg:px-8">
        <p>Ballast. Estimates from past prices, not advice.</p>
        {links.length > 0 ? (
          <nav aria-label="Footer">
            <ul className="flex flex-wrap gap-x-4 gap-y-1">
              {links.map(({ label, href }) => (
                <li key={href}>
                  <Link href={href} className="rounded-sm py-1 hover:text-ink hover:underline">
                    {label}
                  </Link>
                </li>
              ))}
            </ul>
          </nav>
        ) : null}
      </div>
    </footer>
  );
}
