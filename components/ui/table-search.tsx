import { count, counted } from '@/lib/format';

type TableSearchProps = {
  label: string;
  placeholder: string;
  value: string;
  onSearch: (text: string) => void;
  /** How many lots of how many are found. */
  found: number;
  of: number;
};

/** The field above a table of lots that narrows it, and how much is left. */
export function TableSearch({ label, placeholder, value, onSearch, found, of }: TableSearchProps) {
  return (
    <div className="flex flex-wrap items-center justify-between gap-3 px-4 pb-3 sm:px-5" data-screen-only>
      <input
        type="search"
        value={value}
        onChange={(event) => onSearch(event.target.value)}
        placeholder={placeholder}
        aria-label={label}
        className="min-h-8 w-64 rounded-md border border-rule-strong bg-surface px-2.5 text-sm placeholder:text-ink-faint pointer-coarse:min-h-11 pointer-coarse:text-base"
      />
      <p role="status" className="text-xs text-ink-faint">
        {found === of ? counted(of, 'lot') : `${count(found)} of ${counted(of, 'lot')}`}
      </p>
    </div>
  );
}

/** What stands below a table in which nothing is found. */
export function NothingFound({ search }: { search: string }) {
  return <p className="px-5 py-6 text-center text-sm text-ink-soft">Nothing here is called “{search.trim()}”.</p>;
}
