import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type GicsSector, gicsSectors } from './gics-sectors';
import { benchmarkTolerance, sectorBenchmark } from './sector-benchmark';

/** Ten sectors of .09, and the eleventh making up the rest of `sum`. */
const rows = (sum = 1) =>
  gicsSectors.map((sector, i) => ({ sector, weight: i === 0 ? sum - 0.9 : 0.09 })) as {
    sector: GicsSector;
    weight: number;
  }[];
const of = (some: { sector: GicsSector; weight: number }[]) => sectorBenchmark('2025-08-25', 'SSGA', some);

describe('a set of benchmark weights', () => {
  it('has its date, its source and a weight for each of the eleven sectors, as published', () => {
    const { asOf, dataSource, weights } = of(rows());
    expect([asOf, dataSource]).toEqual(['2025-08-25', 'SSGA']);
    expect(Object.keys(weights).sort()).toEqual([...gicsSectors]);
    expect(weights['Communication Services']).toBe(1 - 0.9);
    expect(weights.Utilities).toBe(0.09);
  });

  it('may sum to 1 ± 0.0005, the limits included, and is not rescaled', () => {
    expect(benchmarkTolerance).toBe(0.0005);
    for (const sum of [0.9995, 1, 1.0005]) expect(of(rows(sum)).weights['Communication Services']).toBe(sum - 0.9);
  });

  it('may have eight decimals and lie on either limit exactly, however its sum is rounded', () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: 0, max: 9_000_000 }), { minLength: 10, maxLength: 10 }),
        fc.constantFrom(99_950_000, 100_050_000),
        (parts, sum) => {
          const last = sum - parts.reduce((total, part) => total + part, 0);
          // Whole hundred-millionths, divided once: the double nearest to eight decimals.
          const some = gicsSectors.map((sector, i) => ({ sector, weight: (i < 10 ? parts[i] : last) / 1e8 }));
          expect(of(some).weights[gicsSectors[10]]).toBe(last / 1e8);
          const beyond = some.map((row, i) => (i < 10 ? row : { ...row, weight: (last + Math.sign(sum - 1e8)) / 1e8 }));
          expect(() => of(beyond)).toThrow('needs weights that sum to 1 ± 0.0005');
        },
      ),
      { numRuns: 1_000 },
    );
  });

  it('is refused where it sums to more or less', () => {
    for (const sum of [0.99949, 1.00051])
      expect(() => of(rows(sum))).toThrow(
        /^sectorBenchmark: needs weights that sum to 1 ± 0.0005, got .* on 2025-08-25$/,
      );
  });

  it('is refused with a sector missing, naming it', () => {
    expect(() => of(rows().slice(2))).toThrow(
      new RangeError(
        'sectorBenchmark: needs all eleven sectors, got none of Communication Services, Consumer Discretionary on 2025-08-25',
      ),
    );
    expect(() => of([])).toThrow('needs all eleven sectors');
  });

  it('is refused with a sector twice, as a mix of two dates has it', () => {
    expect(() => of([...rows(), { sector: 'Energy', weight: 0.03 }])).toThrow(
      new RangeError('sectorBenchmark: needs one weight a sector, got two of Energy'),
    );
  });

  it('is refused with a plug for a sector', () => {
    expect(() => of([...rows(), { sector: 'Other' as GicsSector, weight: 0 }])).toThrow(
      new RangeError('sectorBenchmark: needs GICS sectors, got Other'),
    );
  });

  it('is refused with a weight that is no part of a whole, but may leave a sector empty', () => {
    for (const weight of [-0.01, 1.01, Number.NaN])
      expect(() => of([{ sector: 'Energy', weight }])).toThrow(
        new RangeError(`sectorBenchmark: needs weights from 0 to 1, got ${weight} of Energy`),
      );
    const single = gicsSectors.map((sector) => ({ sector, weight: sector === 'Energy' ? 1 : 0 }));
    expect(of(single).weights.Energy).toBe(1);
  });
});
