import { ask, RequestProblem } from '@/lib/api/client';
import type { RefreshDocument, SecurityChange } from '@/lib/api/market-data';

/** Asks the providers for prices: of some symbols, or of everything in use that is behind. */
export const requestRefresh = (symbols: readonly string[] = []): Promise<RefreshDocument> =>
  ask('POST /api/v1/market/refreshes', { body: symbols.length === 0 ? {} : { symbols: [...symbols] } });

export const readRefresh = (refreshId: string): Promise<RefreshDocument> =>
  ask('GET /api/v1/market/refreshes/{refreshId}', { params: { refreshId } });

export const cancelRefresh = (refreshId: string): Promise<RefreshDocument> =>
  ask('DELETE /api/v1/market/refreshes/{refreshId}', { params: { refreshId } });

export const setProviderOrder = (order: readonly string[]) =>
  ask('PUT /api/v1/market/providers', { body: { order: [...order] } });

export const keepProviderKey = (provider: string, key: string) =>
  ask('PUT /api/v1/market/providers/{provider}/key', { params: { provider }, body: { key } });

export const forgetProviderKey = (provider: string) =>
  ask('DELETE /api/v1/market/providers/{provider}/key', { params: { provider } });

export const setSector = (symbol: string, sector: SecurityChange['sector'] | string) =>
  ask('PATCH /api/v1/securities/{symbol}', {
    params: { symbol },
    body: { sector: sector as SecurityChange['sector'] },
  });

export const setTracksBenchmark = (symbol: string, code: string | null) =>
  ask('PATCH /api/v1/securities/{symbol}', { params: { symbol }, body: { tracks_benchmark: code } });

export const setCurrency = (symbol: string, currency: string) =>
  ask('PATCH /api/v1/securities/{symbol}', { params: { symbol }, body: { currency } });

export const confirmMove = (symbol: string, date: string) =>
  ask('PUT /api/v1/securities/{symbol}/accepted-moves/{date}', { params: { symbol, date } });

export const withdrawMove = (symbol: string, date: string) =>
  ask('DELETE /api/v1/securities/{symbol}/accepted-moves/{date}', { params: { symbol, date } });

export const reportSplit = (symbol: string, date: string, newUnits: number, oldUnits: number) =>
  ask('PUT /api/v1/securities/{symbol}/splits/{date}', {
    params: { symbol, date },
    body: { new_units: newUnits, old_units: oldUnits },
  });

export const withdrawSplit = (symbol: string, date: string) =>
  ask('DELETE /api/v1/securities/{symbol}/splits/{date}', { params: { symbol, date } });

export const setLooksThrough = (portfolioId: string, isOn: boolean) =>
  ask('PATCH /api/v1/portfolios/{portfolioId}', { params: { portfolioId }, body: { looks_through: isOn } });

/** How a refresh of sector weights ended, as the server answers it. */
export type WeightsOutcome = Awaited<ReturnType<typeof refreshWeights>>;

export const refreshWeights = (benchmarkCode: string) =>
  ask('POST /api/v1/benchmarks/{benchmarkCode}/sector-weights/refresh', { params: { benchmarkCode } });

/** What went wrong with a request, in the server's words where it said any. */
export const wordsOf = (error: unknown): string =>
  error instanceof RequestProblem ? error.message : 'The server cannot be reached just now. Nothing was changed.';

export const addBenchmark = (code: string, name: string, marketIndex: string | null) =>
  ask('POST /api/v1/benchmarks', { body: { code, name, market_index: marketIndex } });
