import { columnsOf } from "../../art/graphemes.ts";

/** Columns from one tab stop to the next. */
const TAB = 8;

/** Every kind of line break as "\n". */
export function unifyLineEndings(text: string): string {
  return text.replace(
    /\r+\n?|[\v\f\u0085\u2028\u2029]/g,
    (found) => found.endsWith("\n") ? "\n" : "\n".repeat(found.length),
  );
}

/**
 * Spaces of any width as plain ones, an ideographic one as two; characters of no width are dropped, but for those that
 * join or vary pictographs.
 */
export function plainSpaces(text: string): string {
  return text
    .replace(/[\u00a0\u1680\u2000-\u200a\u202f\u205f\u2800]/g, " ")
    .replaceAll("\u3000", "  ")
    .replace(/[\u00ad\u200b\u200c\u200e\u200f\u202a-\u202e\u2060-\u2064\ufeff]/g, "")
    .replace(/(?<![\p{Extended_Pictographic}\p{Emoji_Modifier}\ufe0f])[\u200d\ufe0e\ufe0f]/gu, "");
}

/** Tabs as spaces up to the next multiple of eight columns. */
export function expandTabs(text: string): string {
  if (!text.includes("\t")) return text;
  return text.split("\n").map((line) => {
    let out = "", columns = 0;
    for (const [i, part] of line.split("\t").entries()) {
      const gap = i > 0 ? TAB - columns % TAB : 0;
      out += " ".repeat(gap) + part;
      columns += gap + columnsOf(part);
    }
    return out;
  }).join("\n");
}

/** Text without control characters: what is overstruck shows the last character, a DOS file ends at its end mark. */
export function dropControls(text: string): string {
  return text
    // deno-lint-ignore no-control-regex -- these are what is to be removed
    .replace(/\x1a(?:(?:SAUCE00|COMNT)[^]*)?$/, "").replace(/[^\n]\x08/g, "")
    // deno-lint-ignore no-control-regex -- these too
    .replace(/[\0-\x08\x0b-\x1f\x7f-\x9f]/g, "");
}
