import { wordsOf } from "./text.ts";

const KEYWORDS = new RegExp(
  "^\\s*(?:#\\s*(?:include|define|ifn?def|endif)\\b|import [\\w{*\"']|from [\\w.]+ import|def \\w+\\s*\\(|class [A-Z]\\w*|" +
    "function\\b|return\\b|(?:} )?else\\b.*[{:]?$|elif |if ?\\(|(?:if|while|for) .+[:;]$|for ?\\(|while ?\\(|switch ?\\(|" +
    "case .+:|(?:public|private|protected|static|final|const|let|var|int|void|char|float|double|unsigned) [\\w*]|" +
    "(?:printf|print|echo|puts|console\\.log)\\b|(?:SELECT|INSERT|UPDATE|DELETE|CREATE|WHERE|FROM|ORDER BY) |" +
    "(?:package|use|using|module|struct|typedef|enum) [\\w{]|begin$|end[;.]?$|try\\b|catch\\b|@\\w+$)",
);

/** Patterns of lines that programs, markup, diffs, logs and listings have and art has not. */
const CODE: readonly RegExp[] = [
  KEYWORDS,
  /^\s*[\w.$>[\]"'-]*[a-zA-Z]{3}[\w.$[\]"']*\s*(?:[-+*|&]|:)?=\s*[\w"'[{(-]/, // assignment
  /^\s*["']?[a-zA-Z][\w-]+["']?\s*:\s+["'[{\d\w].*,?$/, // a key and its value
  /\b[a-z_]{3,}\w*\([^()]*\)\s*[;,{]?\s*$/i, // a call
  /\b[a-z]{3,}\b.*[\w)\]"'];\s*$/i, // a statement
  /^\s*(?:\/\/+|#|\/\*+|\*|--|;;?)\s+[A-Za-z]{2,} [A-Za-z]/, // a comment
  /^\s*<\/?[a-z][a-z0-9-]+(?:\s[^<>]*)?\/?>|<\/[a-z]\w*>\s*$|^\s*<\?xml|^\s*<!/i, // markup
  /^(?:diff --git |index [0-9a-f]{7}|@@ -\d|\+\+\+ \S|--- [\w/])/, // a diff
  /^\W?\d{4}-\d\d-\d\d|^\w{3} [ \d]\d \d\d:\d\d|^\W?\d\d:\d\d:\d\d|^\d+\.\d+\.\d+\.\d+ |\b(?:INFO|WARN|ERROR|DEBUG)\b/, // a log
  /^\s*[0-9a-f]{4,16}:?(?:\s+[0-9a-f]{2,4}){4,}/i, // a dump
  /^[-dl](?:[r-][w-][x-]){3}\s|^[$>%] [a-z]{2,}/, // a listing, a command
];

const CHANGED = /^[-+ ]/;

/** What a line of code has at least: two letters in a row, or a digit. */
const WORDED = /[A-Za-z]{2}|\d/;

/** A closing brace or bracket alone: code where there is other code. */
const CLOSING = /^\s*[}\])]+[;,)]*\s*$/;

/** Share of the lines with ink that look like source code, markup, a diff, a log or a table, and how many these are. */
export function codeShare(lines: readonly string[]): { share: number; lines: number } {
  const inked = lines.filter((line) => line.trim() !== "");
  const worded = inked.filter((line) => WORDED.test(line));
  const code = worded.filter((line) => CODE.some((pattern) => pattern.test(line))).length;
  if (lines.some((line) => /^@@ -\d/.test(line))) {
    const changed = inked.filter((line) => CHANGED.test(line)).length;
    return { share: changed / inked.length, lines: changed };
  }
  const closing = code === 0 ? 0 : inked.filter((line) => CLOSING.test(line)).length;
  const found = Math.max(code + closing, worded.length < 3 ? 0 : tableLines(inked, worded));
  return { share: found / Math.max(1, inked.length), lines: found };
}

const RULE = /^(?=.*[-=]{3})[\s|+:=-]+$/;
const NUMBER = /^[-+$€(]*\d[\d.,:/%)-]*$/;

/** Lines of a table: rows whose cells hold words or numbers, equally many in most rows, and the rules between them. */
function tableLines(lines: readonly string[], worded: readonly string[]): number {
  const cells = worded.map((line) => ({ line, count: cellsOf(line) })).filter(({ count }) => count >= 2);
  const groups = Map.groupBy(cells, ({ count }) => count);
  const rows = ([...groups.values()].sort((a, b) => b.length - a.length)[0] ?? []).map(({ line }) => line);
  // Fills such as "888 88" look like numbers; those of a table differ.
  const text = rows.join(" ");
  const numbers = new Set(text.match(/\d+/g)), words = new Set(wordsOf(text).filter(isLong));
  if (rows.length < 3 || numbers.size + words.size < 1.5 * rows.length) return 0;
  return rows.length + lines.filter((line) => RULE.test(line)).length;
}

const isLong = (word: string): boolean => word.length >= 3;

/** Number of a line's cells if most hold words or numbers, else 0. */
function cellsOf(line: string): number {
  for (const separator of [/\s*\|\s*/, /[,;](?! )/, /\s{2,}/]) {
    const cells = line.trim().replace(/^\||\|$/g, "").trim().split(separator);
    if (cells.length < 2) continue;
    const filled = cells.filter((cell) => NUMBER.test(cell) || wordsOf(cell).some(isLong)).length;
    if (filled >= 2 && filled >= 0.7 * cells.length) return cells.length;
  }
  return 0;
}
