/** Text in which what stands between backticks is code. */
export function CodeWords({ text }: { text: string }) {
  const parts = text.split('`').map((part, place) => ({ part, place }));
  return (
    <>
      {parts.map(({ part, place }) =>
        place % 2 === 1 ? (
          <code key={place} className="font-mono text-[0.9em]">
            {part}
          </code>
        ) : (
          part
        ),
      )}
    </>
  );
}
