import type { RefreshDocument } from '@/lib/api/market-data';
import { answerJson, RequestProblem } from '../portfolio/answer-json';

const asJson = { 'content-type': 'application/json' };

/** Sends a request whose answer says nothing; throws `RequestProblem` with the server's words where it is refused. */
async function send(method: 'PUT' | 'PATCH' | 'DELETE' | 'POST', url: string, body?: unknown): Promise<void> {
  const response = await fetch(url, {
    method,
    headers: body === undefined ? undefined : asJson,
    body: body === undefined ? undefined : JSON.stringify(body),
  });
  if (response.ok) return;
  const problem = await response.json().catch(() => null);
  throw new RequestProblem(response.status, problem?.detail ?? `The server answered ${response.status}.`, problem);
}

/** Asks the providers for prices: of some symbols, or of everything in use that is behind. */
export async function requestRefresh(symbols: readonly string[] = []): Promise<RefreshDocument> {
  return answerJson(
    await fetch('/api/v1/market/refreshes', {
      method: 'POST',
      headers: asJson,
      body: JSON.stringify(symbols.length === 0 ? {} : { symbols }),
    }),
  );
}

export async function readRefresh(id: string): Promise<RefreshDocument> {
  return answerJson(await fetch(`/api/v1/market/refreshes/${id}`, { cache: 'no-store' }));
}

export async function cancelRefresh(id: string): Promise<RefreshDocument> {
  return answerJson(await fetch(`/api/v1/market/refreshes/${id}`, { method: 'DELETE' }));
}

export const setProviderOrder = (order: readonly string[]) => send('PUT', '/api/v1/market/providers', { order });

export const keepProviderKey = (provider: string, key: string) =>
  send('PUT', `/api/v1/market/providers/${provider}/key`, { key });

export const forgetProviderKey = (provider: string) => send('DELETE', `/api/v1/market/providers/${provider}/key`);

const security = (symbol: string) => `/api/v1/securities/${encodeURIComponent(symbol)}`;

export const setSector = (symbol: string, sector: string | null) => send('PATCH', security(symbol), { sector });

export const setTracksBenchmark = (symbol: string, code: string | null) =>
  send('PATCH', security(symbol), { tracks_benchmark: code });

export const confirmMove = (symbol: string, date: string) => send('PUT', `${security(symbol)}/accepted-moves/${date}`);

export const withdrawMove = (symbol: string, date: string) =>
  send('DELETE', `${security(symbol)}/accepted-moves/${date}`);

export const reportSplit = (symbol: string, date: string, newUnits: number, oldUnits: number) =>
  send('PUT', `${security(symbol)}/splits/${date}`, { new_units: newUnits, old_units: oldUnits });

export const withdrawSplit = (symbol: string, date: string) => send('DELETE', `${security(symbol)}/splits/${date}`);

export const setLooksThrough = (portfolioId: string, isOn: boolean) =>
  send('PATCH', `/api/v1/portfolios/${portfolioId}`, { looks_through: isOn });

/** How a refresh of sector weights ended, as the server answers it. */
export type WeightsOutcome = {
  readonly outcome: 'stored' | 'unchanged' | 'unknown' | 'failed';
  readonly asof_date: string | null;
  readonly data_source: string | null;
  readonly detail: string | null;
};

export async function refreshWeights(code: string): Promise<WeightsOutcome> {
  return answerJson(
    await fetch(`/api/v1/benchmarks/${encodeURIComponent(code)}/sector-weights/refresh`, { method: 'POST' }),
  );
}

/** What went wrong with a request, in the server's words where it said any. */
export const wordsOf = (error: unknown): string =>
  error instanceof RequestProblem ? error.message : 'The server cannot be reached just now. Nothing was changed.';

export const addBenchmark = (code: string, name: string, marketIndex: string | null) =>
  send('POST', '/api/v1/benchmarks', { code, name, market_index: marketIndex });
