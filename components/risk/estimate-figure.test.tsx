import { renderToStaticMarkup } from 'react-dom/server';
import { describe, expect, it } from 'vitest';
import { type Estimate, measured, reasons, unavailable } from '@/lib/risk/estimate';
import { EstimateFigure } from './estimate-figure';
import { ExplanationDetails } from './explanation-details';
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

describe('what stands behind every figure of a book', () => {
  const window = { observations: 252, firstDate: '2020-03-31', lastDate: '2021-03-31', dropped: 1 };
  const book = {
    unvalued: [
      { symbol: 'NOPRICE', reason: 'no_prices' },
      { symbol: 'CELLAR', reason: 'no_prices' },
    ],
    withoutReturns: [{ symbol: 'CELLAR', reason: 'private_asset', observations: 0, required: 1, share: 0.05 }],
    windows: { year: window },
  } as const;
  const explanation = { id: 'one', title: 'One', words: 'w', formula: 'f', method: 'm', facts: [] };
  const details = (rest: object) =>
    renderToStaticMarkup(
      <ExplanationDetails explanation={{ ...explanation, ...rest }} provenance={{ ...provenance, book }} />,
    ).replaceAll('\u00a0', ' ');

  it('is left out of each of them, and said once', () => {
    const ofWeights = details({ recipe: { name: 'hhi' } });
    expect(ofWeights).toContain('2 positions left out');
    expect(ofWeights).toContain('NOPRICE');
    const ofReturns = details({ returns: 'year', recipe: { name: 'tracking_error' } });
    expect(ofReturns.match(/CELLAR/g)).toHaveLength(1);
    expect(ofReturns).toContain('5.0 % of gross');
  });

  it('dates the windows that figures share', () => {
    expect(details({ returns: 'year' })).toContain('252, 1 dropped');
    expect(details({ returns: 'year' })).toContain('31 Mar 2020 to 31 Mar 2021');
    expect(details({ returns: 'newest' })).not.toContain('31 Mar 2020');
  });

  it('concerns no figure of a single security', () => {
    expect(details({ recipe: { name: 'market_beta', parameter: 90, symbol: 'ACME' } })).not.toContain('left out');
  });
});
