/**
 * Every number, date and ordinal that a person reads passes through here, so that one figure never has two spellings.
 *
 * Statistics come in as fractions and doubles, dates as `YYYY-MM-DD`, instants as RFC 3339. What is absent or not finite
 * is an em dash: never a zero, never "NaN". A negative number carries a true minus sign (U+2212), as wide as a plus, so
 * that columns of tabular figures stay aligned; a unit is joined by a no-break space so that it never wraps alone.
 * The locale is fixed: server and browser must agree letter by letter.
 */
type Figure = number | null | undefined;

export const emDash = '—';
const minusSign = '\u2212';
const noBreakSpace = '\u00a0';
const locale = 'en-US';

const isFigure = (value: Figure): value is number => typeof value === 'number' && Number.isFinite(value);

/** Making an `Intl.NumberFormat` costs a hundred times what using it does: one for each set of options, for ever. */
const numberFormats = new Map<string, Intl.NumberFormat>();

function numberFormat(key: string, options: Intl.NumberFormatOptions): Intl.NumberFormat {
  let format = numberFormats.get(key);
  if (!format) {
    format = new Intl.NumberFormat(locale, options);
    numberFormats.set(key, format);
  }
  return format;
}

const withMinusSign = (text: string): string => text.replace('-', minusSign);

/**
 * The digits of a number's size, as ICU writes them and without ICU: the first `Intl.NumberFormat` of a page costs a
 * browser 25 to 90 milliseconds, and most pages need no other. `toFixed` rounds the very double; a person rounds the
 * decimal it stands for (1.005 → "1.01"), and so does ICU: of two equally near decimals the larger.
 */
function sizeOf(value: number, fractionDigits: number): string {
  const size = Math.abs(value);
  // Beyond, a double has no digit after the point, and `toFixed` writes more before it than the double has.
  if (size > Number.MAX_SAFE_INTEGER)
    return numberFormat(`d${fractionDigits}`, {
      minimumFractionDigits: fractionDigits,
      maximumFractionDigits: fractionDigits,
    }).format(size);
  const written = String(size);
  const point = written.indexOf('.');
  const isTie = point >= 0 && written.length === point + fractionDigits + 2 && written.endsWith('5');
  const [whole, fraction] = (isTie ? Number(`${written.slice(0, -1)}6`) : size).toFixed(fractionDigits).split('.');
  return fraction === undefined ? grouped(whole) : `${grouped(whole)}.${fraction}`;
}

const grouped = (digits: string): string => (digits.length > 3 ? digits.replace(/\B(?=(\d{3})+$)/g, ',') : digits);

const isNothing = (digits: string): boolean => !/[1-9]/.test(digits);

/** Digits of a number, thousands separated; what rounds to nothing has no sign. */
function digitsOf(value: number, fractionDigits: number): string {
  const digits = sizeOf(value, fractionDigits);
  return value < 0 && !isNothing(digits) ? minusSign + digits : digits;
}

function signedDigitsOf(value: number, fractionDigits: number): string {
  const digits = digitsOf(value, fractionDigits);
  return value > 0 && !isNothing(digits) ? `+${digits}` : digits;
}

/** A plain number: 1234.5 → "1,234.50". */
export const decimal = (value: Figure, fractionDigits = 2): string =>
  isFigure(value) ? digitsOf(value, fractionDigits) : emDash;

/** A plain number that always shows its sign: 0.031 → "+0.03"; what rounds to zero has none. */
export const signedDecimal = (value: Figure, fractionDigits = 2): string =>
  isFigure(value) ? signedDigitsOf(value, fractionDigits) : emDash;

/** A whole number: 10000 → "10,000". */
export const count = (value: Figure): string => (isFigure(value) ? digitsOf(value, 0) : emDash);

/** A fraction as a percentage: 0.142 → "14.2 %". */
export const percent = (fraction: Figure, fractionDigits = 1): string =>
  isFigure(fraction) ? `${digitsOf(fraction * 100, fractionDigits)}${noBreakSpace}%` : emDash;

/** A fraction as a percentage that always shows its sign: 0.031 → "+3.1 %". */
export const signedPercent = (fraction: Figure, fractionDigits = 1): string =>
  isFigure(fraction) ? `${signedDigitsOf(fraction * 100, fractionDigits)}${noBreakSpace}%` : emDash;

