/** Characters that no plain text needs. */

/** Sequences by which terminals are told of colours and the like. */
// deno-lint-ignore no-control-regex -- they begin with a control character
const ESCAPES = /\x1b(?:\[[0-?]*[ -/]*[@-~]|[@-_])/g;
/** Control characters but tabs and line ends, marks of byte order, widthless spaces, and what turns the direction of writing. */
// deno-lint-ignore no-control-regex -- these are what is looked for
const CONTROLS = /[\x00-\x08\x0b-\x1f\x7f-\x9f\u200b\u202a-\u202e\u2060\u2066-\u2069\ufeff]/g;

/** A text with line ends of one kind and without control characters, halves of characters and spaces at the ends of its lines. */
export function withoutControls(text: string): string {
  const lines = text.replace(/\r\n?|[\v\f\x85\u2028\u2029]/g, "\n").replace(ESCAPES, "").replace(CONTROLS, "")
    // Only from the first of a run of spaces: from each of them it would take the square of their number.
    .toWellFormed().replace(/(?<![ \t\u00a0])[ \t\u00a0]+$/gm, "");
  let from = 0, to = lines.length;
  while (lines[from] === "\n") from++;
  while (to > from && lines[to - 1] === "\n") to--;
  return lines.slice(from, to);
}
