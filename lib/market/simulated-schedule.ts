import { weekdayNumber } from './simulated-days';

const isoDay = (year: number, monthIndex: number, day: number): string =>
  new Date(Date.UTC(year, monthIndex, day)).toISOString().slice(0, 10);

/** In turn they split their shares, one every nine months: the last split is never older than that. */
export const splittingSymbols = [
  'LMFG.SIM',
  'ORNM.SIM',
  'QRVX.SIM',
  'NVLY.SIM',
  'DTMR.SIM',
  'ARVK.SIM',
  'CNDS.SIM',
  'QLFM.SIM',
];

/** New shares for an old one. */
export const splitRatio = 4;

const monthsBetweenSplits = 9;

/** In turn trading in them is halted, in one every quarter: the last halt is never older than that. */
export const haltedSymbols = [
  'GRYW.SIM',
  'SLTG.SIM',
  'MNDW.SIM',
  'TRNW.SIM',
  'HZLM.SIM',
  'WKSL.SIM',
  'PRLV.SIM',
  'BLTM.SIM',
];

const weekdaysHalted = 15;

/** A stretch of weekday numbers, both ends included. */
export type Halt = { readonly from: number; readonly to: number };

/** The weekday numbers on which a symbol is due to split, ascending. */
export function splitDays(symbol: string): readonly number[] {
  const turn = splittingSymbols.indexOf(symbol);
  if (turn < 0) return [];
  return Array.from({ length: 5 }, (_, round) =>
    weekdayNumber(isoDay(2019, 4 + monthsBetweenSplits * (turn + round * splittingSymbols.length), 20)),
  );
}

/** The three weeks from the third Monday of February, May, August or November in which a symbol does not trade. */
export function halts(symbol: string): readonly Halt[] {
  const turn = haltedSymbols.indexOf(symbol);
  if (turn < 0) return [];
  return Array.from({ length: 16 }, (_, round) => {
    const month = 1 + 3 * (turn + round * haltedSymbols.length);
    const first = new Date(Date.UTC(2019, month, 1)).getUTCDay();
    const from = weekdayNumber(isoDay(2019, month, 15 + ((8 - first) % 7)));
    return { from, to: from + weekdaysHalted - 1 };
  });
}
