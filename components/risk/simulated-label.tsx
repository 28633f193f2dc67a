import { Chip } from '../ui/chip';

/** Beside everything that comes from the demonstration: nobody shall take it for a market. */
export function SimulatedLabel() {
  return <Chip tone="simulated">Simulated market</Chip>;
}
