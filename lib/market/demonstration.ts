import 'server-only';
import { isTradingDay, lastTradingDays } from './calendar';
import { demonstrationCast } from './demonstration-cast';
import { type DemonstrationLot, demonstrationLots } from './demonstration-lot';
import type { SecurityProfile } from './provider';
import { simulatedIndexSymbol, simulatedSecurities } from './simulated';

export type { DemonstrationLot };

export type DemonstrationPortfolio = {
  readonly name: string;
  readonly currency: 'USD';
  readonly marketIndex: string;
  readonly benchmark: string;
  readonly lots: readonly DemonstrationLot[];
};

export type Demonstration = {
  readonly asOf: string;
  /** Every security whose prices the demonstration needs or a person may add: the simulated market of the day. */
  readonly securities: readonly SecurityProfile[];
  readonly portfolios: readonly DemonstrationPortfolio[];
};

/**
 * Three portfolios with 63 lots on the simulated market: an individual investor, a wealthy household with funds, cash
 * and private assets, and a long/short book with options and a margin loan. Between them they show every state of the
 * product: a listing of weeks and one of months, a departed company, a halt, a split, a price that never moves, a
 * company without a sector, private assets, options with and without a delta, two equal lots.
 *
 * A function of the day alone: values are about the same on every day, quantities follow from its closes.
 * Throws `RangeError` unless the day is a trading day from the summer of 2021 on.
 */
export function demonstration(asOf: string): Demonstration {
  if (!isTradingDay(asOf)) throw new RangeError(`demonstration: needs a trading day, got ${asOf}`);
  const cast = demonstrationCast(asOf);
  const { listed, cash, privateAsset, option } = demonstrationLots(asOf);
  const benchmark = { currency: 'USD', marketIndex: simulatedIndexSymbol, benchmark: 'SP500' } as const;
  return {
    asOf,
    securities: simulatedSecurities(asOf),
    portfolios: [
      {
        name: 'Individual investor',
        ...benchmark,
        lots: [
          listed('BRMI.SIM', 128_000),
          listed('HDGB.SIM', 42_000),
          listed(cast.split, 40_000, { date: lastTradingDays(cast.splitDate, 41)[0] }),
          listed('FRSH.SIM', 38_000),
          listed('NMBR.SIM', 38_000),
          listed('THSB.SIM', 28_000),
          listed('HLCY.SIM', 27_000),
          listed('TLGP.SIM', 25_000, { sessionsAgo: 160 }),
          listed('DRMW.SIM', 20_000),
          listed('GLHP.SIM', 18_000),
          listed('MSGV.SIM', 15_000),
          listed(cast.young, 14_000, { sessionsAgo: 80 }),
          listed('OATF.SIM', 12_000, { sessionsAgo: 110 }),
          listed('OATF.SIM', 12_000, { sessionsAgo: 110 }),
          listed(cast.gone, 8_000),
          cash(15_000),
        ],
      },
      {
        name: 'Wealthy household',
        ...benchmark,
        lots: [
          listed('BRMI.SIM', 720_000),
          listed('HDGB.SIM', 480_000),
          privateAsset('TARNHILL-BUYOUT-III', 380_000),
          privateAsset('MEADOWRIDGE-FARMLAND', 340_000),
          listed('FRSH.SIM', 330_000),
          listed('TCKW.SIM', 240_000),
          listed('LNDH.SIM', 230_000),
          listed('BRMS.SIM', 210_000),
          privateAsset('KINLOWE-VENTURE-II', 210_000),
          listed('STDV.SIM', 190_000),
          listed('HRBC.SIM', 190_000),
          listed(cast.halted, 130_000),
          listed('LRKS.SIM', 120_000),
          listed('QRVX.SIM', 110_000, { lotId: 'first' }),
          listed('QRVX.SIM', 60_000, { sessionsAgo: 70, lotId: 'second' }),
          privateAsset('OLDCASK-WINE-CELLAR', 100_000),
          cash(160_000),
        ],
      },
      {
        name: 'Long/short fund',
        ...benchmark,
        lots: [
          listed('LMFG.SIM', 480_000),
          listed('DTMR.SIM', 420_000),
          listed('MRCW.SIM', 460_000),
          listed('ARVK.SIM', 440_000),
          listed('CNDS.SIM', 380_000),
          listed('PXWR.SIM', 400_000, { sessionsAgo: 190 }),
          listed('NVLY.SIM', 420_000),
          listed('SKRK.SIM', 340_000),
          listed('ORNM.SIM', 300_000, { sessionsAgo: 130 }),
          listed('ORLD.SIM', 330_000),
          listed('IRNW.SIM', 420_000),
          listed('AURM.SIM', 520_000),
          listed(cast.newest, 150_000, { sessionsAgo: 3 }),
          listed('BRMS.SIM', -780_000),
          listed('BLWK.SIM', -280_000),
          listed('BRDC.SIM', -240_000),
          listed('BCKW.SIM', -220_000),
          listed('KSBM.SIM', -260_000),
          listed('PNYA.SIM', -300_000, { sessionsAgo: 95 }),
          listed('HRTM.SIM', -240_000),
          listed('FLNM.SIM', -260_000),
          listed('QLFM.SIM', -420_000, { sessionsAgo: 40 }),
          option('BRMI.SIM', 'put', 120, 0.95),
          option('TCKW.SIM', 'call', 40, 1.05),
          option('LMFG.SIM', 'call', -25, 1.2),
          option('PNYA.SIM', 'put', 30, 0.95),
          option('ORLD.SIM', 'call', 50, 1.1),
          option('DTMR.SIM', 'put', -15, 0.8),
          option('MSGV.SIM', 'put', -40, 0.9, { withDelta: false }),
          cash(-300_000),
        ],
      },
    ],
  };
}
