import type { GicsSector } from '../risk/gics-sectors';
import { stream, uniform } from './draw';
import type { CompanyDesign } from './simulated-companies';
import { firstWeekday, lastWeekday, weekdayNumber } from './simulated-days';
import { simulatedSeed } from './simulated-factors';

/** A company with a beginning and an end. */
export type Newcomer = CompanyDesign & {
  /** Weekday number of the first day on which it trades. */
  readonly firstDay: number;
  /** Weekday number of the last day on which it can trade. */
  readonly lastDay: number;
};

/** Beginnings of invented names; the first three letters are no two's. */
const roots =
  `Alderquist Bramblow Calvermoor Dunfellow Elverstone Farrowdale Gannetby Hollinquay Inglemark Jessamere Kilnbarrow
   Lynderick Marlowick Netherquill Oxbarrow Pellingford Quennick Rookhallow Silverfen Thornquist Umberfall Varnholt
   Wexcombe Yarrowby Zephrane Ambersole Birchmane Corriwell Dapplewood Ettrickson Foxmantle Glimmerby Hartsedge Irvelle
   Juniperry Kettlemoss Lanternhill`.split(/\s+/);

/** What such companies do, by sector; the first letters are no two's. */
const trades: readonly (readonly [GicsSector, string])[] = [
  ['Information Technology', 'Analytics'],
  ['Health Care', 'Therapeutics'],
  ['Industrials', 'Robotics'],
  ['Consumer Discretionary', 'Brands'],
  ['Financials', 'Lending'],
  ['Energy', 'Drilling'],
  ['Communication Services', 'Studios'],
  ['Materials', 'Minerals'],
  ['Consumer Staples', 'Kitchens'],
  ['Utilities', 'Grid'],
  ['Real Estate', 'Estates'],
];

const monthsListed = 24;

/** The day on which the market takes in the newcomer of a month, the 8th, as a weekday number. */
const listingDay = (month: number): number =>
  weekdayNumber(new Date(Date.UTC(2019, month, 8)).toISOString().slice(0, 10));

function newcomer(month: number): Newcomer {
  const root = roots[month % roots.length];
  const [sector, trade] = trades[month % trades.length];
  const design = stream(simulatedSeed, `newcomer ${month}`);
  return {
    symbol: `${root.slice(0, 3).toUpperCase()}${trade[0]}.SIM`,
    name: `${root} ${trade}`,
    sector,
    startPrice: Math.round(18 + 42 * uniform(design, 0, 0)),
    beta: Math.round(100 * (0.8 + 1.1 * uniform(design, 0, 1))) / 100,
    ownVolatilityAnnual: Math.round(100 * (0.26 + 0.12 * uniform(design, 0, 2))) / 100,
    dividendYield: 0,
    firstDay: listingDay(month),
    lastDay: listingDay(month + monthsListed) - 1,
  };
}

/**
 * Every month, from February 2019 on, one company is listed, and two years later it is bought and its listing ends. So
 * on any day the market has a company that is weeks old, one that is five months old and one that left it weeks ago,
 * although each of them has its dates for ever. 37 roots and 11 trades make names for 33 years.
 */
export const newcomers: readonly Newcomer[] = Array.from({ length: roots.length * trades.length }, (_, i) =>
  newcomer(i + 1),
).filter(({ firstDay }) => firstDay > firstWeekday && firstDay < lastWeekday);
