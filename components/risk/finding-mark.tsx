import type { Annotated, FindingNote } from './finding-note';

/**
 * A dagger beside a figure whose data have something to be known of them; its words are read out and shown on pointing.
 * Nothing where there is nothing, and nothing for grave findings: they have withheld the figure.
 */
export function FindingMark({ notes, of }: { notes: readonly FindingNote[]; of: Annotated }) {
  const said = notes.filter(({ severity, affects }) => severity === 'mild' && affects.includes(of));
  if (said.length === 0) return null;
  const words = said.map(({ title, detail }) => `${title}: ${detail}`).join('; ');
  return (
    <span role="img" aria-label={words} title={words} className="ml-px cursor-help align-super text-2xs text-caution">
      †
    </span>
  );
}
