'use client';

import { useRouter } from 'next/navigation';
import { type ReactNode, useState } from 'react';
import { RequestProblem } from '@/lib/api/client';
import type { ImportDocument } from '@/lib/api/import';
import type { Problem } from '@/lib/api/problem';
import { counted } from '@/lib/format';
import { Button } from '../ui/button';
import { Disclosure } from '../ui/disclosure';
import { FileDrop } from '../ui/file-drop';
import { LinkButton } from '../ui/link-button';
import { Notice } from '../ui/notice';
import { ProgressBar } from '../ui/progress-bar';
import { SelectField } from '../ui/select-field';
import { ToggleGroup } from '../ui/toggle-group';
import { ImportFaults } from './import-faults';
import { ImportRehearsal } from './import-rehearsal';
import { type ImportChoices, sendImport } from './import-request';

type ImportFormProps = {
  /** Unique on the page. */
  id: string;
  /** The import endpoint, without a query. */
  url: string;
  /** What the file holds: "holdings". */
  what: string;
  /** What the file has to have: its columns. */
  hint: ReactNode;
  /** A file to begin with. */
  template?: { readonly href: string; readonly name: string };
  /** Whether the file is the whole of it or adds to it. */
  withMode?: boolean;
  /** Where to go when it is done. */
  done?: { readonly href: string; readonly label: string };
  /** What to show of a refresh of prices that the import has set off, or that is under way as the page is made. */
  renderRefresh?: (startedId: string | null) => ReactNode;
};

type Stage =
  | { readonly at: 'choosing' }
  | { readonly at: 'sending'; readonly file: File; readonly isRehearsal: boolean }
  | { readonly at: 'refused'; readonly message: string; readonly problem: Problem | null }
  | { readonly at: 'rehearsed'; readonly file: File; readonly result: ImportDocument }
  | { readonly at: 'done'; readonly result: ImportDocument; readonly refreshId: string | null };

const numberStyles = ['1234.56', '1,234.56', '1 234.56', "1'234.56", '1234,56', '1.234,56', '1 234,56', "1'234,56"];
const dateStyles = ['YYYY-MM-DD', 'DD/MM/YYYY', 'MM/DD/YYYY'];

/** Choose a file, see what it would change, confirm: nothing is written before, and a file counts whole or not at all. */
export function ImportForm({ id, url, what, hint, template, withMode = false, done, renderRefresh }: ImportFormProps) {
  const router = useRouter();
  const [stage, setStage] = useState<Stage>({ at: 'choosing' });
  const [choices, setChoices] = useState<ImportChoices>({
    numbers: '1234.56',
    dates: 'YYYY-MM-DD',
    ...(withMode ? { mode: 'replace' } : {}),
  });

  const send = async (file: File, isRehearsal: boolean, as: ImportChoices) => {
    setStage({ at: 'sending', file, isRehearsal });
    try {
      const { result, refreshId } = await sendImport(url, file, as, isRehearsal);
      setStage(isRehearsal ? { at: 'rehearsed', file, result } : { at: 'done', result, refreshId });
      if (!isRehearsal) router.refresh();
    } catch (error) {
      setStage({
        at: 'refused',
        message: error instanceof RequestProblem ? error.message : 'the server does not answer',
        problem: error instanceof RequestProblem ? error.problem : null,
      });
    }
  };

  /** What a file says depends on how it is read: a rehearsal made the other way is made again. */
  const choose = (change: Partial<ImportChoices>) => {
    const next = { ...choices, ...change };
    setChoices(next);
    if (stage.at === 'rehearsed') void send(stage.file, true, next);
  };

  const isSending = stage.at === 'sending';
  const fileName = stage.at === 'sending' || stage.at === 'rehearsed' ? stage.file.name : null;

  return (
    <div className="flex flex-col gap-4">
      <div className="flex flex-wrap items-start justify-between gap-x-6 gap-y-3">
        {withMode ? (
          <div className="flex flex-wrap items-center gap-3 text-sm">
            <ToggleGroup
              label="What the file is"
              options={[
                { value: 'replace', label: 'The whole book' },
                { value: 'add', label: 'Lots to add' },
              ]}
              value={choices.mode ?? 'replace'}
              onChange={(mode) => choose({ mode })}
            />
            <span className="text-ink-soft">
              {choices.mode === 'add' ? 'What is held already stays.' : 'What is not in the file leaves the portfolio.'}
            </span>
          </div>
        ) : null}
        <Disclosure summary="How numbers and dates are written">
          <div className="grid grid-cols-2 gap-3">
            <SelectField
              id={`${id}-numbers`}
              label="Numbers"
              value={choices.numbers}
              onChange={(event) => choose({ numbers: event.target.value as ImportChoices['numbers'] })}
              options={numberStyles.map((value) => ({ value, label: value }))}
            />
            <SelectField
              id={`${id}-dates`}
              label="Dates"
              value={choices.dates}
              onChange={(event) => choose({ dates: event.target.value as ImportChoices['dates'] })}
              options={dateStyles.map((value) => ({ value, label: value }))}
            />
          </div>
        </Disclosure>
      </div>

      <FileDrop
        label={fileName ?? `Drop a CSV file of ${what} here, or choose one`}
        hint={hint}
        accept=".csv,.txt,text/csv"
        disabled={isSending}
        onFile={(file) => void send(file, true, choices)}
      />
      {template ? (
        <p className="text-sm text-ink-soft">
          Not sure how?{' '}
          <a className="link" href={template.href} download={template.name}>
            Begin with a template
          </a>
          .
        </p>
      ) : null}

      {stage.at === 'sending' ? (
        <ProgressBar label={stage.isRehearsal ? 'Reading the file' : 'Importing'} done={0} total={0} />
      ) : null}
      {stage.at === 'refused' ? <ImportFaults message={stage.message} problem={stage.problem} /> : null}
      {stage.at === 'rehearsed' ? (
        <section aria-label="What the file would change" className="flex flex-col gap-4">
          <Notice live title="Nothing has been written yet">
            This is what {stage.file.name} would change.
          </Notice>
          <ImportRehearsal result={stage.result} />
          <div className="flex flex-wrap gap-2">
            <Button variant="primary" onClick={() => void send(stage.file, false, choices)}>
              Import {counted(stage.result.rows_read, 'row')}
            </Button>
            <Button onClick={() => setStage({ at: 'choosing' })}>Leave it</Button>
          </div>
        </section>
      ) : null}
      {stage.at === 'done' ? (
        <Notice
          live
          tone="done"
          title={`Imported: ${counted(stage.result.rows_added, 'row')} added, ${stage.result.rows_changed} changed, ${stage.result.rows_removed} removed`}
          actions={
            done ? (
              <LinkButton href={done.href} size="small">
                {done.label}
              </LinkButton>
            ) : null
          }
        >
          {stage.result.rows_added + stage.result.rows_changed + stage.result.rows_removed === 0
            ? 'Everything in the file was known already.'
            : stage.refreshId !== null
              ? 'Prices of what nobody had seen are asked for; the figures follow by themselves.'
              : 'Recalculate to see it in the figures.'}
        </Notice>
      ) : null}
      {renderRefresh?.(stage.at === 'done' ? stage.refreshId : null)}
    </div>
  );
}
