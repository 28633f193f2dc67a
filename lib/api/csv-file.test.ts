import { describe, expect, it } from 'vitest';
import { escapeFormula } from '../import/formula-escape';
import { csvFile } from './csv-file';

describe('csvFile', () => {
  it('writes heads and rows with commas and CRLF', () => {
    expect(
      csvFile(
        ['symbol', 'weight'],
        [
          ['ACME', 0.25],
          ['BETA', null],
        ],
      ),
    ).toBe('symbol,weight\r\nACME,0.25\r\nBETA,\r\n');
  });

  it('writes numbers in full digits, negative ones as numbers, and none that is none', () => {
    expect(csvFile(['x'], [[-0.1], [1 / 3], [1e-21], [Number.NaN], [Number.POSITIVE_INFINITY]])).toBe(
      'x\r\n-0.1\r\n0.3333333333333333\r\n1e-21\r\n\r\n\r\n',
    );
  });

  it.each(['=1+1', '+1', '-1', '@x', "'=1", '\t=1', '=HYPERLINK("a","b")', "''-", 'plain', "it's", '1-2'])(
    'escapes %j as the exports of holdings do',
    (text) => {
      const [, line] = csvFile(['x'], [[text]]).split('\r\n');
      const read = line.startsWith('"') ? line.slice(1, -1).replaceAll('""', '"') : line;
      expect(read).toBe(escapeFormula(text));
    },
  );

  it('quotes what would break a row', () => {
    expect(csvFile(['a,b'], [['x"y'], ['two\nlines'], ['a;b']])).toBe('"a,b"\r\n"x""y"\r\n"two\nlines"\r\n"a;b"\r\n');
  });
});
