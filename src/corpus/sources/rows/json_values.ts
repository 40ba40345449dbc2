import { MAX_RECORD, type RecordText } from "./text.ts";

/**
 * Texts of the values of a JSON document that comes by parts: the elements of its array, or without one the values that
 * stand one after the other. Knows strings and brackets only, so that a broken value spoils no other one if it can be
 * told from the next.
 */
export async function* valuesOf(parts: AsyncIterable<string>): AsyncGenerator<RecordText> {
  let line = 1, first = 1, text = "", depth = 0, isTooLong = false;
  let inString = false, isEscaped = false, isArray: boolean | undefined;
  const take = (): RecordText | undefined => {
    const found = { line: first, text: isTooLong ? undefined : text };
    const isBlank = !isTooLong && text.trim() === "";
    [text, isTooLong] = ["", false];
    return isBlank ? undefined : found;
  };
  for await (const part of parts) {
    let from = 0;
    const keep = (to: number) => {
      text += part.slice(from, to);
      from = to;
      if (text.length > MAX_RECORD) [text, isTooLong] = ["", true];
    };
    for (let i = 0; i < part.length; i++) {
      const character = part[i]!;
      if (character === "\n") line++;
      if (isEscaped) isEscaped = false;
      else if (inString) {
        if (character === "\\") isEscaped = true;
        else if (character === '"') inString = false;
      } else if (character === '"') inString = true;
      else if (character <= " ") continue;
      else if (isArray === undefined && text.trim() === "" && from <= i) {
        isArray = character === "[";
        if (isArray) {
          [from, first] = [i + 1, line];
          continue;
        }
      }
      if (inString || isEscaped) continue;
      if (character === "{" || character === "[") {
        if (depth === 0) first = line;
        depth++;
      } else if (character === "}" || character === "]") {
        if (depth === 0 && isArray && character === "]") {
          keep(i);
          const last = take();
          if (last) yield last;
          return;
        }
        depth = Math.max(0, depth - 1);
        if (depth === 0 && !isArray) {
          keep(i + 1);
          const value = take();
          if (value) yield value;
          first = line;
        }
      } else if (character === "," && depth === 0 && isArray) {
        keep(i);
        from = i + 1;
        const value = take();
        if (value) yield value;
        first = line;
      }
    }
    keep(part.length);
  }
  const rest = take();
  if (rest) yield rest;
}
