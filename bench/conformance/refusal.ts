/** Something about the input that the person who gave it can mend: told in a sentence, exit status 2. */
export class Refusal extends Error {}
