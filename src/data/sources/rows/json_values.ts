import { MAX_RECORD, type RecordText } from "./text.ts";

/** What has a meaning, within a string and outside of one. */
const IN_STRING = /["\\\n]/g, OUTSIDE = /["\\\n{}[\],]/g;

/**
 * Texts of the values of a JSON document that comes by parts: the elements of its array, or without one the values that
 * stand one after the other. Knows strings and brackets only, so that a broken value spoils no other one if it can be
 * told from the next.
 */
export async function* valuesOf(parts: AsyncIterable<string>): AsyncGenerator<RecordText> {
  let line = 1, first = 1, text = "", depth = 0, isTooLong = false;
  let inString = false, isEscaped = false, isArray: boolean | undefined;
  const take = function* (): Generator<RecordText> {
    if (isTooLong) yield { line: first, text: undefined };
    else if (text.trim() !== "") yield { line: first, text };
    [text, isTooLong, first] = ["", false, line];
  };
  for await (const part of parts) {
    let from = 0, at = 0;
    const keep = (to: number) => {
      text += part.slice(from, to);
      from = to;
      if (text.length > MAX_RECORD) [text, isTooLong] = ["", true];
    };
    if (isArray === undefined) {
      const start = part.search(/[^\s\ufeff]/);
      line += part.slice(0, start < 0 ? undefined : start).split("\n").length - 1;
      if (start < 0) continue;
      isArray = part[start] === "[";
      [first, from, at] = [line, start + Number(isArray), start + Number(isArray)];
    }
    if (isEscaped) [isEscaped, at] = [false, at + 1];
    for (;;) {
      const mark = inString ? IN_STRING : OUTSIDE;
      mark.lastIndex = at;
      const i = mark.exec(part)?.index;
      if (i === undefined) break;
      at = i + 1;
      const character = part[i];
      if (character === "\n") line++;
      else if (character === "\\") {
        if (at < part.length) at++;
        else isEscaped = true;
      } else if (character === '"') inString = !inString;
      else if (character === "{" || character === "[") {
        if (depth++ === 0) first = line;
      } else if (character === "," && depth === 0 && isArray) {
        keep(i);
        from = at;
        yield* take();
      } else if (character === "}" || character === "]") {
        if (depth === 0 && isArray && character === "]") {
          keep(i);
          return yield* take();
        }
        depth = Math.max(0, depth - 1);
        if (depth === 0 && !isArray) {
          keep(at);
          yield* take();
        }
      }
    }
    keep(part.length);
  }
  yield* take();
}
