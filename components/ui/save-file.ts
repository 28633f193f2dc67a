/** Has the browser save a text as a file. */
export function saveFile(name: string, type: string, text: string): void {
  const address = URL.createObjectURL(new Blob([text], { type }));
  const link = document.createElement('a');
  link.href = address;
  link.download = name;
  link.click();
  // The download has begun with the click; the address is no longer needed once it has.
  setTimeout(() => URL.revokeObjectURL(address), 10_000);
}

/** A name of a file of what something is called: "Sector weights, table" → "sector-weights". */
export const fileName = (label: string, ending: string): string =>
  `${
    label
      .toLowerCase()
      .replace(/, table$/, '')
      .replaceAll(/[^a-z0-9]+/g, '-')
      .replaceAll(/^-+|-+$/g, '') || 'table'
  }.${ending}`;
