import { describe, expect, it } from 'vitest';
import { gicsSector, gicsSectors } from './gics-sectors';

describe('GICS sectors', () => {
  it('are eleven, in the order of the alphabet', () => {
    expect(gicsSectors).toHaveLength(11);
    expect(new Set(gicsSectors).size).toBe(11);
    expect([...gicsSectors].sort()).toEqual(gicsSectors);
  });

  it('are themselves', () => {
    for (const sector of gicsSectors) expect(gicsSector(sector)).toBe(sector);
  });

  it('are found behind the names vendors use', () => {
    expect(gicsSector('Technology')).toBe('Information Technology');
    expect(gicsSector('Healthcare')).toBe('Health Care');
    expect(gicsSector('Financial Services')).toBe('Financials');
    expect(gicsSector('Consumer Cyclical')).toBe('Consumer Discretionary');
    expect(gicsSector('Consumer Defensive')).toBe('Consumer Staples');
    expect(gicsSector('Basic Materials')).toBe('Materials');
  });

  it('are found whatever the letter case and the spaces', () => {
    expect(gicsSector('  information   TECHNOLOGY ')).toBe('Information Technology');
    expect(gicsSector('basic materials')).toBe('Materials');
  });

  it('are never invented', () => {
    for (const name of ['', ' ', 'Other', 'Tech', 'InformationTechnology', 'Telecommunication Services', 'constructor'])
      expect(gicsSector(name)).toBeNull();
  });
});
