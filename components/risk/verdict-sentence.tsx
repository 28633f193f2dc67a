import { type VerdictSubject, verdict } from './verdict';

export function VerdictSentence(subject: VerdictSubject) {
  return (
    <p className="max-w-4xl text-xl leading-snug text-ink-soft text-pretty sm:text-2xl sm:leading-snug">
      {verdict(subject).map(({ text, isFigure }, index) =>
        isFigure ? (
          // biome-ignore lint/suspicious/noArrayIndexKey: the pieces of a sentence have no other name than their place.
          <strong key={index} className="font-semibold text-ink">
            {text}
          </strong>
        ) : (
          text
        ),
      )}
    </p>
  );
}