/** A difference of two percentages in percentage points, signed: 0.0912 → "+9.1 pp". */
export const signedPoints = (fraction: Figure, fractionDigits = 1): string =>
  isFigure(fraction) ? `${signedDigitsOf(fraction * 100, fractionDigits)}${noBreakSpace}pp` : emDash;

/** A beta: two decimals. */
export const beta = (value: Figure): string => decimal(value, 2);

/** An interval in brackets: (0.97, 1.27) → "[0.97, 1.27]". */
export const interval = (low: Figure, high: Figure, fractionDigits = 2): string =>
  isFigure(low) && isFigure(high) ? `[${digitsOf(low, fractionDigits)}, ${digitsOf(high, fractionDigits)}]` : emDash;

/** An interval of fractions as percentages: (0.112, 0.179) → "11.2 to 17.9 %". */
export const percentInterval = (low: Figure, high: Figure, fractionDigits = 1): string =>
  isFigure(low) && isFigure(high)
    ? `${digitsOf(low * 100, fractionDigits)} to ${digitsOf(high * 100, fractionDigits)}${noBreakSpace}%`
    : emDash;

/** A p-value: four decimals, and "< 0.0001" where four would round it to nothing. */
export function pValue(value: Figure): string {
  if (!isFigure(value)) return emDash;
  if (value < 0.0001) return `<${noBreakSpace}0.0001`;
  return digitsOf(value, 4);
}

/** Currencies of two digits that need no `Intl.NumberFormat` to be written. */
const commonSymbols: Readonly<Record<string, string | undefined>> = { USD: '$', EUR: '€', GBP: '£' };

/**
 * Money in its ISO 4217 currency: (1234.5, "USD") → "$1,234.50". A decimal string keeps every digit it has.
 * `fractionDigits` overrides the currency's own (0 for totals).
 */
export function money(value: Figure | string, currency: string, fractionDigits?: number): string {
  if (typeof value === 'string' ? !Number.isFinite(Number(value)) || value.trim() === '' : !isFigure(value))
    return emDash;
  const symbol = commonSymbols[currency];
  if (symbol && typeof value === 'number') {
    const digits = digitsOf(value, fractionDigits ?? 2);
    return digits.startsWith(minusSign) ? `${minusSign}${symbol}${digits.slice(1)}` : `${symbol}${digits}`;
  }
  const options: Intl.NumberFormatOptions = { style: 'currency', currency, signDisplay: 'negative' };
  if (fractionDigits !== undefined) {
    options.minimumFractionDigits = fractionDigits;
    options.maximumFractionDigits = fractionDigits;
  }
  return withMinusSign(numberFormat(`m${currency}${fractionDigits ?? ''}`, options).format(value as number));
}

/** Money in few characters, for axes and narrow places: (1234567, "USD") → "$1.2M". */
export const compactMoney = (value: Figure, currency: string): string =>
  isFigure(value)
    ? withMinusSign(
        numberFormat(`c${currency}`, {
          style: 'currency',
          currency,
          notation: 'compact',
          maximumFractionDigits: 1,
          signDisplay: 'negative',
        }).format(value),
      )
    : emDash;

/** A quantity of shares or contracts: as many decimals as it has, eight at most. A decimal string keeps them all. */
export function quantity(value: Figure | string): string {
  if (typeof value === 'string' ? !Number.isFinite(Number(value)) || value.trim() === '' : !isFigure(value))
    return emDash;
  return withMinusSign(
    numberFormat('q', { maximumFractionDigits: 8, signDisplay: 'negative' }).format(value as number),
  );
}

/** 1 → "1st", 2 → "2nd", 3 → "3rd", 11 → "11th", 112 → "112th". */
export function ordinal(value: Figure): string {
  if (!isFigure(value)) return emDash;
  const whole = Math.round(value);
  const lastTwo = Math.abs(whole) % 100;
  const last = lastTwo % 10;
  const isTeen = lastTwo >= 11 && lastTwo <= 13;
  const suffix = isTeen ? 'th' : last === 1 ? 'st' : last === 2 ? 'nd' : last === 3 ? 'rd' : 'th';
  return `${digitsOf(whole, 0)}${suffix}`;
}

