import 'server-only';
import { exactDecimalOf } from '@/lib/api/decimal-of';
import type { HoldingDocument, WhatIfInputsDocument } from '@/lib/api/what-if';
import type { WhatIfInputs } from '@/lib/jobs/what-if-inputs';
import type { Closes } from '@/lib/risk/align';
import type { Holding } from '@/lib/risk/holding';

/** A typed array's bytes in base64; every machine this runs on is little-endian. */
const base64 = ({ buffer, byteOffset, byteLength }: Closes | Int32Array): string =>
  Buffer.from(buffer as ArrayBuffer, byteOffset, byteLength).toString('base64');

export const closesText = (closes: Closes): string => base64(closes);

/** Whoever measures from it reads the very double. */
const decimalOrNull = (value: number | null): string | null => (value === null ? null : exactDecimalOf(value));

export const holdingDocument = (holding: Holding, name: string | null, currency: string): HoldingDocument => ({
  id: holding.id,
  symbol: holding.symbol,
  name,
  asset_class: holding.assetClass,
  quantity: exactDecimalOf(holding.quantity),
  currency,
  price: 'price' in holding ? decimalOrNull(holding.price) : null,
  column: 'column' in holding ? holding.column : null,
  sector: 'sector' in holding ? holding.sector : null,
  underlying: 'underlying' in holding ? holding.underlying : null,
  underlying_price: 'underlyingPrice' in holding ? decimalOrNull(holding.underlyingPrice) : null,
  multiplier: 'multiplier' in holding ? exactDecimalOf(holding.multiplier) : null,
  delta: 'delta' in holding ? decimalOrNull(holding.delta) : null,
});

export const inputsDocument = (
  { asOf, currency, marketIndex, benchmark, axis, until, market, columns }: WhatIfInputs,
  holdings: HoldingDocument[],
): WhatIfInputsDocument => ({
  as_of: asOf,
  currency,
  market_index: marketIndex,
  benchmark: benchmark && {
    as_of: benchmark.asOf,
    data_source: benchmark.dataSource,
    weights: { ...benchmark.weights },
  },
  axis: base64(axis),
  until,
  market: closesText(market),
  columns: columns.map(closesText),
  holdings,
});
