/** A page's address on a day; without one on the newest there is. */
export const datedAddress = (path: string, asOf: string | null): string =>
  asOf === null ? path : `${path}?as_of=${asOf}`;
