import { renderToStaticMarkup } from 'react-dom/server';
import { describe, expect, it } from 'vitest';
import { QualityChip } from './quality-chip';

const absence = (symbol: string) => ({ symbol, reason: 'private_asset', observations: 0, required: 1 }) as const;
const render = (positions: number, ...symbols: string[]) =>
  renderToStaticMarkup(<QualityChip positions={positions} unavailable={symbols.map(absence)} />).replaceAll(
    '\u00a0',
    ' ',
  );

describe('QualityChip', () => {
  it('counts what is unavailable of all positions', () => {
    expect(render(63, 'VINEYARD', 'BOAT')).toContain('2 of 63 positions unavailable');
    expect(render(63)).toContain('All 63 positions measured');
    expect(render(1)).toContain('The one position measured');
  });

  it('says the lots of one symbol once', () => {
    const html = render(63, 'VINEYARD', 'VINEYARD', 'BOAT');
    expect(html.match(/VINEYARD/g)).toHaveLength(1);
    expect(html).toContain('2 lots');
    expect(html).toContain('3 of 63 positions unavailable');
  });
});
