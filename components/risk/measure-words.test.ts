import { describe, expect, it } from 'vitest';
import { portfolioMeasureNames } from '@/lib/risk/portfolio-measures';
import { measureGroups, measureLabel, measureWords } from './measure-words';

const plain = (text: string) => text.replaceAll('\u00a0', ' ').replaceAll('\u2212', '-');

describe('the words of the figures', () => {
  it('offer every figure there is once, each with a name of its own', () => {
    const offered = measureGroups.flatMap(({ measures }) => measures.map(([name]) => name));
    expect(offered.toSorted()).toEqual(portfolioMeasureNames.toSorted());
    expect(new Set(portfolioMeasureNames.map(measureLabel)).size).toBe(portfolioMeasureNames.length);
  });

  it('never spell two neighbouring ticks alike', () => {
    const spelled = (unit: 'fraction' | 'number' | 'index', ticks: number[]) =>
      ticks.map((one) => plain(measureWords(unit, 'USD').tick(one, ticks)));
    expect(spelled('fraction', [0.05, 0.055, 0.06])).toEqual(['5.0 %', '5.5 %', '6.0 %']);
    expect(spelled('number', [0, 0.005, 0.01])).toEqual(['0.000', '0.005', '0.010']);
    expect(spelled('number', [0.5, 1, 1.5])).toEqual(['0.5', '1.0', '1.5']);
    expect(spelled('index', [450, 462.5])).toEqual(['450.0', '462.5']);
  });

  it('say differences in points, signs and the currency', () => {
    expect(plain(measureWords('fraction', 'USD').difference(-0.0123))).toBe('-1.23 pp');
    expect(plain(measureWords('number', 'USD').difference(0.0123))).toBe('+0.012');
    expect(plain(measureWords('money', 'USD').difference(1_200))).toBe('+$1,200');
    expect(plain(measureWords('money', 'USD').difference(-1_200))).toBe('-$1,200');
  });
});
