import { describe, expect, it } from 'vitest';
import { pointsInWords, sectorSummary } from './sector-summary';

const plain = (text: string) => text.replaceAll('\u00a0', ' ').replaceAll('\u2212', '-');
const row = (sector: string, net: number, benchmark: number | null) => ({
  sector,
  net,
  long: Math.max(net, 0),
  short: Math.min(net, 0),
  gross: Math.abs(net),
  benchmark,
  active: benchmark === null ? null : net - benchmark,
});

describe('pointsInWords', () => {
  it.each([
    [0.0912, '9 points'],
    [-0.062, '6 points'],
    [0.0104, '1 point'],
    [0.0096, '1 point'],
    [0.004, '0.4 points'],
  ])('says %s as %s', (fraction, words) => {
    expect(plain(pointsInWords(fraction))).toBe(words);
  });
});

describe('sectorSummary', () => {
  it('names the largest over, the largest under and what lies outside of sectors', () => {
    const rows = [
      row('Information Technology', 0.6, 0.509),
      row('Financials', 0.18, 0.242),
      row('Energy', 0.19, 0.249),
      row('Cash', 0.03, 0),
      row('Funds', 0, 0),
    ];
    expect(plain(sectorSummary(rows, 'S&P 500'))).toBe(
      'Against the S&P 500 the portfolio is 9 points over in Information Technology and 6 points under in Financials; 3.0 % in cash.',
    );
  });

  it('says that there is nothing to say where every sector is close', () => {
    expect(sectorSummary([row('Energy', 0.503, 0.5), row('Financials', 0.497, 0.5)], 'S&P 500')).toBe(
      'Every sector lies within half a point of the S&P 500.',
    );
  });

  it('names the largest sector where there is nothing to compare with', () => {
    expect(plain(sectorSummary([row('Energy', 0.4, null), row('Financials', 0.6, null)], 'S&P 500'))).toBe(
      'The largest sector is Financials with 60.0 %; there is no benchmark to compare it with.',
    );
    expect(sectorSummary([row('Energy', 0, null)], 'S&P 500')).toBe(
      'No position has a known sector, and there is no benchmark to compare with.',
    );
  });
});
