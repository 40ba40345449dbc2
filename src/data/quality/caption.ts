import { inkOf, wordShare, wordsOf } from "./text.ts";

/** Art without its captions, and what they say. */
export interface Uncaptioned {
  lines: string[];
  /** Empty where there was none. */
  caption: string;
  author: string;
}

/** Lines of a caption, words of one, and the share of its ink that must be words. */
const MAX_LINES = 3, MAX_WORDS = 24, MIN_SHARE = 0.7;
/** Characters of a line that may name the artist. */
const MAX_CREDIT = 120;
const CREDIT =
  /^\W*(?:(?:ascii ?)?art|drawn|made|created)?\s*by:?\s+(\S.*)$|^\s*(?:\(c\)|artist:|author:)\s*(\S.*)$/i;

/**
 * Takes captions off: lines of words at the top or the bottom, a blank line apart from the art, and a last line that names
 * the artist ("Art by …").
 */
export function takeCaption(lines: readonly string[]): Uncaptioned {
  let kept = trimBlank(lines);
  const texts: string[] = [];
  let author = "";
  const credit = creditIn(kept.at(-1) ?? "");
  if (credit !== undefined && kept.length > 2) {
    author = credit;
    kept = trimBlank(kept.slice(0, -1));
  }
  for (const fromEnd of [false, true]) {
    const rows = fromEnd ? kept.toReversed() : kept;
    const gap = rows.findIndex((line) => line.trim() === "");
    const block = rows.slice(0, Math.max(0, gap));
    if (block.length === 0 || block.length > MAX_LINES || rows.length - gap < 3) continue;
    const text = (fromEnd ? block.toReversed() : block).map((line) => line.trim());
    if (!isCaption(text.join(" ")) || wordShare(rows.slice(gap).join("\n")).share > 0.5) continue;
    author ||= text.map(creditIn).find((name) => name !== undefined) ?? "";
    texts.push(...text.filter((line) => creditIn(line) === undefined));
    kept = trimBlank(fromEnd ? kept.slice(0, kept.length - gap) : kept.slice(gap));
  }
  return { lines: kept, caption: texts.join(" "), author };
}

function isCaption(text: string): boolean {
  const { share, words } = wordShare(text.replace(/\d+|https?:\S+|\S+@\S+/g, ""));
  return words >= 1 && words <= MAX_WORDS && share >= MIN_SHARE &&
    wordsOf(text).some((word) => word.length > 2);
}

function creditIn(line: string): string | undefined {
  if (line.length > MAX_CREDIT) return undefined;
  const found = CREDIT.exec(line.trim());
  const name = (found?.[1] ?? found?.[2])?.replace(/^[-*<\s]+|[-*>.\s]+$/g, "");
  return name !== undefined && inkOf(name) <= 40 && /[a-z]{2}/i.test(name) ? name : undefined;
}

/** Lines without blank ones at the top and the bottom. */
export function trimBlank(lines: readonly string[]): string[] {
  const first = lines.findIndex((line) => line.trim() !== "");
  const last = lines.findLastIndex((line) => line.trim() !== "");
  return first < 0 ? [] : lines.slice(first, last + 1);
}
