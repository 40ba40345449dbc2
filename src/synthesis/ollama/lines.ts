/** Lines of bytes that come in pieces, which may be cut anywhere. */
import { UserError } from "../../base/errors.ts";

const LINE_END = 10;

/** Lines as UTF-8 text, without empty ones; the last needs no end. Throws a UserError of kind "io" for one of more than `most` bytes. */
export async function* linesOf(pieces: AsyncIterable<Uint8Array>, most: number): AsyncGenerator<string> {
  const decoder = new TextDecoder();
  let held: Uint8Array[] = [], length = 0;
  const line = (): string => {
    const bytes = new Uint8Array(length);
    let at = 0;
    for (const part of held) {
      bytes.set(part, at);
      at += part.length;
    }
    [held, length] = [[], 0];
    return decoder.decode(bytes).trim();
  };
  const hold = (part: Uint8Array) => {
    length += part.length;
    if (length > most) throw new UserError("io", `a line of its answer has more than ${most} bytes`);
    // Who gave it may use its memory again.
    if (part.length > 0) held.push(part.slice());
  };
  for await (const piece of pieces) {
    let from = 0;
    for (let end; (end = piece.indexOf(LINE_END, from)) >= 0; from = end + 1) {
      hold(piece.subarray(from, end));
      const text = line();
      if (text !== "") yield text;
    }
    hold(piece.subarray(from));
  }
  const text = line();
  if (text !== "") yield text;
}