/**
 * A mid-rank in 0–1 as an ordinal percentile: 0.734 → "73rd". A value that is itself among those it is ranked with is
 * never below all or above all of them, so the ends are the 1st and the 99th.
 */
export const percentileOrdinal = (fraction: Figure): string =>
  isFigure(fraction) ? ordinal(Math.min(99, Math.max(1, Math.round(fraction * 100)))) : emDash;

/** "1 position", "2 positions". */
export const counted = (value: number, one: string, many = `${one}s`): string =>
  `${count(value)}${noBreakSpace}${value === 1 ? one : many}`;

const monthNames = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];
const isoDatePattern = /^(\d{4})-(\d{2})-(\d{2})$/;

function partsOf(date: string | null | undefined) {
  const match = date ? isoDatePattern.exec(date) : null;
  const month = match ? monthNames[Number(match[2]) - 1] : undefined;
  return match && month ? { year: match[1], month, day: String(Number(match[3])) } : null;
}

/** A calendar date, spelt out from its own letters so that no time zone can shift it: 2021-03-31 → "31 Mar 2021". */
export function day(date: string | null | undefined): string {
  const parts = partsOf(date);
  return parts ? `${parts.day}${noBreakSpace}${parts.month}${noBreakSpace}${parts.year}` : emDash;
}

/** A calendar date without its year: 2021-03-31 → "31 Mar". */
export function dayOfYear(date: string | null | undefined): string {
  const parts = partsOf(date);
  return parts ? `${parts.day}${noBreakSpace}${parts.month}` : emDash;
}

/** The month of a calendar date: 2021-03-31 → "Mar 2021". */
export function monthOf(date: string | null | undefined): string {
  const parts = partsOf(date);
  return parts ? `${parts.month}${noBreakSpace}${parts.year}` : emDash;
}

/** "31 Mar 2021 to 30 Jun 2021". */
export const period = (first: string | null | undefined, last: string | null | undefined): string =>
  partsOf(first) && partsOf(last) ? `${day(first)} to ${day(last)}` : emDash;

const zoneLabels = { UTC: 'UTC', 'America/New_York': 'New York' } as const;
const instantFormats = new Map<string, Intl.DateTimeFormat>();

/** An instant in a zone that is named beside it: "31 Mar 2021, 20:05 UTC", "31 Mar 2021, 16:05 New York". */
export function instant(value: string | Date | null | undefined, zone: keyof typeof zoneLabels = 'UTC'): string {
  const at = value instanceof Date ? value : value ? new Date(value) : null;
  if (!at || Number.isNaN(at.getTime())) return emDash;
  if (zone === 'UTC') {
    const written = at.toISOString();
    return `${day(written.slice(0, 10))}, ${written.slice(11, 16)}${noBreakSpace}${zoneLabels.UTC}`;
  }
  let format = instantFormats.get(zone);
  if (!format) {
    format = new Intl.DateTimeFormat('en-GB', {
      timeZone: zone,
      year: 'numeric',
      month: '2-digit',
      day: '2-digit',
      hour: '2-digit',
      minute: '2-digit',
      hourCycle: 'h23',
    });
    instantFormats.set(zone, format);
  }
  const parts: Record<string, string> = {};
  for (const { type, value: text } of format.formatToParts(at)) parts[type] = text;
  const date = day(`${parts.year}-${parts.month}-${parts.day}`);
  return `${date}, ${parts.hour}:${parts.minute}${noBreakSpace}${zoneLabels[zone]}`;
}

/** How long something took: 840 → "0.8 s", 75,000 → "1 min 15 s". */
export function duration(milliseconds: Figure): string {
  if (!isFigure(milliseconds) || milliseconds < 0) return emDash;
  if (milliseconds < 10_000) return `${digitsOf(milliseconds / 1000, 1)}${noBreakSpace}s`;
  const seconds = Math.round(milliseconds / 1000);
  if (seconds < 60) return `${seconds}${noBreakSpace}s`;
  return `${Math.floor(seconds / 60)}${noBreakSpace}min ${seconds % 60}${noBreakSpace}s`;
}

/** The first eight characters of a hash: enough to tell two apart by eye. */
export const shortHash = (hash: string | null | undefined): string => (hash ? hash.slice(0, 8) : emDash);
