import { decodeBytes, encodingOf } from "../../found/ansi/encoding.ts";
import { UserError } from "../../../base/errors.ts";
import { plainFileSize } from "../../../base/files.ts";

/** Characters of one record; what is longer is passed over. */
export const MAX_RECORD = 2 ** 21;

/** A record's text with the line that it begins in; undefined where it is too long. */
export interface RecordText {
  line: number;
  text: string | undefined;
}

const CHUNK = 1 << 16;

/**
 * The text of a file by parts, in the encoding that its beginning is in. Throws a UserError where it cannot be read or is
 * no text.
 */
export async function* textOf(path: string): AsyncGenerator<string> {
  await plainFileSize(path);
  using file = await Deno.open(path);
  const buffer = new Uint8Array(CHUNK);
  let decode: ((bytes: Uint8Array) => string) | undefined;
  for (let count = await file.read(buffer); count !== null; count = await file.read(buffer)) {
    const bytes = buffer.subarray(0, count);
    yield (decode ??= decoderFor(bytes, path))(bytes);
  }
}

function decoderFor(beginning: Uint8Array, path: string): (bytes: Uint8Array) => string {
  // The last character may be cut.
  const whole = beginning.subarray(0, Math.max(beginning.findLastIndex((byte) => byte < 0x80) + 1, 2));
  const encoding = encodingOf(whole);
  if (!encoding.startsWith("utf-16") && beginning.includes(0)) {
    throw new UserError("input", `${path} is no text`);
  }
  if (encoding === "cp437") return (bytes) => decodeBytes(bytes, encoding);
  const decoder = new TextDecoder(encoding);
  return (bytes) => decoder.decode(bytes, { stream: true });
}

/** Lines of a text that comes by parts. */
export async function* linesOf(parts: AsyncIterable<string>): AsyncGenerator<RecordText> {
  let line = 1, begun = "", isTooLong = false;
  for await (const part of parts) {
    let from = 0;
    for (let end = part.indexOf("\n"); end >= 0; end = part.indexOf("\n", from)) {
      const text = begun + part.slice(from, end);
      yield { line: line++, text: isTooLong || text.length > MAX_RECORD ? undefined : text };
      [begun, isTooLong, from] = ["", false, end + 1];
    }
    begun += part.slice(from);
    if (begun.length > MAX_RECORD) [begun, isTooLong] = ["", true];
  }
  if (begun !== "" || isTooLong) yield { line, text: isTooLong ? undefined : begun };
}
