import { describe, expect, it } from 'vitest';
import { type Estimate, measured, type Reason, reasons, unavailable } from '@/lib/risk/estimate';
import type { TrendLabel } from '@/lib/risk/volatility-trend';
import { type VerdictSubject, verdict, verdictText } from './verdict';

const plain = (text: string) => text.replaceAll('\u00a0', ' ').replaceAll('\u2212', '-');

const direct = (beta: number, betaLow: number, betaHigh: number) => measured({ beta, betaLow, betaHigh });
const over = (sector: string, active: number) => measured({ sector, active });
const trend = (label: TrendLabel) => measured({ label });

const usual: VerdictSubject = {
  marketIndex: 'SPY',
  benchmarkName: 'S&P 500',
  direct: direct(1.12, 0.97, 1.27),
  weighted: measured({ beta: 1.1 }),
  activeSector: over('Information Technology', 0.091),
  volatility: measured({ volatilityAnnual: 0.142 }),
  trend: trend('stable'),
};

const sentence = (change: Partial<VerdictSubject> = {}) => plain(verdictText({ ...usual, ...change }));

describe('the verdict', () => {
  it('says how the portfolio moves, where it differs and how much it moved', () => {
    expect(sentence()).toBe(
      'Moves 1.12 [0.97, 1.27] for each 1 of SPY; 9 points over in Information Technology against the S&P 500; volatility 14.2 %, no evidence of a trend.',
    );
  });

  it('names a trend against the quarter before', () => {
    expect(sentence({ trend: trend('increasing') })).toMatch(/14.2 %, elevated against the quarter before\.$/);
    expect(sentence({ trend: trend('decreasing') })).toMatch(/14.2 %, calmer than the quarter before\.$/);
  });

  it('says "under" where that is the largest difference, and "point" of one', () => {
    expect(sentence({ activeSector: over('Energy', -0.0102) })).toContain(
      '; 1 point under in Energy against the S&P 500;',
    );
  });

  it('does not name a sector for less than half a point', () => {
    expect(sentence({ activeSector: over('Energy', -0.0049) })).toContain(
      '; every sector within half a point of the S&P 500;',
    );
  });

  it('keeps the sign of a portfolio that moves against its index', () => {
    expect(sentence({ direct: direct(-0.35, -0.5, -0.2) })).toMatch(/^Moves -0.35 \[-0.50, -0.20\] for each/);
  });

  it('falls back on the positions where the portfolio has no regression of its own, without inventing an interval', () => {
    expect(sentence({ direct: unavailable('short_history', 12, 30) })).toMatch(
      /^Moves 1.10 for each 1 of SPY, its positions say; 9 points/,
    );
  });

  it.each(reasons.map((reason) => [reason]))(
    'says each part in its place that is unavailable for %s',
    (reason: Reason) => {
      const absent = unavailable(reason, 12, 30);
      expect(sentence({ direct: absent, weighted: absent })).toMatch(
        /^Beta against SPY unavailable \([^()]+\); 9 points/,
      );
      expect(sentence({ activeSector: absent })).toMatch(
        /; sectors not comparable with the S&P 500 \([^()]+\); volatility 14.2 %/,
      );
      expect(sentence({ volatility: absent })).toMatch(/; volatility unavailable \([^()]+\)\.$/);
      expect(sentence({ trend: absent })).toMatch(/volatility 14.2 %, its trend unavailable \([^()]+\)\.$/);
    },
  );

  it('says once what is true of everything', () => {
    const all = (absent: Estimate<never>) => ({
      direct: absent,
      weighted: absent,
      activeSector: absent,
      volatility: absent,
      trend: absent,
    });
    expect(sentence(all(unavailable('no_positions', 0, 1)))).toBe(
      'There is nothing to measure yet: this portfolio is empty.',
    );
    expect(sentence(all(unavailable('no_prices', 0, 1)))).toBe('Nothing could be measured: no prices.');
  });

  it('marks its figures', () => {
    expect(
      verdict(usual)
        .filter(({ isFigure }) => isFigure)
        .map(({ text }) => plain(text)),
    ).toEqual(['1.12', '9 points', '14.2 %']);
  });
});
