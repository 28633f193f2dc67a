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
    const { tick } = measureWords('fraction', 'USD');
    expect([0.05, 0.055, 0.06].map((value) => plain(tick(value)))).toEqual(['5 %', '5.5 %', '6 %']);
    const { tick: number } = measureWords('number', 'USD');
    expect([0, 0.005, 0.01, 1.5].map(number)).toEqual(['0.0', '0.005', '0.01', '1.5']);
    const { tick: index } = measureWords('index', 'USD');
    expect([450, 462.5].map(index)).toEqual(['450', '462.5']);
  });

  it('say differences in points, signs and the currency', () => {
    expect(plain(measureWords('fraction', 'USD').difference(-0.0123))).toBe('-1.23 pp');
    expect(plain(measureWords('number', 'USD').difference(0.0123))).toBe('+0.012');
    expect(plain(measureWords('money', 'USD').difference(1_200))).toBe('+$1,200');
    expect(plain(measureWords('money', 'USD').difference(-1_200))).toBe('-$1,200');
  });
});
