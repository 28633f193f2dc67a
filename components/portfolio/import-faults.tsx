import type { Problem } from '@/lib/api/problem';
import { count, emDash } from '@/lib/format';
import { Notice } from '../ui/notice';
import { TableScroll } from '../ui/table-scroll';
import { importFault } from './import-fault';

/** Why a file was refused: every fault by row and column. Nothing of the file was taken in. */
export function ImportFaults({ message, problem }: { message: string; problem: Problem | null }) {
  const faults = (problem?.errors ?? []).map(importFault);
  return (
    <div className="flex flex-col gap-3">
      <Notice live tone="problem" title="Nothing was imported">
        {message.charAt(0).toUpperCase() + message.slice(1)}. Mend the file and choose it again.
      </Notice>
      {faults.length > 0 ? (
        <TableScroll label="Faults of the file" className="max-h-96 rounded-lg border border-rule bg-surface">
          <table className="data-table">
            <thead className="stuck">
              <tr>
                <th scope="col" className="number">
                  Row
                </th>
                <th scope="col">Column</th>
                <th scope="col">What is wrong</th>
              </tr>
            </thead>
            <tbody>
              {faults.map(({ row, column, words }) => (
                <tr key={`${row} ${column} ${words}`}>
                  <td className="number">{row === null ? emDash : count(row)}</td>
                  <td className="font-medium whitespace-nowrap">{column ?? 'whole row'}</td>
                  <td className="min-w-64 break-words">{words}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </TableScroll>
      ) : null}
    </div>
  );
}
