import { decodeTextArt } from "../found/ansi/decode.ts";
import type { Source } from "../found/finding.ts";
import { nameOf } from "../quality/naming.ts";
import { wordShare } from "../quality/text.ts";
import { labelsOfPath, lastingId, plainFinding, wordsOfName } from "./local.ts";
import { readFiles } from "./walk.ts";

/** How a text is taken apart. */
export interface CollectionOptions {
  /** The line between two pieces; by default a rule that repeats, or else blank lines. */
  separator?: string;
}

/** A piece of a collection with its caption, empty where it has none. */
export interface CollectedPiece {
  art: string;
  caption: string;
}

/** Text files that hold several pieces each, with captions between them or without. */
export function textCollections({ path, separator }: { path: string } & CollectionOptions): Source {
  return {
    name: "collections",
    async *find(asked) {
      for await (const { name, bytes } of readFiles(path, [".txt", ".asc", ".ascii", ".art"], asked)) {
        const read = decodeTextArt(bytes);
        if (!read) {
          asked.onProblem(name, "is no text");
          continue;
        }
        for (
          const { art, caption } of splitCollection(read.lines, separator === undefined ? {} : { separator })
        ) {
          const sourceId = await lastingId(name, art);
          if (asked.isKnown(sourceId)) continue;
          const labels = [wordsOfName(caption), ...labelsOfPath(name)].filter((words) => words !== "");
          yield plainFinding({ source: "collections", sourceId, art, title: caption, labels });
        }
      }
    },
  };
}

/** A line of one repeated mark, such as "-----", or the "%" of fortune files. */
const RULE = /^(%|([-=~*_#+.])\2{9,})$/;
/** A caption has letters, and no character that draws; it may be numbered. */
const CAPTION = /^(\d+[.):]\s*)?[\p{L}][\p{L}\d ,.'&()-]*:?$/u;
const MAX_CAPTION = 60;

/** Takes a text with several pieces apart; a caption may stand as a block of its own above its piece. */
export function splitCollection(lines: readonly string[], options: CollectionOptions = {}): CollectedPiece[] {
  const pieces: CollectedPiece[] = [];
  let caption = "";
  for (const block of blocksOf(lines.map((line) => line.trimEnd()), options.separator)) {
    const [only = "", ...more] = block;
    if (more.length === 0 && isCaption(only)) {
      caption = only.trim().replace(/:$/, "");
      continue;
    }
    const parts = withoutCaption(block);
    pieces.push({ art: parts.block.join("\n"), caption: parts.caption || caption });
    caption = "";
  }
  return pieces;
}

function isCaption(line: string): boolean {
  const text = line.trim();
  return text.length <= MAX_CAPTION && CAPTION.test(text);
}

/**
 * A first line that is a caption: apart from the rest by a blank line, or right above it where it names something and
 * what follows is no text.
 */
function withoutCaption(block: string[]): { block: string[]; caption: string } {
  const [first = "", second = "", ...rest] = block;
  const isApart = second === "";
  if (rest.length === 0 || !isCaption(first) || !isApart && !namesArt(first, [second, ...rest])) {
    return { block, caption: "" };
  }
  const art = isApart ? rest.slice(rest.findIndex((line) => line !== "")) : [second, ...rest];
  return { block: art, caption: first.trim().replace(/:$/, "") };
}

function namesArt(caption: string, art: readonly string[]): boolean {
  return !isCaption(art[0]!) && wordShare(art.join("\n")).share < 0.5 && nameOf(caption) !== undefined;
}

/** Blocks without blank lines around them, cut at a separator, at rules, at double blank lines, or at any. */
function blocksOf(lines: string[], separator: string | undefined): string[][] {
  const cut = separator?.trim() ?? ruleOf(lines);
  if (cut !== undefined) return split(lines, (line) => line.trim() === cut);
  const doubled = lines.some((line, i) => i > 0 && line === "" && lines[i - 1] === "" && isInside(lines, i));
  if (!doubled) return split(lines, (line) => line === "");
  return split(lines, (line, i) => line === "" && (lines[i - 1] === "" || lines[i + 1] === ""));
}

/** The rule that stands between pieces: one that comes at least twice. */
function ruleOf(lines: string[]): string | undefined {
  const counts = new Map<string, number>();
  for (const line of lines) {
    const text = line.trim();
    if (RULE.test(text)) counts.set(text, (counts.get(text) ?? 0) + 1);
  }
  const [most] = [...counts].sort(([, a], [, b]) => b - a);
  return most !== undefined && most[1] >= 2 ? most[0] : undefined;
}

const isInside = (lines: string[], i: number): boolean =>
  lines.slice(0, i).some((line) => line !== "") && lines.slice(i).some((line) => line !== "");

function split(lines: string[], isCut: (line: string, index: number) => boolean): string[][] {
  const blocks: string[][] = [[]];
  lines.forEach((line, i) => isCut(line, i) ? blocks.push([]) : blocks.at(-1)!.push(line));
  return blocks.map(trimmed).filter((block) => block.length > 0);
}

function trimmed(block: string[]): string[] {
  const from = block.findIndex((line) => line !== "");
  return from < 0 ? [] : block.slice(from, block.findLastIndex((line) => line !== "") + 1);
}
