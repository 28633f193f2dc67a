import { renderToStaticMarkup } from 'react-dom/server';
import { describe, expect, it } from 'vitest';
import { type Estimate, measured, reasons, unavailable } from '@/lib/risk/estimate';
import { EstimateFigure } from './estimate-figure';
import { reasonWords } from './reason-words';

const provenance = {
  portfolioId: '0190a000-0000-7000-8000-000000000001',
  asOf: '2021-03-31',
  calculatedAt: '2021-04-01T02:00:00Z',
  methodVersion: 3,
  inputHash: '7f3a9c01-5d2e-8b44-a1c0-0e55c8d1f3b2',
};

const render = (estimate: Estimate<number>) =>
  renderToStaticMarkup(
    <EstimateFigure
      id="beta"
      title="Market beta"
      estimate={estimate}
      show={(value) => value.toFixed(2)}
      explain={(_, id) => ({
        id,
        title: 'Market beta',
        words: 'How it moves.',
        formula: 'r = a + b',
        method: 'Least squares',
        window: { observations: 90, firstDate: '2020-11-19', lastDate: '2021-03-31', dropped: 2 },
        facts: [{ term: 'R²', value: '90 %' }],
        excluded: [{ symbol: 'VINEYARD', reason: 'private_asset', observations: 0, required: 1, share: 0.05 }],
      })}
      provenance={provenance}
    />,
  ).replaceAll('\u00a0', ' ');

describe('EstimateFigure', () => {
  it('opens its own explanation, with window, method, exclusions and inputs', () => {
    const html = render(measured(1.12));
    expect(html).toContain('>1.12<');
    expect(html).toMatch(/popovertarget="beta"/i);
    expect(html).toMatch(/<div id="beta" popover="auto"/);
    for (const said of [
      'How it moves.',
      'r = a + b',
      '90, 2 dropped',
      '19 Nov 2020 to 31 Mar 2021',
      'Least squares (version 3)',
      '1 Apr 2021, 02:00 UTC',
      '7f3a9c01',
      'VINEYARD',
      'private asset',
      '5.0 % of gross',
    ])
      expect(html).toContain(said);
  });

  it.each(reasons)('shows a dash for %s, never a number, and says why and what helps', (reason) => {
    const html = render(unavailable(reason, 12, 30));
    expect(html).toContain('—');
    expect(html).not.toContain('1.12');
    expect(html).toContain(reasonWords[reason].sentence);
    expect(html).toContain(reasonWords[reason].remedy);
  });
});
