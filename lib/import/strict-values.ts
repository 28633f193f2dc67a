/**
 * The grammars of single cells. Each gives a value or says what it expected; none guesses, rounds a date into the next
 * month, or takes an empty cell for zero.
 */
export type Reading<T> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly expected: string };

const read = <T>(value: T): Reading<T> => ({ ok: true, value });
const refuse = (expected: string): Reading<never> => ({ ok: false, expected });

/** How numbers are written in a file, declared by who sends it. The first is what a file is read as undeclared. */
export const numberStyles = [
  '1234.56',
  '1,234.56',
  '1 234.56',
  "1'234.56",
  '1234,56',
  '1.234,56',
  '1 234,56',
  "1'234,56",
] as const;

export type NumberStyle = (typeof numberStyles)[number];

/** How dates are written, declared likewise. An ISO date means one day only and is read under each of them. */
export const dateStyles = ['YYYY-MM-DD', 'DD/MM/YYYY', 'MM/DD/YYYY'] as const;

export type DateStyle = (typeof dateStyles)[number];

/** What a column of numbers takes. */
export type DecimalRule = {
  readonly sign: 'positive' | 'not negative' | 'not zero' | 'any';
  /** Digits the column holds before and behind the point; more behind it are rounded half away from zero. */
  readonly wholeDigits: number;
  readonly decimals: number;
};

/** A plain decimal: no plus, no leading or trailing zeros, no minus before zero, `decimals` places at most. */
export type Decimal = { readonly text: string; readonly isRounded: boolean };

const groupMarks: Readonly<Record<string, string>> = { ',': ',', '.': '\\.', ' ': '[ \u00a0\u202f]', "'": "['\u2019]" };

const decimalShapes: ReadonlyMap<NumberStyle, RegExp> = new Map(
  numberStyles.map((style) => {
    const whole = style.length > 7 ? `\\d{1,3}(?:${groupMarks[style[1]]}\\d{3})+|\\d+` : '\\d+';
    return [style, new RegExp(`^([+-]?)(${whole})(?:${groupMarks[style.at(-3) as string]}(\\d+))?$`)];
  }),
);

function decimalExpected(rule: DecimalRule, style: NumberStyle): string {
  const numbers = {
    positive: 'a number greater than 0',
    'not negative': 'a number of 0 or more',
    'not zero': 'a number other than 0',
    any: 'a number',
  };
  return `${numbers[rule.sign]} with at most ${rule.wholeDigits} digits before the decimal mark, written like ${style}`;
}

/** A decimal number in the declared style. Exponents, hexadecimal, NaN, infinities and signs behind it are refused. */
export function readDecimal(text: string, rule: DecimalRule, style: NumberStyle): Reading<Decimal> {
  const match = (decimalShapes.get(style) as RegExp).exec(text);
  if (!match) return refuse(decimalExpected(rule, style));
  const fraction = match[3] ?? '';
  const isRounded = /[1-9]/.test(fraction.slice(rule.decimals));
  let digits = match[2].replace(/\D/g, '').replace(/^0+/, '');
  // Bounded before it is made a BigInt: a cell may hold 64 Ki digits.
  if (digits.length > rule.wholeDigits) return refuse(decimalExpected(rule, style));
  let places = fraction.slice(0, rule.decimals);
  if (isRounded && fraction[rule.decimals] >= '5') {
    const scaled = String(BigInt(digits + places) + 1n).padStart(places.length + 1, '0');
    digits = scaled.slice(0, scaled.length - places.length).replace(/^0+/, '');
    places = scaled.slice(scaled.length - places.length);
    if (digits.length > rule.wholeDigits) return refuse(decimalExpected(rule, style));
  }
  places = places.replace(/0+$/, '');
  const magnitude = (digits || '0') + (places ? `.${places}` : '');
  const isNegative = match[1] === '-' && magnitude !== '0';
  const isAllowed =
    rule.sign === 'any' ||
    (rule.sign === 'not negative' ? !isNegative : magnitude !== '0' && (rule.sign === 'not zero' || !isNegative));
  return isAllowed
    ? read({ text: isNegative ? `-${magnitude}` : magnitude, isRounded })
    : refuse(decimalExpected(rule, style));
}

const monthDays = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];
const isoShape = /^(\d{4})-(\d{2})-(\d{2})$/;
const slashShape = /^(\d{1,2})([./-])(\d{1,2})\2(\d{4})$/;

/** The first day a file may speak of; an earlier one is a slip of the pen. */
export const earliestDate = '1800-01-01';

/** What a date is, as the end of a sentence that begins "expected". */
export const dateExpected = (style: DateStyle, latest: string): string =>
  `a calendar date from ${earliestDate} to ${latest}, written ${style === 'YYYY-MM-DD' ? style : `${style} or YYYY-MM-DD`}`;

/**
 * A day of the calendar, as `YYYY-MM-DD`, in the declared style and not after `latest`. A day the month does not have
 * is refused, not carried into the next.
 */
export function readDate(text: string, style: DateStyle, latest: string): Reading<string> {
  const iso = isoShape.exec(text);
  let date: string | null = null;
  if (iso) date = isCalendarDay(iso[1], iso[2], iso[3]) ? text : null;
  else if (style !== 'YYYY-MM-DD') {
    const match = slashShape.exec(text);
    const [day, month] = style === 'DD/MM/YYYY' ? [1, 3] : [3, 1];
    if (match) {
      const [y, m, d] = [match[4], match[month].padStart(2, '0'), match[day].padStart(2, '0')];
      if (isCalendarDay(y, m, d)) date = `${y}-${m}-${d}`;
    }
  }
  return date !== null && date >= earliestDate && date <= latest ? read(date) : refuse(dateExpected(style, latest));
}

function isCalendarDay(year: string, month: string, day: string): boolean {
  const y = Number(year);
  const m = Number(month);
  const isLeap = y % 4 === 0 && (y % 100 !== 0 || y % 400 === 0);
  const days = m === 2 && isLeap ? 29 : (monthDays[m - 1] ?? 0);
  return day >= '01' && Number(day) <= days;
}

/** One word of a closed list, letter case aside. */
export function readChoice<T extends string>(text: string, choices: readonly T[]): Reading<T> {
  const word = text.toLowerCase();
  const choice = choices.find((candidate) => candidate === word);
  return choice === undefined ? refuse(`one of ${choices.join(', ')}`) : read(choice);
}

/** A currency by its ISO 4217 code, letter case aside. Whether the code is in use is not looked up. */
export function readCurrency(text: string): Reading<string> {
  return /^[A-Za-z]{3}$/.test(text) ? read(text.toUpperCase()) : refuse('a currency code of three letters (ISO 4217)');
}

/** Control characters, and the marks that turn the direction of the text around them. */
const hiddenCharacters = /[\p{Cc}\u2028-\u202e\u2066-\u2069]/u;

/** Free text on one line. */
export function readText(text: string, maxCharacters: number): Reading<string> {
  const isFine = Array.from(text).length <= maxCharacters && !hiddenCharacters.test(text);
  return isFine ? read(text) : refuse(`text of at most ${maxCharacters} characters without control characters`);
}
