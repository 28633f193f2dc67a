/** What was done, as a person says it. An action that is not here is shown as it is written. */
const words: Readonly<Record<string, string>> = {
  signed_in: 'Signed in',
  sign_in_failed: 'Sign-in failed: wrong password',
  sign_in_throttled: 'Sign-in refused: too many attempts',
  signed_out: 'Signed out',
  signed_out_everywhere: 'Signed out everywhere',
  session_ended: 'Session ended',
  account_created: 'Account made',
  account_deleted: 'Account deleted',
  password_changed: 'Password changed',
  token_created: 'Token made',
  token_revoked: 'Token revoked',
  portfolio_deleted: 'Portfolio deleted',
  position_removed: 'Lot removed',
  demonstration_removed: 'Demonstration removed',
  imported: 'File imported',
  recalculation_requested: 'Recalculation asked for',
  recalculation_cancelled: 'Recalculation cancelled',
};

export const actionWords = (action: string): string => words[action] ?? action;

const ways: Readonly<Record<string, string>> = {
  session: 'signed in',
  token: 'token',
  open: 'no account',
  command: 'command line',
  'sign-in': 'sign-in page',
};

export const wayWords = (via: string): string => ways[via] ?? via;

const text = (value: unknown): string | null =>
  typeof value === 'string' || typeof value === 'number' ? String(value) : null;

/** What it was about, in a few words; null where the action says it all. */
export function detailWords(detail: Readonly<Record<string, unknown>>): string | null {
  const { name, scope, symbol, kind, rows, as_of, from, sessions } = detail;
  const days = text(as_of) && (text(from) === text(as_of) ? `of ${as_of}` : `of ${from} to ${as_of}`);
  const parts = [
    text(name),
    text(scope) && (scope === 'read' ? 'read' : 'read and write'),
    text(symbol),
    text(kind)?.replaceAll('_', ' '),
    text(rows) && `${rows} rows`,
    days,
    text(sessions) && `${sessions} sessions`,
  ].filter(Boolean);
  return parts.length === 0 ? null : parts.join(', ');
}
