import { describe, expect, it } from 'vitest';
import { capabilities } from './provider';
import { providers, requireProvider } from './providers';

describe.each(providers.map((provider) => [provider.id, provider] as const))('the provider %s', (id, provider) => {
  it('has an id and a name that fit their columns, and something to be asked for', () => {
    expect(id).toMatch(/^[a-z][a-z0-9-]{0,31}$/);
    expect(provider.name).toMatch(/\S/);
    expect(capabilities(provider).length).toBeGreaterThan(0);
    expect(requireProvider(id)).toBe(provider);
  });

  it('answers null, not nothing and not a fault, for what nobody has', async () => {
    for (const answer of [
      provider.dailyBars?.('NO.SUCH', '2026-01-02', '2026-01-30'),
      provider.securityProfile?.('NO.SUCH'),
      provider.sectorWeights?.('NO.SUCH', '2026-01-30'),
    ])
      if (answer) expect(await answer).toBeNull();
  });
});

describe('the table of providers', () => {
  it('has each id once and says what each can do', () => {
    expect(new Set(providers.map(({ id }) => id)).size).toBe(providers.length);
    expect(capabilities(requireProvider('simulated'))).toEqual(['dailyBars', 'securityProfile']);
    expect(capabilities(requireProvider('shipped'))).toEqual(['sectorWeights']);
  });

  it('names its providers to who asks for another', () => {
    expect(() => requireProvider('FMP')).toThrow('requireProvider: needs one of simulated, shipped, got FMP');
  });
});
