import 'server-only';
import type { Connection, Queryable } from './client';

/** A session as a provider gave it. Prices are doubles; the column keeps eight decimals. */
export type MarketBar = {
  readonly date: string;
  readonly open: number | null;
  readonly high: number | null;
  readonly low: number | null;
  readonly close: number;
  readonly adjustedClose: number;
  readonly volume: number | null;
};

export type MarketAction = { readonly date: string; readonly dividend: number; readonly split: number };

/**
 * What became of a provider's history:
 * - `stored`: days were added, or nothing but their range or volume changed; `unchanged`: nothing did;
 * - `restated`: the whole adjusted series is another one now, the one before is kept;
 * - `needs_whole`: it disagrees with what is stored and does not reach back to its beginning;
 * - `partial_answer`: it would replace days that it does not have; nothing was changed;
 * - `other_source`: the stored days are another source's; nothing was changed.
 */
export type SaveOutcome = 'stored' | 'unchanged' | 'restated' | 'needs_whole' | 'partial_answer' | 'other_source';

export type SavedHistory = { readonly outcome: SaveOutcome; readonly added: number; readonly changed: number };

type StoredDay = { readonly date: string; readonly close: number; readonly adjustedClose: number };

/**
 * How far two tellings of one price may differ. Vendors send single-precision numbers and differ in their last digit
 * from call to call; the smallest dividend worth the name is twenty times that.
 */
const tolerance = 5e-6;
const agrees = (a: number, b: number): boolean => Math.abs(a - b) <= 1e-8 + tolerance * Math.abs(a);

/** Of how many stored days a new series may lack one before it is taken for a part of a series. */
const mostMissing = 0.02;

const nothing = (outcome: SaveOutcome): SavedHistory => ({ outcome, added: 0, changed: 0 });

/**
 * Puts a provider's history of one security in place, within a transaction that locks the security.
 *
 * Days that agree with what is stored are left alone and newer or older ones join them. Where a close disagrees, a split
 * or dividend has moved the whole adjusted series, so the whole is replaced or nothing is: a few restated days beside
 * old ones would be a crash that never was. What is replaced goes to `price_changes`. A day that the new series happens
 * to lack is restated by the step that both of its neighbours took; where they differ, or many days are missing, the
 * answer was a part, and the stored series stays.
 *
 * @param isSwitch the series may take the place of another source's, whole.
 */
export async function saveHistory(
  client: Connection,
  securityId: number,
  source: string,
  history: { readonly bars: readonly MarketBar[]; readonly actions: readonly MarketAction[] },
  isSwitch = false,
): Promise<SavedHistory> {
  const { rows } = await client.query(`SELECT price_source AS source FROM securities WHERE id = $1 FOR UPDATE`, [
    securityId,
  ]);
  const oldSource: string | null = rows[0].source;
  const stored = await storedDays(client, securityId);
  const { bars } = history;
  if (bars.length === 0) return nothing('unchanged');

  if (stored.length === 0) {
    const added = await insertBars(client, securityId, bars, source);
    await saveMarketActions(client, securityId, history.actions, source);
    await setSource(client, securityId, source);
    return { outcome: 'stored', added, changed: 0 };
  }
  const isOther = oldSource !== null && oldSource !== source;
  if (isOther && !isSwitch) return nothing('other_source');

  const given = new Map(bars.map((bar) => [bar.date, bar]));
  const shared = stored.filter(({ date }) => given.has(date));
  const agreesOn = (day: StoredDay): boolean => {
    const bar = given.get(day.date)!;
    return agrees(day.close, bar.close) && agrees(day.adjustedClose, bar.adjustedClose);
  };
  if (!isOther && shared.length > 0 && shared.every(agreesOn)) {
    const written = await upsertBars(client, securityId, bars, source);
    await saveMarketActions(client, securityId, history.actions, source);
    if (oldSource === null) await setSource(client, securityId, source);
    return { outcome: written.added + written.changed > 0 ? 'stored' : 'unchanged', ...written };
  }

  if (bars[0].date > stored[0].date && shared.length < stored.length * (1 - mostMissing)) return nothing('needs_whole');
  const missing = stored.filter(({ date }) => !given.has(date));
  if (missing.length > stored.length * mostMissing) return nothing('partial_answer');
  const restated = isOther ? [] : restatedDays(stored, given, missing);
  if (restated === null || (isOther && missing.length > 0 && bars.at(-1)!.date < stored.at(-1)!.date))
    return nothing('partial_answer');

  const rawAgree = shared.every((day) => agrees(day.close, given.get(day.date)!.close));
  const kind = isOther ? 'source_changed' : rawAgree ? 'restated' : 'corrected';
  await keepOldSeries(client, securityId, kind, oldSource ?? source, source, rawAgree && !isOther);
  if (isOther) {
    await client.query(`DELETE FROM daily_prices WHERE security_id = $1`, [securityId]);
    // What a person has reported is no source's to take away.
    await client.query(`DELETE FROM corporate_actions WHERE security_id = $1 AND source <> 'person'`, [securityId]);
  }
  const written = await upsertBars(client, securityId, bars, source);
  await restateDays(client, securityId, restated);
  await saveMarketActions(client, securityId, history.actions, source);
  await setSource(client, securityId, source);
  return {
    outcome: 'restated',
    added: bars.length - shared.length,
    changed: isOther ? shared.length : written.changed + restated.length,
  };
}

