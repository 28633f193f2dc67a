import 'server-only';
import { fmp } from './fmp';
import type { Provider } from './provider';
import { shipped } from './shipped';
import { simulated } from './simulated';
import { yahoo } from './yahoo';

/** Every source of market data Ballast knows. One more is a file and a line here. */
export const providers: readonly Provider[] = [fmp, yahoo, simulated, shipped];

/** The provider stored under that id. Throws `RangeError` where there is none. */
export function requireProvider(id: string): Provider {
  const found = providers.find((provider) => provider.id === id);
  if (!found) throw new RangeError(`requireProvider: needs one of ${providers.map((p) => p.id).join(', ')}, got ${id}`);
  return found;
}
