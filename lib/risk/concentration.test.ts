import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { bookOf, cash, laws, lots, option, privateAsset, stock } from '@/test/holdings';
import { hasOracle, readOracle, relativeError } from '@/test/oracle-portfolios';
import { concentration } from './concentration';
import type { Holding } from './holding';
import { positionWeights } from './position-weights';

function concentrationOf(holdings: readonly Holding[]) {
  const found = concentration(bookOf(holdings));
  if (found.status === 'unavailable') throw new Error(found.reason);
  return found.value;
}

describe('concentration', () => {
  it('of one position is complete', () => {
    expect(concentrationOf([stock('A', 25, 12)])).toEqual({
      herfindahl: 1,
      hhi: 10_000,
      effectivePositions: 1,
      entropyEffectivePositions: 1,
      top3: 1,
      top10: 1,
      weights: [{ symbol: 'A', weight: 1, options: [] }],
      net: { status: 'measured', value: { hhi: 10_000, effectivePositions: 1 } },
    });
  });

  it('of equal positions is one over their number', () => {
    const twelve = concentrationOf(Array.from({ length: 12 }, (_, i) => stock(`S${i}`, 1, 10)));
    expect(twelve.hhi).toBeCloseTo(10_000 / 12, 10);
    expect(twelve.effectivePositions).toBeCloseTo(12, 12);
    expect(twelve.entropyEffectivePositions).toBeCloseTo(12, 12);
    expect(twelve.top3).toBeCloseTo(3 / 12, 14);
    expect(twelve.top10).toBeCloseTo(10 / 12, 14);
  });

  it('takes the size of a short, so that long and short are two positions and not none', () => {
    // Weights .5, .3, .2 by hand: Σw² = .25 + .09 + .04.
    const book = concentrationOf([stock('A', 50, 1), stock('B', -30, 1), stock('C', 20, 1)]);
    expect(book.herfindahl).toBeCloseTo(0.38, 14);
    expect(book.hhi).toBeCloseTo(3800, 10);
    expect(book.effectivePositions).toBeCloseTo(1 / 0.38, 12);
    // exp of Shannon's entropy .5·ln 2 + .3·ln(10/3) + .2·ln 5.
    expect(book.entropyEffectivePositions).toBeCloseTo(2 ** 0.5 * (10 / 3) ** 0.3 * 5 ** 0.2, 12);
  });

  it('lists the weights from the largest down, equal ones by symbol', () => {
    const { weights } = concentrationOf([stock('B', 1, 10), stock('A', 1, 10), stock('C', -3, 10)]);
    expect(weights.map(({ symbol, weight }) => [symbol, weight])).toEqual([
      ['C', 0.6],
      ['A', 0.2],
      ['B', 0.2],
    ]);
    // The option comes before the stock among positions, its underlying after it among symbols.
    const equal = concentrationOf([option('A C', 1, { price: 1, underlying: 'Z' }), stock('B', 10, 10)]);
    expect(equal.weights.map(({ symbol }) => symbol)).toEqual(['B', 'Z']);
  });

  it('sums the three and the ten largest, not the first', () => {
    const book = concentrationOf([1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11].map((size) => stock(`S${size}`, size, 1)));
    expect(book.top3).toBeCloseTo(30 / 66, 14);
    expect(book.top10).toBeCloseTo(65 / 66, 14);
  });

  it('counts an option under its underlying, with its market value, and names it', () => {
    const book = concentrationOf([
      stock('ACME', 10, 100),
      option('ACME C', 1, { price: 5 }),
      option('ACME P', -1, { price: 2 }),
      option('BETA C', 1, { price: 7, underlying: 'BETA' }),
    ]);
    expect(book.weights).toEqual([
      { symbol: 'ACME', weight: 1300 / 2000, options: ['ACME C', 'ACME P'] },
      { symbol: 'BETA', weight: 700 / 2000, options: ['BETA C'] },
    ]);
  });

  it('weighs on what is left where option and underlying offset each other', () => {
    // 1,000 of the stock less 500 of written calls: 500 beside 1,500, of which gross before merging would be 3,000.
    const book = concentrationOf([stock('ACME', 10, 100), option('ACME C', -1, { price: 5 }), stock('B', 15, 100)]);
    expect(book.weights.map(({ weight }) => weight)).toEqual([0.75, 0.25]);
  });

  it('counts cash and private assets as the positions they are', () => {
    const book = concentrationOf([cash(-50), stock('A', 10, 10), privateAsset('P', 1, 50)]);
    expect(book.weights.map(({ symbol, weight }) => [symbol, weight])).toEqual([
      ['A', 0.5],
      ['P', 0.25],
      ['USD', 0.25],
    ]);
  });

  it('read net shows what leverage does: over 10,000 where a position is worth more than all equity', () => {
    const { net } = concentrationOf([stock('A', 20, 10), cash(-100)]);
    // Weights 2 and −1 on equity: Σw² = 5.
    expect(net).toEqual({ status: 'measured', value: { hhi: 50_000, effectivePositions: 0.2 } });
  });

  it('read net is unavailable with equity at most 5 % of gross, on whatever the weights are', () => {
    const book = [stock('A', 105, 1), stock('B', -95, 1)];
    const unavailable = { status: 'unavailable', reason: 'zero_equity', observations: 2, required: 1 };
    expect(concentrationOf(book).net).toEqual(unavailable);
    const onEquity = concentration(bookOf(book, 'equity'));
    expect(onEquity.status === 'measured' && onEquity.value.net).toEqual(unavailable);
    const onGross = concentration(bookOf([stock('A', 4, 1)], 'gross'));
    expect(onGross.status === 'measured' && onGross.value.net.status).toBe('measured');
  });

  it('does not see what nets to nothing', () => {
    const book = concentrationOf([stock('A', 1, 10, { id: '1' }), stock('A', -1, 10, { id: '2' }), stock('B', 1, 10)]);
    expect(book.weights).toHaveLength(1);
    expect(book.entropyEffectivePositions).toBe(1);
  });

  it('is unavailable where options and underlyings cancel altogether', () => {
    const book = bookOf([stock('ACME', 5, 100), option('ACME C', -1, { price: 5 })]);
    expect(concentration(book)).toEqual({ status: 'unavailable', reason: 'zero_equity', observations: 2, required: 1 });
  });
});

