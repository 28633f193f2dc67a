export const csvDelimiters = [',', ';', '\t'] as const;

export type CsvDelimiter = (typeof csvDelimiters)[number];

/**
 * The delimiter of a header line: the one of comma, semicolon and TAB that stands outside quotes most often (the first
 * of them where two are level). A header of one column has none and is read with a comma.
 */
export function csvDelimiter(headerLine: string): CsvDelimiter {
  const bare = headerLine.replace(/"[^"]*"?/g, '');
  let best: CsvDelimiter = ',';
  let most = 0;
  for (const delimiter of csvDelimiters) {
    const count = bare.split(delimiter).length - 1;
    if (count > most) {
      best = delimiter;
      most = count;
    }
  }
  return best;
}
