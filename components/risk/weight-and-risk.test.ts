import { describe, expect, it } from 'vitest';
import { weightAndRiskBars, weightAndRiskSummary, weightsAndRisks } from './weight-and-risk';

const lot = (symbol: string, contribution: number | null) => ({ symbol, name: null, weight: 0.1, contribution });
const weights = [
  { symbol: 'A', weight: 0.5 },
  { symbol: 'B', weight: 0.3 },
  { symbol: 'PRIVATE', weight: 0.2 },
];
const { rows, total } = weightsAndRisks(weights, [lot('A', 0.04), lot('B', 0.1), lot('B', 0.06), lot('PRIVATE', null)]);

describe('weightsAndRisks', () => {
  it('puts each symbol’s part beside its weight; the parts make the whole', () => {
    expect(total).toBeCloseTo(0.2, 15);
    expect(rows.map(({ symbol }) => symbol)).toEqual(['A', 'B', 'PRIVATE']);
    expect(rows[0].share).toBeCloseTo(0.2, 15);
    expect(rows[1].share).toBeCloseTo(0.8, 15);
    expect(rows[2].share).toBeNull();
  });

  it('knows no parts where nothing is known, instead of parts of nothing', () => {
    const unknown = weightsAndRisks(weights, [lot('A', null)]);
    expect(unknown.total).toBeNull();
    expect(unknown.rows.every(({ share }) => share === null)).toBe(true);
    expect(weightAndRiskSummary(unknown.rows)).toContain('not known');
  });
});

describe('weightAndRiskBars', () => {
  it('says the total of weights and of parts', () => {
    const said = weightAndRiskBars(rows).total.cells.map((cell) => cell.replaceAll('\u00a0', ' '));
    expect(said.slice(0, 3)).toEqual(['100.0 %', '100.0 %', '20.00 %']);
  });

  it('takes what is not drawn together', () => {
    const many = Array.from({ length: 30 }, (_, i) => ({
      symbol: `S${i}`,
      name: null,
      weight: 1 / 30,
      share: 1 / 30,
      contribution: 0.01,
    }));
    expect(weightAndRiskBars(many).rest).toMatchObject({
      label: '10 others',
      values: [expect.closeTo(1 / 3, 12), expect.closeTo(1 / 3, 12)],
    });
  });
});

describe('weightAndRiskSummary', () => {
  it('names the largest source and whoever adds most beyond its weight', () => {
    expect(weightAndRiskSummary(rows).replaceAll('\u00a0', ' ')).toBe(
      'B is the source of 80 % of the volatility with 30 % of gross value; no other adds as much more than it weighs.',
    );
  });
});
