import { emDash } from '@/lib/format';
import type { Change } from '@/lib/risk/change-split';
import type { MeasureUnit } from '@/lib/risk/portfolio-measures';
import { RankedBars } from '../charts/ranked-bars';
import { changeParts, changeSummary } from './change-words';
import { measureWords } from './measure-words';

type ChangeBarsProps = { id: string; label: string; unit: MeasureUnit; currency: string; change: Change };

/** What a figure changed by, and why: a bar a part, which add up to the whole below them. */
export function ChangeBars({ id, label, unit, currency, change }: ChangeBarsProps) {
  const words = measureWords(unit, currency);
  const summary = changeSummary(label, change, words);
  const { parts, change: whole } = change;
  const title = <h3 className="mb-2 font-semibold">{label}</h3>;
  if (parts.status === 'unavailable' || whole.status === 'unavailable')
    return (
      <div>
        {title}
        <p className="text-sm text-ink-soft">{summary}</p>
      </div>
    );
  return (
    <div className="flex flex-col">
      {title}
      <RankedBars
        id={id}
        label={`Change of ${label}`}
        summary={summary}
        rowHead="Part"
        heads={['Change']}
        series={[{ label: 'Up', colour: 'blue', negative: 'orange' }]}
        legend={[
          { label: 'Up', colour: 'blue', mark: 'bar' },
          { label: 'Down', colour: 'orange', mark: 'bar' },
        ]}
        rows={changeParts.map(([part, name]) => ({
          key: part,
          label: name,
          values: [parts.value[part]],
          cells: [words.difference(parts.value[part])],
        }))}
        total={{
          key: 'total',
          label: 'All of it',
          values: [whole.value],
          cells: [whole.status === 'measured' ? words.difference(whole.value) : emDash],
        }}
      />
    </div>
  );
}
