import { mirrorCharacter } from "../../rasterise/sketch/mirror.ts";
import { tally } from "./tally.ts";

const pairs = tally();

/** Bits of information in neighbouring pairs of characters, relative to the most that so many could hold. */
export function entropy(lines: readonly string[]): number {
  pairs.clear();
  let total = 0;
  for (const line of lines) {
    let left = 32;
    for (let i = 0; i <= line.length; i++) {
      const right = i === line.length ? 32 : line.charCodeAt(i);
      if (left !== 32 || right !== 32) {
        pairs.add(left << 16 | right);
        total++;
      }
      left = right;
    }
  }
  if (total < 2) return 0;
  let bits = 0;
  pairs.forEach((count) => bits -= count * Math.log2(count / total));
  return bits / total / Math.log2(total);
}

/** Share of the ink whose left-right mirror place holds the mirrored character: 1 is perfectly symmetric. */
export function symmetry(lines: readonly string[]): number {
  let width = 0;
  for (const line of lines) width = Math.max(width, line.length);
  let common = 0, ink = 0;
  for (const line of lines) {
    for (let i = 0; i < line.length; i++) {
      if (line[i] === " ") continue;
      ink++;
      if (line[width - 1 - i] === mirrorCharacter(line[i]!)) common++;
    }
  }
  return common / Math.max(1, ink);
}

/** Longest distance at which a pattern may repeat. */
const MAX_PERIOD = 8;

/**
 * Share of the ink that stands again at some distance to its right and at some distance below, whichever is less: 1 is
 * an endless pattern, such as a wallpaper, a ruler or a page of one character. What is below `least` counts as 0, which
 * is found out sooner.
 */
export function repetition(lines: readonly string[], least = 0): number {
  let across = 0, down = 0;
  // The two ends of one line may well be alike: what repeats is half of it.
  const longest = lines.length === 1 ? Math.min(MAX_PERIOD, lines[0]!.length / 2) : MAX_PERIOD;
  for (let distance = 1; distance <= longest; distance++) {
    across = Math.max(across, sharedAt(lines, 0, distance, least));
  }
  if (lines.length < 3 || across === 0) return across;
  for (let distance = 1; distance <= MAX_PERIOD; distance++) {
    down = Math.max(down, sharedAt(lines, distance, 0, least));
  }
  return Math.min(across, down);
}

/** Share of the ink, where the picture and its shifted copy overlap, that is the same in both. */
function sharedAt(lines: readonly string[], rows: number, columns: number, least: number): number {
  let cells = 0;
  for (const line of lines) cells += line.length;
  const mostMisses = (1 - least) * cells;
  let same = 0, ink = 0;
  for (let row = 0; row + rows < lines.length && ink - same <= mostMisses; row++) {
    const line = lines[row]!, other = lines[row + rows]!;
    const end = columns > 0 ? other.length - columns : Math.max(line.length, other.length);
    for (let i = 0; i < end; i++) {
      const a = i < line.length ? line.charCodeAt(i) : 32;
      const b = i + columns < other.length ? other.charCodeAt(i + columns) : 32;
      if (a === 32 && b === 32) continue;
      ink++;
      if (a === b) same++;
    }
  }
  const share = same / Math.max(1, ink);
  return share < least ? 0 : share;
}
