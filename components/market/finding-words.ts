import type { FindingDocument } from '@/lib/api/finding';
import { day } from '@/lib/format';

/** What a finding is called. */
export const findingTitle: Readonly<Record<FindingDocument['kind'], string>> = {
  gap: 'Missing sessions',
  repeated_close: 'The same close again and again',
  duplicated_bar: 'Repeated sessions',
  unexplained_jump: 'A large move',
  probable_split: 'Probably a split',
  split_not_applied: 'A split that the prices lack',
  split_not_recorded: 'A split nobody recorded',
  large_payment: 'A large payment',
  small_split: 'Perhaps a spin-off',
  index_shifted: 'Dates off by one day',
  old_prices: 'Old prices',
  no_prices: 'No prices',
  short_history: 'A short history',
  rejected_rows: 'Rows set aside',
  other_currency: 'Another currency',
  currency_unclear: 'Currency unclear',
  unknown_sector: 'Sector unknown',
};

const numberWords: Readonly<Record<FindingDocument['affects'][number], string>> = {
  market_value: 'market value',
  weights: 'weights',
  beta: 'beta',
  volatility: 'volatility',
  sectors: 'sectors',
};

const listed = (words: readonly string[]): string =>
  words.length < 2 ? (words[0] ?? '') : `${words.slice(0, -1).join(', ')} and ${words.at(-1)}`;

/** A text as a sentence begins. */
export const sentence = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

/** What is found, with its days as a page writes them. */
export const detailInWords = ({ detail }: Pick<FindingDocument, 'detail'>): string =>
  detail.replaceAll(/\b\d{4}-\d{2}-\d{2}\b/g, (date) => day(date));

/** What a finding does to the numbers. */
export function effectInWords({ kind, severity, affects }: FindingDocument): string {
  if (kind === 'unknown_sector') return 'It counts as Unknown among the sectors.';
  if (affects.length === 0) return 'It changes no number of this portfolio.';
  const numbers = listed(affects.map((one) => numberWords[one]));
  if (severity === 'mild')
    return `${sentence(numbers)} ${affects.length === 1 && affects[0] !== 'weights' ? 'is' : 'are'} shown; this is said beside.`;
  if (kind === 'probable_split' || kind === 'split_not_applied')
    return affects.includes('market_value')
      ? `Returns begin at that day, and ${listed(affects.filter((one) => one === 'market_value' || one === 'weights').map((one) => numberWords[one]))} are withheld for what was stated before it.`
      : `Returns for ${numbers} begin at that day.`;
  return `${sentence(numbers)} ${affects.length === 1 ? 'is' : 'are'} withheld.`;
}
