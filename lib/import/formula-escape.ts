/** What a spreadsheet takes for the beginning of a formula. */
const formula = /^'*[=+\-@\t\r]/;
const escapedFormula = /^'+[=+\-@\t\r]/;

/**
 * Text as a spreadsheet may open it: an apostrophe before what it would run as a formula, and before text that begins
 * like the result of this, so that `unescapeFormula` gives back any text exactly.
 */
export const escapeFormula = (text: string): string => (formula.test(text) ? `'${text}` : text);

/** Text as it was before `escapeFormula`. */
export const unescapeFormula = (text: string): string => (escapedFormula.test(text) ? text.slice(1) : text);
