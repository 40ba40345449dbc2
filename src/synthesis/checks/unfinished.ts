/** Texts that stop in the middle of a sentence. */

/** What may stand behind the end of a sentence. */
const CLOSED = "[\"'”’»)\\]*]*";
const FINISHED = new RegExp(`[.!?…]${CLOSED}\\s*$`);
/** The end of a sentence: not behind the number of a step, an initial or a title. */
const END = new RegExp(
  `(?<!(?:^|\\n)\\s*\\d{1,3})(?<!\\b(?:Mr|Mrs|Ms|Dr|St|vs|etc|e\\.g|i\\.e|[A-Z]))[.!?…]+${CLOSED}(?=\\s)`,
  "g",
);
/** Lines of so many characters may be lines of prose, which go on in the next. */
const PROSE = 60;

/** A text that was cut off, up to its last whole sentence, or whole line of a list or poem; empty where there is none. */
export function finished(text: string): string {
  const rest = text.trimEnd();
  if (FINISHED.test(rest)) return rest;
  let sentence = 0;
  for (const found of rest.matchAll(END)) sentence = found.index + found[0].length;
  return rest.slice(0, Math.max(sentence, lastLine(rest))).trimEnd();
}

/** Where the last line ends that is surely whole, and is no heading of what is missing. */
function lastLine(text: string): number {
  for (let end = text.lastIndexOf("\n"); end > 0; end = text.lastIndexOf("\n", end - 1)) {
    const line = text.slice(text.lastIndexOf("\n", end - 1) + 1, end).trim();
    if (line === "" || line.endsWith(":")) continue;
    if (line.length < PROSE || /[.,;!?…"'”’)]$/.test(line)) return end;
  }
  return 0;
}
