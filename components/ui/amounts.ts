/** Whether amounts are shown, or hidden from whoever looks over a person's shoulder. */
export type Amounts = 'shown' | 'hidden';

/** The cookie that remembers it; the layout reads it, so that a page leaves the server without them. */
export const amountsCookie = 'ballast-amounts';

export const amountsOf = (value: string | undefined): Amounts => (value === 'hidden' ? 'hidden' : 'shown');

/** Whether they are hidden just now; what is saved from a table leaves them out too. */
export const areAmountsHidden = (): boolean => document.documentElement.dataset.amounts === 'hidden';