async function storedDays(client: Queryable, securityId: number): Promise<StoredDay[]> {
  const { rows } = await client.query(
    `SELECT date, close::float8 AS close, adj_close::float8 AS "adjustedClose" FROM daily_prices
      WHERE security_id = $1 ORDER BY date`,
    [securityId],
  );
  return rows;
}

/** The adjusted closes of stored days that a restated series lacks; null where its neighbours took different steps. */
function restatedDays(
  stored: readonly StoredDay[],
  given: ReadonlyMap<string, MarketBar>,
  missing: readonly StoredDay[],
): { date: string; adjustedClose: number }[] | null {
  const stepAt = (day: StoredDay | undefined): number | null => {
    const bar = day && given.get(day.date);
    return bar ? bar.adjustedClose / day.adjustedClose : null;
  };
  const isMissing = new Set(missing.map(({ date }) => date));
  const steps: { date: string; adjustedClose: number }[] = [];
  for (let i = 0; i < stored.length; i++) {
    if (!isMissing.has(stored[i].date)) continue;
    let before = i - 1;
    while (before >= 0 && isMissing.has(stored[before].date)) before--;
    let after = i + 1;
    while (after < stored.length && isMissing.has(stored[after].date)) after++;
    const left = stepAt(stored[before]);
    const right = stepAt(stored[after]);
    // Beyond either end one neighbour has to do.
    const step = left ?? right;
    if (step === null || (left !== null && right !== null && !agrees(left, right))) return null;
    steps.push({ date: stored[i].date, adjustedClose: stored[i].adjustedClose * step });
  }
  return steps;
}

/** Puts the series as it is to those that were replaced. */
export async function keepOldSeries(
  client: Queryable,
  securityId: number,
  kind: 'restated' | 'corrected' | 'source_changed',
  oldSource: string,
  newSource: string,
  rawStays: boolean,
): Promise<void> {
  await client.query(
    `INSERT INTO price_changes (security_id, kind, old_source, new_source, dates, closes, adj_closes, actions)
     SELECT $1, $2::text, $3, $4, array_agg(date ORDER BY date),
            CASE WHEN $5::bool THEN NULL ELSE array_agg(close::float8 ORDER BY date) END,
            array_agg(adj_close::float8 ORDER BY date),
            CASE WHEN $2::text = 'source_changed' THEN (
              SELECT jsonb_agg(jsonb_build_object('date', a.date, 'dividend', a.dividend, 'split', a.split) ORDER BY a.date)
                FROM corporate_actions a WHERE a.security_id = $1) END
       FROM daily_prices WHERE security_id = $1`,
    [securityId, kind, oldSource, newSource, rawStays],
  );
}

const setSource = (client: Queryable, securityId: number, source: string) =>
  client.query(`UPDATE securities SET price_source = $2, updated_at = now() WHERE id = $1`, [securityId, source]);

const columnsOf = (bars: readonly MarketBar[]) => [
  bars.map(({ date }) => date),
  bars.map(({ open }) => open),
  bars.map(({ high }) => high),
  bars.map(({ low }) => low),
  bars.map(({ close }) => close),
  bars.map(({ adjustedClose }) => adjustedClose),
  bars.map(({ volume }) => volume),
];

const givenBars = `
  SELECT date, round(open::numeric, 8) AS open, round(high::numeric, 8) AS high, round(low::numeric, 8) AS low,
         round(close::numeric, 8) AS close, round(adj_close::numeric, 8) AS adj_close, volume
    FROM unnest($3::date[], $4::float8[], $5::float8[], $6::float8[], $7::float8[], $8::float8[], $9::bigint[])
      AS bar (date, open, high, low, close, adj_close, volume)`;

async function insertBars(
  client: Queryable,
  securityId: number,
  bars: readonly MarketBar[],
  source: string,
): Promise<number> {
  const { rowCount } = await client.query(
    `INSERT INTO daily_prices (security_id, date, open, high, low, close, adj_close, volume, source)
     SELECT $1, g.*, $2 FROM (${givenBars}) AS g`,
    [securityId, source, ...columnsOf(bars)],
  );
  return rowCount ?? 0;
}

