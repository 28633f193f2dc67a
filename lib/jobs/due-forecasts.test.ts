import { describe, expect, it } from 'vitest';
import { isoDate } from '../risk/day';
import { dueForecasts } from './due-forecasts';

const sessions = Array.from({ length: 50 }, (_, i) => isoDate(19_000 + i));
const dayOf = (date: string, i: number) => ({
  date,
  expected21d: 0.2,
  expectedLow: 0.1,
  expectedHigh: 0.3,
  realized21d: 0.15,
  ewma21d: 0.18,
  har21d: 0.22,
  meanSquare21d: 0.1 + i / 1_000,
});
const days = sessions.map(dayOf);

describe('forecasts of a security that have come due', () => {
  it('are held against what is stored 21 sessions later, and are no more than have passed', () => {
    const due = dueForecasts(days, sessions, sessions);
    expect(due).toHaveLength(29);
    expect(due[0]).toEqual({
      date: sessions[0],
      until: sessions[21],
      origin: 0,
      headline: 0.2,
      low: 0.1,
      high: 0.3,
      last21Days: 0.15,
      ewma: 0.18,
      har: 0.22,
      outcome: 0.1 + 21 / 1_000,
    });
  });

  it('have no outcome where the last day is not stored, or a session had no close', () => {
    const gone = dueForecasts(
      days.filter((_, i) => i !== 21),
      sessions,
      sessions,
    );
    expect(gone.find(({ origin }) => origin === 0)!.outcome).toBeNull();
    expect(gone.find(({ origin }) => origin === 1)!.outcome).not.toBeNull();
    const halted = dueForecasts(
      days,
      sessions,
      sessions.filter((_, i) => i !== 30),
    );
    expect(halted.filter(({ outcome }) => outcome === null).map(({ origin }) => origin)).toEqual(
      Array.from({ length: 20 }, (_, i) => i + 9),
    );
  });

  it('are none of days the exchange does not know', () => {
    expect(dueForecasts(days, [], [])).toEqual([]);
  });
});
