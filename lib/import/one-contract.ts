import type { HoldingField, HoldingRow } from './holdings';
import type { TableRow } from './table-row';

type Contract = Pick<
  HoldingRow,
  'row' | 'symbol' | 'assetClass' | 'underlying' | 'optionType' | 'strike' | 'expiry' | 'multiplier'
>;

const terms = [
  ['underlying', 'underlying'],
  ['optionType', 'option_type'],
  ['strike', 'strike'],
  ['expiry', 'expiry'],
  ['multiplier', 'multiplier'],
] as const;

/**
 * One option symbol is one contract, for its lots are one position: on one underlying, with one strike, expiry, type and
 * multiplier. The first row of a symbol says which; another that says otherwise is a problem naming both lines.
 */
export class OneContract {
  private readonly first = new Map<string, Contract>();

  admits(lot: Contract, row: Pick<TableRow<HoldingField>, 'refuse'>): boolean {
    if (lot.assetClass !== 'option') return true;
    const first = this.first.get(lot.symbol);
    if (!first) this.first.set(lot.symbol, lot);
    const other = first && terms.filter(([name]) => lot[name] !== first[name]);
    for (const [name, field] of other ?? [])
      row.refuse(field, `${first![name]}, because line ${first!.row} has ${lot.symbol} with it`, first!.row);
    return !other || other.length === 0;
  }
}
