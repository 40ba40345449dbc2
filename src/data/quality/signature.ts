import { openWordNet } from "../words/wordnet.ts";

/** Art without the artist's initials, and these. */
export interface Unsigned {
  lines: string[];
  /** Empty where there were none. */
  author: string;
}

/** Initials as artists leave them: "jgs", "-bug-", "[nabis]", "hjw98"; or with a capital: "Krogg". */
const INITIALS =
  /^([-~*=([{<]{0,2})([A-Za-z]{2,5}|[a-z]{1,3}['.:&][a-z]{1,4})(?:['/-]?\d\d)?([-~*=)\]}>]{0,2})$/;
/** What all initials have, to be looked for first. */
const LETTERS = /[A-Za-z]['.:&]?[A-Za-z]/;
/** Letters and pairs of them that draw, such as eyes, corners and fills. */
const DRAWING = /^[oOQdbqpPVvMmWwXxUuTLJYlIiHnAazZ8]+$/;
/** Words and noises that stand in pictures. */
const SPOKEN = new Set(
  "the and you me my we he she it is in on at to of or no yes hi hey hello oh ah ha haha ok go stop bye moo baa meow woof purr"
    .concat(
      " bark quack ribbit roar tweet buzz splash boom bang pow zap ssss hiss oink boo wow yum snap pop tick tock",
    )
    .split(" "),
);
/** Columns of white between a signature and the art beside it. */
const GAP = 2;

/**
 * Takes off the artist's initials: a short run of letters at the left or right rim, apart from all other ink, in the lowest
 * line that has one.
 */
export function takeSignature(lines: readonly string[]): Unsigned {
  for (let row = lines.length - 1; row >= 0; row--) {
    const line = lines[row]!;
    if (!LETTERS.test(line)) continue;
    for (const token of rimTokens(line)) {
      if (!isInitials(token.text) || !isApart(lines, row, token.start, token.start + token.text.length)) {
        continue;
      }
      const blank = line.slice(0, token.start) + " ".repeat(token.text.length) +
        line.slice(token.start + token.text.length);
      return { lines: lines.with(row, blank.trimEnd()), author: INITIALS.exec(token.text)![2]! };
    }
  }
  return { lines: [...lines], author: "" };
}

/** The last and the first run of ink of a line. */
function rimTokens(line: string): { text: string; start: number }[] {
  const inked = line.trimEnd(), last = inked.lastIndexOf(" ") + 1;
  const first = line.search(/\S/), end = inked.indexOf(" ", first);
  const tokens = [{ text: inked.slice(last), start: last }];
  return end < 0 ? tokens : [...tokens, { text: inked.slice(first, end), start: first }];
}

function isInitials(token: string): boolean {
  const [, before = "", letters = "", after = ""] = INITIALS.exec(token) ?? [];
  if (letters === "" || SPOKEN.has(letters.toLowerCase()) || /(.)\1\1/i.test(letters)) return false;
  if (new Set(letters.toLowerCase()).size < 2) return false;
  if (before !== "" && after !== "") return true;
  if (before !== "" || after !== "" || DRAWING.test(letters)) return false;
  // A word tells what the picture shows: "cat" is none of the artists.
  return letters.length < 3 || openWordNet().senses(letters.toLowerCase()).length === 0;
}

/** Whether nothing but white is around a token, above and below it too. */
function isApart(lines: readonly string[], row: number, start: number, end: number): boolean {
  const isBlank = (line: string | undefined, from: number, to: number) =>
    (line ?? "").slice(Math.max(0, from), to).trim() === "";
  return isBlank(lines[row], start - GAP, start) && isBlank(lines[row], end, end + GAP) &&
    isBlank(lines[row - 1], start - 1, end + 1) && isBlank(lines[row + 1], start - 1, end + 1);
}
