import { normal, stream, uniform } from './draw';
import type { CorporateAction, DailyBar, History } from './provider';
import { sessionByWeekday, weekdaysPerYear } from './simulated-days';
import { ownMoves, simulatedFactors, simulatedSeed } from './simulated-factors';
import { splitRatio } from './simulated-schedule';
import type { SimulatedSecurity } from './simulated-securities';

/** What share of a day's variance lies between yesterday's close and today's opening. */
const overnightShare = 0.3;

/** Payments fall due between the 5th and the 14th of their months. */
const firstDueDay = 5;

const toCents = (price: number): number => Math.round(price * 100) / 100;
const toStorage = (price: number): number => Math.round(price * 1e8) / 1e8;

/**
 * The extreme of a Brownian path from `open` to `close` with that variance, all in logarithms: exact for either extreme
 * alone (the reflection principle; Glasserman, Monte Carlo Methods in Financial Engineering, 2004, section 6.4).
 * `side` is 1 for the highest and −1 for the lowest, `u` uniform.
 */
const extreme = (open: number, close: number, variance: number, side: 1 | -1, u: number): number =>
  (open + close + side * Math.sqrt((close - open) ** 2 - 2 * variance * Math.log(u))) / 2;

/**
 * The dividend policy: a quarter's (or a month's) part of the yield on the price, raised once a year and never lowered,
 * unless the price has fallen so far that it would be more than twice and a half its part.
 */
function payments(security: SimulatedSecurity) {
  const { paymentsPerYear, dividendYield, profile } = security;
  const design = stream(simulatedSeed, `payments of ${profile.symbol}`);
  const monthsBetween = paymentsPerYear === 0 ? 0 : 12 / paymentsPerYear;
  const phase = Math.floor(3 * uniform(design, 0, 0));
  const dueDay = firstDueDay + Math.floor(10 * uniform(design, 0, 1));
  let perUnit = 0;
  let paidIn = '';
  let raisedIn = '';
  return {
    /** What is paid for a unit on that session, 0 on most; `price` is the close before. */
    due(date: string, price: number): number {
      const month = date.slice(0, 7);
      if (monthsBetween === 0 || month === paidIn || Number(date.slice(8)) < dueDay) return 0;
      if ((Number(date.slice(5, 7)) + phase) % monthsBetween !== 0) return 0;
      paidIn = month;
      const part = toCents((dividendYield / paymentsPerYear) * price);
      if (perUnit > 2.5 * part) perUnit = part;
      else if (date.slice(0, 4) !== raisedIn) perUnit = Math.max(perUnit, part);
      raisedIn = date.slice(0, 4);
      return perUnit;
    },
    split(ratio: number) {
      perUnit = toCents(perUnit / ratio);
    },
  };
}

/**
 * Bars and actions of a simulated security from its first day up to the weekday number `until`, oldest first.
 *
 * The logarithm of its value moves on every weekday by beta × the market's move + its sector's move + its own; the
 * exchange merely prints it on its sessions. A halt, a holiday or a closing that becomes known later hides a day and
 * moves no other.
 *
 * The adjusted close starts as the raw close and grows by raw close · split / (raw close before − dividend). Vendors
 * anchor the scale at the last day and restate the whole series with every action; anchored at the first day it has
 * the same ratios and what was once said stays true.
 */
export function simulatedPath(security: SimulatedSecurity, until: number): History {
  const { beta, firstDay, growthAnnual, ownVolatilityAnnual, startPrice, volumeDaily } = security;
  const { market, sectors } = simulatedFactors();
  const sector = security.follows === null ? null : sectors[security.follows];
  const moves = stream(simulatedSeed, security.profile.symbol);
  const next = ownMoves(moves, ownVolatilityAnnual, market);
  const pay = payments(security);
  const bars: DailyBar[] = [];
  const actions: CorporateAction[] = [];
  const lastDay = Math.min(until, security.lastDay);
  let value = Math.log(startPrice);
  let deviation = 0;
  // From the value to the price of a unit, as a logarithm: moved by what is paid out and by splits.
  let unit = 0;
  // From the raw close to the adjusted one.
  let scale = 1;
  let unitsForOne = 1;
  let close = startPrice;
  let splitsDone = 0;
  let haltsDone = 0;
  for (let day = firstDay; day <= lastDay; day++) {
    const own = next(day);
    const sectorMove = sector === null ? 0 : sector.level[day] - sector.level[day - 1];
    const marketMove = market.level[day] - market.level[day - 1];
    const move = growthAnnual / weekdaysPerYear + beta * marketMove + sectorMove + own.deviation - deviation;
    const before = value;
    value += move;
    deviation = own.deviation;

    const date = sessionByWeekday[day];
    while (haltsDone < security.halts.length && security.halts[haltsDone].to < day) haltsDone++;
    if (date === undefined || (haltsDone < security.halts.length && security.halts[haltsDone].from <= day)) continue;

    if (bars.length > 0) {
      const dividend = pay.due(date, close);
      let split = 1;
      if (splitsDone < security.splitDays.length && security.splitDays[splitsDone] <= day) {
        split = splitRatio;
        splitsDone++;
        pay.split(split);
      }
      if (dividend > 0 || split !== 1) {
        actions.push({ date, dividend, split });
        scale *= (split * close) / (close - dividend);
        unit += Math.log1p(-dividend / close) - Math.log(split);
        unitsForOne *= split;
      }
    }

    const variance =
      (beta * market.volatilityDaily[day]) ** 2 + (sector?.volatilityDaily[day] ?? 0) ** 2 + own.volatilityDaily ** 2;
    const overnight =
      overnightShare * move + Math.sqrt(overnightShare * (1 - overnightShare) * variance) * normal(moves, day, 2);
    const opening = before + overnight;
    const duringSession = (1 - overnightShare) * variance;
    const price = (logarithm: number): number => toCents(Math.exp(logarithm + unit));
    close = price(value);
    const surprise = variance > 0 ? Math.abs(move) / Math.sqrt(variance) : 0;
    bars.push({
      date,
      open: price(opening),
      high: price(extreme(opening, value, duringSession, 1, uniform(moves, day, 6))),
      low: price(extreme(opening, value, duringSession, -1, uniform(moves, day, 7))),
      close,
      adjustedClose: toStorage(close * scale),
      volume:
        volumeDaily === null
          ? null
          : Math.round(volumeDaily * unitsForOne * Math.exp(0.3 * normal(moves, day, 4) + 0.4 * (surprise - 0.8))),
    });
  }
  return { bars, actions };
}
