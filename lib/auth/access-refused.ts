/** Why somebody may not have what they ask for, as the answer says it. */
export class AccessRefused extends Error {
  override readonly name = 'AccessRefused';
  constructor(
    readonly status: 401 | 403 | 409 | 422 | 429,
    readonly code: string,
    message: string,
    readonly retryAfterSeconds?: number,
  ) {
    super(message);
  }
}
