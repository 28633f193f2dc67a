import 'server-only';
import { sessionsBetween } from '../db/measure-history';
import type { Owner } from '../db/owner';
import { portfolioForecasts } from '../db/portfolio-forecasts';
import { closeDates, heldSecurity, securityDays } from '../db/security-days';
import type { Snapshot } from '../db/snapshots';
import { forecastRecord, type StoredForecast } from '../risk/stored-forecasts';
import { dueForecasts } from './due-forecasts';
import type { InputTable } from './measure-inputs';

type Due = StoredForecast & { readonly date: string; readonly until: string };

async function ofSecurity(owner: Owner, snapshot: Snapshot, symbol: string): Promise<readonly Due[] | null> {
  const security = await heldSecurity(snapshot, symbol);
  if (security === null) return null;
  const days = await securityDays(owner, snapshot.portfolioId, security.id, symbol, snapshot.date);
  const [first, last] = [days[0]?.date, days.at(-1)?.date];
  if (!first || !last) return [];
  const [sessions, closes] = await Promise.all([sessionsBetween(first, last), closeDates(security.id, first, last)]);
  return dueForecasts(days, sessions, closes);
}

/**
 * What a scoreboard is made from: every forecast that is scored, of the portfolio or of a security it holds, as it was
 * stored on its day, and what came. Volatilities a year; `session` counts trading days. Null where the book holds no
 * such security.
 */
export async function forecastInputs(owner: Owner, snapshot: Snapshot, symbol?: string): Promise<InputTable | null> {
  const due: readonly Due[] | null =
    symbol === undefined
      ? await portfolioForecasts(owner, snapshot.portfolioId, snapshot.date)
      : await ofSecurity(owner, snapshot, symbol);
  if (due === null) return null;
  const scored = new Set(forecastRecord(due).origins);
  return {
    heads: ['made', 'due', 'session', 'headline', 'low', 'high', 'last_21_days', 'ewma', 'har', 'realized'],
    rows: due
      .filter(({ origin }) => scored.has(origin))
      .map((one) => [
        one.date,
        one.until,
        one.origin,
        one.headline,
        one.low,
        one.high,
        one.last21Days,
        one.ewma,
        one.har,
        one.outcome,
      ]),
  };
}
