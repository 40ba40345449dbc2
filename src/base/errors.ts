/** What kind of thing went wrong; each kind has its own exit code in `src/cli/errors.ts`. */
export type ErrorKind = "usage" | "input" | "model" | "corpus" | "environment" | "io";

/** An error whose message is meant for a person: what was wrong, the value, what would be right. */
export class UserError extends Error {
  readonly kind: ErrorKind;
  constructor(kind: ErrorKind, message: string, options?: ErrorOptions) {
    // What is wrong with a file is often told as the system, or Deno, tells it.
    super(withoutAdvice(message), options);
    this.name = "UserError";
    this.kind = kind;
  }
}

/** How many faults there are besides the one that is told. */
export const more = (count: number): string => count === 0 ? "" : ` (and ${count} more)`;

/**
 * A message without Deno's advice to allow more. What this program may not do it gave up on purpose, or never had; "all"
 * is what Deno asks for to open devices and files of the system.
 */
export function withoutAdvice(message: string): string {
  const what =
    /Requires (\w+) access(?: to ("[^"]*"|<[^>]*>))?, (?:run again with the --allow-[\w-]+ flag|specify the required permissions during compilation using `[^`]*`)/g;
  return message.replace(
    what,
    (_, access: string, target = "that") =>
      access === "all"
        ? `${target} is a device or a file of the system, which is not opened`
        : `no ${access} access to ${target}`,
  );
}
