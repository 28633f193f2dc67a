import { startProviderStub } from '../test/provider-stub';
import { stubSecurity } from '../test/stub-market';

// The vendors of the journeys: a server of its own on loopback, which ends with whoever started it.
const [from, to] = ['2020-01-02', process.env.BALLAST_TODAY ?? '2026-06-30'];
/** The day of a split of four for one that no vendor reports and no adjusted close has. */
const tornAt = '2026-03-02';
const torn = stubSecurity(from, to, 5, { name: 'Torn Industries', sector: 'Industrials' });

const stub = await startProviderStub(
  {
    securities: {
      SPY: stubSecurity(from, to, 3, {
        name: 'SPDR S&P 500 ETF Trust',
        isFund: true,
        sector: '',
        dividends: [{ date: '2025-12-19', amount: 1.9 }],
      }),
      NEWA: stubSecurity(from, to, 1, {
        name: 'Newcomer A',
        splits: [{ date: '2025-06-10', ratio: 4 }],
        dividends: [{ date: '2025-09-12', amount: 0.25 }],
      }),
      'NEW.B': stubSecurity(from, to, 2, { name: 'Newcomer, class B', sector: 'Financial Services' }),
      TORN: {
        ...torn,
        bars: torn.bars.map((bar) =>
          bar.date >= tornAt
            ? bar
            : {
                ...bar,
                ...Object.fromEntries(
                  (['open', 'high', 'low', 'close', 'adjClose'] as const).map((name) => [name, Number(bar[name]) * 4]),
                ),
              },
        ),
      },
    },
  },
  Number(process.env.BALLAST_E2E_STUB_PORT),
);
console.log(`vendors at ${stub.url}`);
process.on('disconnect', () => process.exit(0));
