/** What kind of thing went wrong; each kind has its own exit code in `src/cli/errors.ts`. */
export type ErrorKind = "usage" | "input" | "model" | "corpus" | "environment" | "io";

/** An error whose message is meant for a person: what was wrong, the value, what would be right. */
export class UserError extends Error {
  readonly kind: ErrorKind;
  constructor(kind: ErrorKind, message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = "UserError";
    this.kind = kind;
  }
}

/** How many faults there are besides the one that is told. */
export const more = (count: number): string => count === 0 ? "" : ` (and ${count} more)`;