/** Writes bars beside those of the same source. A close that differs by less than vendors' noise is left as it is. */
async function upsertBars(
  client: Queryable,
  securityId: number,
  bars: readonly MarketBar[],
  source: string,
): Promise<{ added: number; changed: number }> {
  const { rows } = await client.query(
    `INSERT INTO daily_prices AS p (security_id, date, open, high, low, close, adj_close, volume, source)
     SELECT $1, g.*, $2 FROM (${givenBars}) AS g
     ON CONFLICT (security_id, date) DO UPDATE
        SET open = excluded.open, high = excluded.high, low = excluded.low, volume = excluded.volume,
            close = CASE WHEN abs(p.close - excluded.close) <= 1e-8 + ${tolerance} * p.close THEN p.close
                         ELSE excluded.close END,
            adj_close = CASE WHEN abs(p.adj_close - excluded.adj_close) <= 1e-8 + ${tolerance} * p.adj_close
                             THEN p.adj_close ELSE excluded.adj_close END,
            source = excluded.source, retrieved_at = now()
      WHERE (p.open, p.high, p.low, p.volume, p.source)
              IS DISTINCT FROM (excluded.open, excluded.high, excluded.low, excluded.volume, excluded.source)
         OR abs(p.close - excluded.close) > 1e-8 + ${tolerance} * p.close
         OR abs(p.adj_close - excluded.adj_close) > 1e-8 + ${tolerance} * p.adj_close
     RETURNING (xmax = 0) AS added`,
    [securityId, source, ...columnsOf(bars)],
  );
  const added = rows.filter((row) => row.added).length;
  return { added, changed: rows.length - added };
}

async function restateDays(
  client: Queryable,
  securityId: number,
  days: readonly { readonly date: string; readonly adjustedClose: number }[],
): Promise<void> {
  if (days.length === 0) return;
  await client.query(
    `UPDATE daily_prices p SET adj_close = round(d.adj_close::numeric, 8), retrieved_at = now()
       FROM unnest($2::date[], $3::float8[]) AS d (date, adj_close) WHERE p.security_id = $1 AND p.date = d.date`,
    [securityId, days.map(({ date }) => date), days.map(({ adjustedClose }) => adjustedClose)],
  );
}

/** Writes dividends and splits; what a provider has ceased to mention stays, since an answer may be a part. */
async function saveMarketActions(
  client: Queryable,
  securityId: number,
  actions: readonly MarketAction[],
  source: string,
): Promise<void> {
  if (actions.length === 0) return;
  await client.query(
    `INSERT INTO corporate_actions AS a (security_id, date, dividend, split, source)
     SELECT $1, date, round(dividend::numeric, 8), round(split::numeric, 8), $2
       FROM unnest($3::date[], $4::float8[], $5::float8[]) AS given (date, dividend, split)
     ON CONFLICT (security_id, date) DO UPDATE
        SET dividend = excluded.dividend, split = excluded.split, source = excluded.source, retrieved_at = now()
      WHERE abs(a.dividend - excluded.dividend) > 1e-8 + ${tolerance} * a.dividend
         OR abs(a.split - excluded.split) > 1e-8 + ${tolerance} * a.split`,
    [
      securityId,
      source,
      actions.map(({ date }) => date),
      actions.map(({ dividend }) => dividend),
      actions.map(({ split }) => split),
    ],
  );
}

/** Remembers rows that were not taken; a row that comes again is the same row, seen again. */
export async function quarantine(
  client: Queryable,
  securityId: number,
  source: string,
  rows: readonly { readonly date: string; readonly reason: string; readonly row: string }[],
): Promise<void> {
  if (rows.length === 0) return;
  const byKey = new Map(rows.map((row) => [`${row.date} ${row.reason}`, row]));
  const once = [...byKey.values()];
  // PostgreSQL's text holds no NUL, and a vendor may send one.
  const clean = (text: string) => text.replaceAll('\u0000', '').slice(0, 400);
  await client.query(
    `INSERT INTO quarantined_prices AS q (security_id, source, date, reason, row_text)
     SELECT $1, $2, * FROM unnest($3::text[], $4::text[], $5::text[])
     ON CONFLICT (security_id, source, date, reason) DO UPDATE SET row_text = excluded.row_text, last_seen = now()`,
    [
      securityId,
      source,
      once.map(({ date }) => clean(date).slice(0, 32)),
      once.map(({ reason }) => reason),
      once.map(({ row }) => clean(row)),
    ],
  );
}
