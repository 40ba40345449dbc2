import { WORD_KINDS } from "../../art/bubble.ts";
import { UserError } from "../../base/errors.ts";
import { readBytes } from "../../base/files.ts";
import type { DrawInput } from "../../operations/draw/fields.ts";

/** Bytes of standard input that one would want to have said, and of a layout. */
const MOST = 1 << 14, MOST_LAYOUT = 4 << 20;
const FROM_STDIN = "-";

/**
 * What is said, placed by hand and drawn after, as it is given, or what comes on standard input for "-". Throws a UserError
 * where that says nothing.
 */
export async function withSaid(input: DrawInput, readsPrompts: boolean): Promise<DrawInput> {
  const asked = [...WORD_KINDS, "layout" as const, "from" as const].filter((name) =>
    input[name] === FROM_STDIN
  );
  const [first, second] = asked;
  if (first === undefined) return input;
  const both = second !== undefined ? `--${second} -` : readsPrompts ? 'the prompt "-"' : undefined;
  if (both !== undefined) {
    throw new UserError("usage", `--${first} - does not go with ${both}: standard input is read once`);
  }
  const what = `--${first} -`;
  if (first === "from") return { ...input, from: await (await import("../image/read.ts")).read(FROM_STDIN) };
  if (first !== "layout") return { ...input, [first]: await readAll(what, MOST) };
  const { layoutIn } = await import("../../operations/draw/hand_layout.ts");
  return { ...input, layout: layoutIn(await readAll(what, MOST_LAYOUT), what) };
}

async function readAll(what: string, most: number): Promise<string> {
  const tooLong = () => new UserError("input", `${what}: standard input has more than ${most} bytes`);
  const text = new TextDecoder().decode(await readBytes(Deno.stdin.readable, most, tooLong)).trim();
  if (text === "") throw new UserError("input", `${what}: standard input is empty`);
  return text;
}
