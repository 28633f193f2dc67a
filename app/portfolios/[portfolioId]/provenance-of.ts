import { bookBehind } from '@/components/risk/book-behind';
import type { Provenance } from '@/components/risk/provenance';
import type { Snapshot } from '@/lib/db/snapshots';

/** Where a snapshot's figures come from, as their explanations say it. */
export const provenanceOf = (snapshot: Snapshot): Provenance => ({
  portfolioId: snapshot.portfolioId,
  asOf: snapshot.date,
  calculatedAt: snapshot.calculatedAt,
  methodVersion: snapshot.methodVersion,
  inputHash: snapshot.inputHash,
  book: bookBehind(snapshot.estimates),
});
