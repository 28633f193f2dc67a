import 'server-only';

/** What is not there for this owner: missing and foreign look the same. */
export class NotFound extends Error {
  override readonly name = 'NotFound';
  constructor(readonly what: string) {
    super(`no such ${what}`);
  }
}

/** A request that contradicts what is stored: the field it names, and what is expected instead. */
export class Refused extends Error {
  override readonly name = 'Refused';
  constructor(
    readonly code: string,
    readonly field: string,
    message: string,
  ) {
    super(message);
  }
}