describe('laws of concentration', () => {
  it('weights sum to 1, both effective numbers lie between 1 and the count, and entropy’s is the larger', () => {
    fc.assert(
      fc.property(lots, (some) => {
        const book = positionWeights(some);
        const found = book.status === 'measured' ? concentration(book.value) : book;
        if (found.status === 'unavailable') return;
        const { weights, hhi, effectivePositions, entropyEffectivePositions, top3, top10 } = found.value;
        expect(weights.reduce((sum, { weight }) => sum + weight, 0)).toBeCloseTo(1, 10);
        expect(hhi * effectivePositions).toBeCloseTo(10_000, 6);
        expect(effectivePositions).toBeGreaterThan(1 - 1e-12);
        expect(effectivePositions).toBeLessThanOrEqual(entropyEffectivePositions * (1 + 1e-12));
        expect(entropyEffectivePositions).toBeLessThan(weights.length + 1e-9);
        expect(top3).toBeLessThan(top10 + 1e-12);
        expect(top10).toBeLessThan(1 + 1e-12);
      }),
      laws,
    );
  });

  it('10,000 lots of 40 symbols are as concentrated as 40 lots', () => {
    const many = Array.from({ length: 10_000 }, (_, i) => stock(`S${i % 40}`, 1, 10 + (i % 40), { id: `${i}` }));
    const few = Array.from({ length: 40 }, (_, i) => stock(`S${i}`, 250, 10 + i));
    expect(concentrationOf(many)).toEqual(concentrationOf(few));
  });
});

describe.skipIf(!hasOracle)('concentration of the oracle’s portfolios, by mpmath (needs ../shared/oracle)', () => {
  it.each(readOracle().portfolios)('$name', ({ holdings, expected }) => {
    const found = concentrationOf(holdings);
    const wanted: [number, number][] = [
      [found.herfindahl, expected.hhi_0_1_gross],
      [found.hhi, expected.hhi_0_10000_gross],
      [found.effectivePositions, expected.effective_n_gross],
      [found.entropyEffectivePositions, expected.entropy_effective_n_gross],
      [found.top3, expected.top3],
      [found.top10, expected.top10],
      ...found.weights.map(({ symbol, weight }): [number, number] => [weight, expected.weights_abs_over_gross[symbol]]),
    ];
    if (found.net.status === 'measured')
      wanted.push(
        [found.net.value.hhi, 10_000 * expected.hhi_net_weights],
        [found.net.value.effectivePositions, expected.effective_n_net_weights],
      );
    else expect(expected.net / expected.gross).toBeLessThanOrEqual(0.05);
    for (const [got, want] of wanted) expect(relativeError(got, want)).toBeLessThan(1e-14);
  });
});
