import { UserError } from "../../base/errors.ts";

/** Milliseconds that the first byte may take. */
const PATIENCE = 5000;

/**
 * Standard input, if anything comes on it: what `echo cat | ascii-gen` draws. Undefined on a terminal and for an input that
 * is closed or empty. Throws a UserError of kind "usage" when nothing comes for a while: some shells, those of build
 * servers for one, leave a pipe open that never ends, and who forgot the prompt there is to hear of it: the advice is what
 * to say, and what waits.
 */
export async function pipedInput(
  input: ReadableStream<Uint8Array> | undefined = Deno.stdin.isTerminal() ? undefined : Deno.stdin.readable,
  patience: number = PATIENCE,
  advice = ["say what to draw, such as: ascii-gen cat", '"ascii-gen -"'],
): Promise<ReadableStream<Uint8Array> | undefined> {
  if (input === undefined) return undefined;
  const reader = input.getReader();
  const first = await withTimeout(reader.read(), patience);
  if (first === undefined) {
    throw new UserError(
      "usage",
      `${advice[0]} (nothing came on standard input for ${patience / 1000} s; ${advice[1]} waits for it)`,
    );
  }
  if (first.done) return undefined;
  return ReadableStream.from(rest(first.value, reader));
}

async function* rest(first: Uint8Array, reader: ReadableStreamDefaultReader<Uint8Array>) {
  yield first;
  for (let next = await reader.read(); !next.done; next = await reader.read()) yield next.value;
}

/** What a promise gives, or undefined where that takes longer. */
async function withTimeout<T>(promise: Promise<T>, milliseconds: number): Promise<T | undefined> {
  const { promise: late, resolve } = Promise.withResolvers<undefined>();
  const timer = setTimeout(() => resolve(undefined), milliseconds);
  try {
    return await Promise.race([promise, late]);
  } finally {
    clearTimeout(timer);
  }
}
