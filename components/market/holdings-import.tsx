'use client';

import { ImportForm } from '../portfolio/import-form';
import { RefreshAfterImport } from './refresh-after-import';

/** The import of holdings, which asks the providers for what nobody has prices of. */
export function HoldingsImport({ portfolioId, inFlightId }: { portfolioId: string; inFlightId: string | null }) {
  return (
    <ImportForm
      id="holdings"
      url={`/api/v1/portfolios/${portfolioId}/positions/import`}
      what="holdings"
      hint="Columns symbol and quantity; optionally side, lot_id, entry_date, entry_price, exit_date, asset_class, currency, price, price_date, quantity_as_of, underlying, option_type, strike, expiry, multiplier, delta."
      template={{ href: '/api/v1/templates/holdings', name: 'holdings.csv' }}
      withMode
      done={{ href: `/portfolios/${portfolioId}`, label: 'Go to the overview and recalculate' }}
      renderRefresh={(startedId) => (
        <RefreshAfterImport portfolioId={portfolioId} startedId={startedId} inFlightId={inFlightId} />
      )}
    />
  );
}
