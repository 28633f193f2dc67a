import type { FindingDocument } from '@/lib/api/finding';

/** What is to be known of the data behind a figure, in words. */
export type FindingNote = Pick<FindingDocument, 'severity' | 'affects'> & {
  readonly title: string;
  readonly detail: string;
};

/** Which figures a note can stand beside. */
export type Annotated = FindingDocument['affects'][number];
