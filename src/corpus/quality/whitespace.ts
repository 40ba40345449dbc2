/** Columns from one tab stop to the next. */
const TAB = 8;

/** Every kind of line break as "\n". */
export function unifyLineEndings(text: string): string {
  return text.replace(/\r*\n|\r|[\v\f\u0085\u2028\u2029]/g, "\n");
}

/** Spaces of any width as plain ones, an ideographic one as two; characters of no width are dropped. */
export function plainSpaces(text: string): string {
  return text
    .replace(/[\u00a0\u1680\u2000-\u200a\u202f\u205f\u2800]/g, " ")
    .replaceAll("\u3000", "  ")
    .replace(/[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufe0e\ufe0f\ufeff]/g, "");
}

/** Tabs as spaces up to the next multiple of eight columns. */
export function expandTabs(text: string): string {
  if (!text.includes("\t")) return text;
  return text.split("\n").map((line) => {
    let out = "";
    for (const [i, part] of line.split("\t").entries()) {
      if (i > 0) out = out.padEnd((Math.floor(out.length / TAB) + 1) * TAB);
      out += part;
    }
    return out;
  }).join("\n");
}

/** Text without control characters: what is overstruck shows the last character, a DOS file ends at its end mark. */
export function dropControls(text: string): string {
  return text
    // deno-lint-ignore no-control-regex -- these are what is to be removed
    .replace(/\x1a(?:(?:SAUCE00|COMNT)[^]*)?$/, "").replace(/[^\n]\x08/g, "")
    // deno-lint-ignore no-control-regex
    .replace(/[\0-\x08\x0b-\x1f\x7f-\x9f]/g, "");
}
