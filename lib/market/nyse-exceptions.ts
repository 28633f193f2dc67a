/**
 * Which edition of the calendar's rules and exceptions made a session. It is stored beside whatever was derived from
 * it and is raised whenever a day changes (the next national day of mourning, a storm, a rule of the exchange).
 */
export const calendarVersion = 'NYSE-2026.1';

/**
 * Weekdays since 1990 on which the New York Stock Exchange was closed although no rule says so.
 * Source: the exchange's own record of special closings (to 2011) and its announcements (after).
 */
export const unscheduledClosings: readonly { readonly date: string; readonly reason: string }[] = [
  { date: '1994-04-27', reason: 'Funeral of President Nixon' },
  { date: '2001-09-11', reason: 'Attack on the World Trade Center' },
  { date: '2001-09-12', reason: 'Attack on the World Trade Center' },
  { date: '2001-09-13', reason: 'Attack on the World Trade Center' },
  { date: '2001-09-14', reason: 'Attack on the World Trade Center' },
  { date: '2004-06-11', reason: 'National day of mourning for President Reagan' },
  { date: '2007-01-02', reason: 'National day of mourning for President Ford' },
  { date: '2012-10-29', reason: 'Hurricane Sandy' },
  { date: '2012-10-30', reason: 'Hurricane Sandy' },
  { date: '2018-12-05', reason: 'National day of mourning for President George H. W. Bush' },
  { date: '2025-01-09', reason: 'National day of mourning for President Carter' },
];

/**
 * Sessions since 1990 that were closed early by a decision for that day alone, with the closing time in New York.
 * Trading that was interrupted in the course of a session (the circuit breaker of 1997-10-27, the system fault of
 * 2005-06-01) is not among them: those sessions had their ordinary closing time.
 */
export const unscheduledEarlyCloses: readonly {
  readonly date: string;
  readonly close: string;
  readonly reason: string;
}[] = [
  { date: '1994-02-11', close: '14:30', reason: 'Snowstorm' },
  { date: '1996-01-08', close: '14:00', reason: 'Snowstorm' },
  { date: '1997-12-26', close: '13:00', reason: 'Friday after Christmas' },
  { date: '2003-12-26', close: '13:00', reason: 'Friday after Christmas' },
];
