import { codeShare } from "./code.ts";
import { isCollapsed } from "./collapsed.ts";
import { headerLines } from "./header.ts";
import { type QualityOptions, qualityOptions } from "./options.ts";
import { entropy, repetition, symmetry } from "./scores.ts";
import { inkOf, wordShare } from "./text.ts";

/** Checks that can refuse a piece, in the order in which they are made. */
export const CHECKS = [
  "size",
  "printable",
  "header",
  "code",
  "prose",
  "oneLine",
  "collapsed",
  "repetition",
  "entropy",
  "symmetry",
  "label",
] as const;
export type CheckName = typeof CHECKS[number];

/** Different characters of a piece of one line. */
const MIN_KINDS = 3;

/** A check of trimmed lines: why they are refused, undefined where they pass. */
type Check = (lines: readonly string[], options: QualityOptions) => string | undefined;

/** Checks of the art itself; the label is looked for only where all these pass. */
export const ART_CHECKS: readonly (readonly [Exclude<CheckName, "label">, Check])[] = [
  ["size", checkSize],
  ["printable", checkPrintable],
  ["header", (lines, { header }) => {
    const count = headerLines(lines);
    return count > header.maxLines ? `${count} header lines of mail, at most ${header.maxLines}` : undefined;
  }],
  ["code", (lines, { code }) => {
    const { share, lines: count } = codeShare(lines);
    return count >= code.minLines && share > code.max
      ? `${percent(share)} of the lines are code or tables, at most ${percent(code.max)}`
      : undefined;
  }],
  ["prose", (lines, { prose }) => {
    const { share, words } = wordShare(lines.join("\n"));
    return words >= prose.minWords && share > prose.max
      ? `${percent(share)} of the ink is in ${words} words, at most ${percent(prose.max)}`
      : undefined;
  }],
  ["oneLine", checkOneLine],
  [
    "collapsed",
    (lines, { collapsed }) =>
      lines.length >= collapsed.minLines && isCollapsed(lines)
        ? `no two spaces in a row in ${lines.length} lines: indentation was lost`
        : undefined,
  ],
  ["repetition", (lines, { repetition: { max } }) => {
    const value = repetition(lines, max);
    return value > max ? `${percent(value)} of the ink repeats, at most ${percent(max)}` : undefined;
  }],
  [
    "entropy",
    // Hardly any pair comes twice in one line.
    (lines, { entropy: { min, max } }) =>
      outside("entropy", entropy(lines), { min, max: lines.length > 1 ? max : Infinity }),
  ],
  [
    "symmetry",
    (lines, { symmetry: bounds }) =>
      bounds.min > 0 || bounds.max < 1 ? outside("symmetry", symmetry(lines), bounds) : undefined,
  ],
];

/** What `normalise` takes; it holds where the check is off, too. */
const LIMITS = qualityOptions().size;

function checkSize(lines: readonly string[], options: QualityOptions): string | undefined {
  const size = options.size.enabled ? options.size : LIMITS;
  const width = lines.reduce((most, line) => Math.max(most, line.length), 0);
  const ink = lines.reduce((sum, line) => sum + inkOf(line), 0);
  if (width > size.maxWidth) return `${width} columns, at most ${size.maxWidth}`;
  if (lines.length > size.maxHeight) return `${lines.length} lines, at most ${size.maxHeight}`;
  if (ink < size.minInk) return `${ink} characters, at least ${size.minInk}`;
  if (width < size.minWidth) return `${width} columns, at least ${size.minWidth}`;
  return lines.length < size.minHeight ? `${lines.length} lines, at least ${size.minHeight}` : undefined;
}

function checkPrintable(lines: readonly string[], { printable }: QualityOptions): string | undefined {
  const text = lines.join("");
  const foreign = text.match(/[^ -~]/gu);
  if (!foreign) return undefined;
  const share = 1 - foreign.length / Math.max(1, inkOf(text));
  return share < printable.min
    ? `${percent(share)} of the ink is printable ASCII, at least ${percent(printable.min)}; first ${
      JSON.stringify(foreign[0])
    }`
    : undefined;
}

/** A single line is a word, a number or a rule far more often than art, and there is little to tell them by. */
function checkOneLine(lines: readonly string[], { oneLine: { min } }: QualityOptions): string | undefined {
  if (lines.length !== 1) return undefined;
  const ink = lines[0]!.replaceAll(" ", ""), marks = ink.replace(/[A-Za-z\d]/g, "");
  if (new Set(ink).size < MIN_KINDS) return `one line of fewer than ${MIN_KINDS} different characters`;
  const share = marks.length / Math.max(1, ink.length);
  return share < min
    ? `${percent(share)} of the only line is neither letters nor digits, at least ${percent(min)}`
    : undefined;
}

function outside(
  name: string,
  value: number,
  { min, max }: { min: number; max: number },
): string | undefined {
  if (value < min) return `${name} ${value.toFixed(2)}, at least ${min}`;
  return value > max ? `${name} ${value.toFixed(2)}, at most ${max}` : undefined;
}

function percent(share: number): string {
  return `${Math.floor(100 * share)} %`;
}
