'use client';

import { useMemo, useState } from 'react';
import { counted, day, emDash } from '@/lib/format';
import { Button } from '../ui/button';
import { TableScroll } from '../ui/table-scroll';
import type { DateNotes, TimeLine } from './time-line';
import { timeRows } from './time-rows';

/** About a year of days: more at once would hold the browser up. */
const pageLength = 252;

type TimeTableProps = {
  label: string;
  lines: readonly TimeLine[];
  formatValue: (value: number) => string;
  formatBand: (low: number, high: number) => string;
  notes?: DateNotes;
};

/** The table twin of a chart over time: every date, the newest first. */
export function TimeTable({ label, lines, formatValue, formatBand, notes }: TimeTableProps) {
  const [shown, setShown] = useState(pageLength);
  const rows = useMemo(() => timeRows(lines), [lines]);
  const newestFirst = rows.slice(Math.max(0, rows.length - shown)).reverse();
  const rest = rows.length - newestFirst.length;
  return (
    <div>
      <TableScroll label={`${label}, table`} className="max-h-72 rounded-md border border-rule">
        <table className="data-table">
          <thead className="stuck">
            <tr>
              <th scope="col">Date</th>
              {lines.map((line) => (
                <th key={line.label} scope="col" className="number">
                  {line.label}
                </th>
              ))}
              {lines.map((line) =>
                line.low ? (
                  <th key={`band ${line.label}`} scope="col" className="number">
                    {line.bandLabel}
                  </th>
                ) : null,
              )}
              {notes ? <th scope="col">{notes.label}</th> : null}
            </tr>
          </thead>
          <tbody>
            {newestFirst.map((row) => (
              <tr key={row.date}>
                <th scope="row">{day(row.date)}</th>
                {lines.map((line, which) => {
                  const value = row.values[which];
                  return (
                    <td key={line.label} className="number">
                      {value === null ? emDash : formatValue(value)}
                    </td>
                  );
                })}
                {lines.map((line, which) => {
                  const band = row.bands[which];
                  return line.low ? (
                    <td key={`band ${line.label}`} className="number">
                      {band ? formatBand(band[0], band[1]) : emDash}
                    </td>
                  ) : null;
                })}
                {notes ? <td className="whitespace-nowrap">{notes.on[row.date] ?? ''}</td> : null}
              </tr>
            ))}
          </tbody>
        </table>
      </TableScroll>
      {rest > 0 ? (
        <Button size="small" variant="quiet" className="mt-2" onClick={() => setShown(shown + pageLength)}>
          Show older days ({counted(rest, 'more day')})
        </Button>
      ) : null}
    </div>
  );
}
