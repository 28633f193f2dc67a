import type { TableGrammar } from './column-plan';
import { ImportLog } from './import-log';
import type { ImportOptions } from './import-options';
import type { ImportResult } from './import-problem';
import { readTable } from './read-table';
import { compareText, sortInTurns } from './sort-in-turns';
import type { DecimalRule } from './strict-values';
import type { TableRow } from './table-row';
import type { ByteSource } from './text-pieces';

/** What a company did to its shares on a day: at least one of the two is there. */
export type ActionRow = {
  readonly row: number;
  readonly symbol: string;
  readonly date: string;
  /** Money a share, greater than 0. */
  readonly dividend: string | null;
  /** Shares after for one before: 4 in a split of 4 for 1; never 1. */
  readonly split: string | null;
};

export type ActionField = 'date' | 'symbol' | 'dividend' | 'split';

export const actionTable: TableGrammar<ActionField> = {
  fields: [
    { name: 'date', aliases: ['ex date', 'ex dividend date', 'action date'], isRequired: true },
    { name: 'symbol', aliases: ['ticker', 'ticker symbol'], isRequired: true },
    { name: 'dividend', aliases: ['dividends', 'div cash', 'cash dividend'] },
    { name: 'split', aliases: ['splits', 'split ratio', 'split factor', 'stock splits'] },
  ],
  needsOneOf: ['dividend', 'split'],
};

const dividendRule: DecimalRule = { sign: 'not negative', wholeDigits: 12, decimals: 8 };
const splitRule: DecimalRule = { sign: 'positive', wholeDigits: 12, decimals: 8 };

/**
 * Reads dividends and splits from CSV, the whole file or nothing. An empty dividend or 0 is none, so is an empty split
 * or 1; rows with neither are counted and left out. The same row again is counted, another one for the same symbol and
 * day is a problem naming both lines. Rows come out by symbol and date.
 */
export async function parseActions(
  source: ByteSource,
  options: ImportOptions,
): Promise<ImportResult<readonly ActionRow[]>> {
  const log = new ImportLog();
  const bySymbol = new Map<string, Map<string, ActionRow>>();
  let repeated = 0;
  let ignoredRows = 0;
  const take = (row: TableRow<ActionField>): void => {
    row.require('date', 'a date');
    row.require('symbol', 'a symbol');
    const dividend = row.decimal('dividend', dividendRule);
    const split = row.decimal('split', splitRule);
    const action = {
      row: row.line,
      symbol: row.symbol('symbol') ?? '',
      date: row.date('date') ?? '',
      dividend: dividend === '0' ? null : dividend,
      split: split === '1' ? null : split,
    };
    if (row.isSpoilt) return;
    if (action.dividend === null && action.split === null) {
      ignoredRows++;
      return;
    }
    const days = bySymbol.get(action.symbol) ?? new Map<string, ActionRow>();
    bySymbol.set(action.symbol, days);
    const other = days.get(action.date);
    const expected = `one row for ${action.symbol} on ${action.date}; line ${other?.row} says something else`;
    if (!other) days.set(action.date, action);
    else if (other.dividend === action.dividend && other.split === action.split) repeated++;
    else row.refuse('date', expected, other.row);
  };
  const facts = await readTable(source, actionTable, options, log, take);
  const actions = [...bySymbol.values()].flatMap((days) => [...days.values()]);
  const rows = await sortInTurns(actions, (a, b) => compareText(a.symbol, b.symbol) || compareText(a.date, b.date));
  return log.conclude(() => ({ rows, repeated, ignoredRows, ...facts! }));
}
