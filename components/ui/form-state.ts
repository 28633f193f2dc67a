/** What a server action answers to the form that called it. */
export type FormState = {
  /** What is wrong, by field name. */
  readonly errors?: Readonly<Record<string, string>>;
  /** What went wrong with the whole of it. */
  readonly message?: string;
  /** What was typed, so that a refused form comes back as it was sent. */
  readonly values?: Readonly<Record<string, string>>;
  /** Set once it was done; the form may close. */
  readonly done?: boolean;
};

/** A server action as a form takes it. */
export type FormAction = (state: FormState, data: FormData) => Promise<FormState>;
