/**
 * A path of this site to go on to, or `/portfolios` for whatever is none: an address of another site in one of its many
 * spellings, a control character, the API, the sign-in page itself.
 */
export function safePath(text: string | null | undefined): string {
  const otherwise = '/portfolios';
  if (!text || text.length > 500 || !/^\/(?![/\\])[\x21-\x5b\x5d-\x7e]*$/.test(text)) return otherwise;
  const base = 'http://ballast.invalid';
  let url: URL;
  try {
    url = new URL(text, base);
  } catch {
    return otherwise;
  }
  if (url.origin !== base || /^\/(api|sign-in|_next)(\/|$)/.test(url.pathname) || url.pathname.startsWith('//'))
    return otherwise;
  return `${url.pathname}${url.search}`;
}
