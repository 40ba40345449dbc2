import { PerlRefusal } from "./refusal.ts";

/** A literal as it stands in the source. */
export interface Literal {
  /** Without its delimiters; an indented here-document without its indentation. */
  text: string;
  /** What backslashes and variables in it mean: all of Perl's escapes, those of the delimiters only, or nothing. */
  quoting: "interpolated" | "single" | "raw";
  /** The delimiters, which a backslash takes the meaning from. */
  delimiters: string;
  /** Where `text` begins in the source. */
  at: number;
}

/** A place in a Perl source. Its white space knows comments, POD, and the bodies of here-documents. */
export interface Scanner {
  readonly source: string;
  at(): number;
  /** Whether nothing follows but white space. */
  isDone(): boolean;
  /** Takes what a sticky pattern matches next, after white space. */
  take(pattern: RegExp): RegExpExecArray | undefined;
  /** Takes a literal text: quoted in any way, or a here-document, whose body is then passed over. */
  takeLiteral(): Literal | undefined;
  refuse(what: string, at?: number): never;
}

const CLOSING: Record<string, string> = { "(": ")", "[": "]", "{": "}", "<": ">" };

/** A scanner at the beginning of a source, whose line breaks are "\n". */
export function scan(source: string): Scanner {
  let at = 0;
  /** From the line break before the bodies of a line's here-documents to what follows them. */
  const bodies = new Map<number, number>();

  const refuse = (what: string, place = at): never => {
    throw new PerlRefusal(source, place, what);
  };
  const skipSpace = (): void => {
    for (;;) {
      const isLineStart = at === 0 || source[at - 1] === "\n";
      const pod = isLineStart ? match(/=[A-Za-z][^]*?(?:\n=cut\b.*|$(?![^]))/y) : undefined;
      if (pod) at += pod[0].length;
      else if (source[at] === "\n") at = bodies.get(at) ?? at + 1;
      else if (/\s/.test(source[at] ?? "")) at++;
      else if (source[at] === "#") at = lineEnd(at);
      else if (match(/__(?:END|DATA)__\b/y)) at = source.length;
      else return;
    }
  };
  const lineEnd = (from: number): number => {
    const found = source.indexOf("\n", from);
    return found < 0 ? source.length : found;
  };
  const match = (pattern: RegExp): RegExpExecArray | undefined => {
    pattern.lastIndex = at;
    return pattern.exec(source) ?? undefined;
  };
  const take = (pattern: RegExp): RegExpExecArray | undefined => {
    skipSpace();
    const found = match(pattern);
    if (found) at += found[0].length;
    return found;
  };

  const takeQuoted = (): Literal | undefined => {
    const found = take(/(qq?)\b\s*([^\w\s,=;)])|(["'])/y);
    if (!found) return undefined;
    const operator = found[1], quote = found[2] ?? found[3]!;
    const closing = CLOSING[quote] ?? quote;
    const from = at;
    for (let depth = 1;; at++) {
      if (at >= source.length) return refuse(`opens a text with ${quote} that nothing ends`, from);
      if (bodies.has(at)) return refuse("has a text around a here-document", from);
      if (source[at] === "\\") at++;
      else if (source[at] === closing && --depth === 0) break;
      else if (source[at] === quote && closing !== quote) depth++;
    }
    const text = source.slice(from, at++);
    const interpolates = operator === "qq" || quote === '"' && operator === undefined;
    return {
      text,
      quoting: interpolates ? "interpolated" : "single",
      delimiters: quote + closing,
      at: from,
    };
  };

  const takeHere = (): Literal | undefined => {
    const found = take(/<<(~?)(?:\s*(["'])(.*?)\2|\\?(\w+)|\s+(\w+))/y);
    if (!found) return undefined;
    const [operator, tilde = "", quote, quoted, bare, spaced] = found;
    // Perl forbids a space before a bare mark, but cow files have been seen with it.
    if (spaced !== undefined) return refuse(`has a space between << and ${spaced}, which Perl does not take`);
    const mark = quoted ?? bare ?? "";
    const newline = lineEnd(at);
    const from = bodies.get(newline) ?? newline + 1;
    const indent = tilde === "" ? "" : "[ \\t]*";
    const ending = new RegExp(`^(${indent})${mark.replace(/[^\w\s]/g, "\\$&")}$`, "mg");
    ending.lastIndex = from;
    const ended = ending.exec(source);
    if (!ended) return refuse(`begins a here-document that no line "${mark}" ends`);
    bodies.set(newline, Math.min(source.length, ended.index + ended[0].length + 1));
    const text = withoutIndent(source.slice(from, ended.index), ended[1]!);
    if (text === undefined) return refuse("has a here-document with less indentation than its end");
    const isRaw = quote === "'" || operator.includes("\\");
    return { text, quoting: isRaw ? "raw" : "interpolated", delimiters: "", at: from };
  };

  return {
    source,
    at: () => at,
    isDone: () => (skipSpace(), at >= source.length),
    take,
    takeLiteral: () => takeHere() ?? takeQuoted(),
    refuse,
  };
}

/** A here-document's text without the indentation of its end; undefined where a line lacks it. */
function withoutIndent(text: string, indent: string): string | undefined {
  const lines = text.split("\n");
  if (lines.some((line) => line !== "" && !line.startsWith(indent))) return undefined;
  return lines.map((line) => line.slice(indent.length)).join("\n");
}
