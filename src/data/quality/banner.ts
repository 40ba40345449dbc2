/** Log of columns a line beyond which wider tells nothing more. */
const WIDE = 1.6;
/** Logistic regression on FIGlet fonts against drawings of their size, see docs/quality.md. */
const WEIGHTS: Record<keyof BannerFeatures, number> = {
  aspect: 6.775,
  lines: -1.19,
  ink: 3.575,
  strokes: 3.225,
  longestRun: -0.537,
  longestGap: 1.705,
  thinnest: 4.924,
  unevenness: 2.287,
};
const FEATURES = [
  "aspect",
  "lines",
  "ink",
  "strokes",
  "longestRun",
  "longestGap",
  "thinnest",
  "unevenness",
] as const;
const BIAS = -11.292;
/** Lines that big letters have. */
const LINES = { min: 3, max: 14 };

/** How much trimmed art looks like big letters, from 0 to 1. */
export function bannerScore(lines: readonly string[]): number {
  if (lines.length < LINES.min || lines.length > LINES.max) return 0;
  const features = bannerFeatures(lines);
  const sum = FEATURES.reduce((sum, name) => sum + WEIGHTS[name] * features[name], BIAS);
  return 1 / (1 + Math.exp(-sum));
}

/** What tells big letters from a picture of their size. */
interface BannerFeatures {
  /** Log of columns a line, at most WIDE. */
  aspect: number;
  lines: number;
  /** Share of the cells with ink. */
  ink: number;
  /** Runs of ink a line for each letter-sized part of it. */
  strokes: number;
  /** Longest stroke or gap across, in letter sizes. */
  longestRun: number;
  longestGap: number;
  /** Least ink of a letter-sized part relative to the mean, and spread of ink over the inner lines relative to it. */
  thinnest: number;
  unevenness: number;
}

/** Features of trimmed art of two lines or more. */
function bannerFeatures(lines: readonly string[]): BannerFeatures {
  const height = lines.length, width = lines.reduce((most, line) => Math.max(most, line.length), 1);
  const columns = new Float64Array(width), rows = new Float64Array(height);
  let ink = 0, runs = 0, longestRun = 0;
  for (let row = 0; row < height; row++) {
    const line = lines[row]!;
    let length = 0;
    for (let column = 0; column < line.length; column++) {
      if (line[column] === " ") {
        length = 0;
        continue;
      }
      if (column === 0 || line[column - 1] === " ") runs++;
      length = line[column] === line[column - 1] ? length + 1 : 1;
      longestRun = Math.max(longestRun, length);
      columns[column]!++;
      rows[row]!++;
      ink++;
    }
  }
  const letter = Math.max(3, height * 1.3);
  let gap = 0, longestGap = 0;
  for (const count of columns) longestGap = Math.max(longestGap, gap = count === 0 ? gap + 1 : 0);
  const window = Math.min(width, Math.ceil(letter));
  let part = 0, thinnest = Infinity;
  for (let column = 0; column < width; column++) {
    part += columns[column]! - (columns[column - window] ?? 0);
    if (column >= window - 1) thinnest = Math.min(thinnest, part);
  }
  const inner = rows.subarray(1, Math.max(2, height - 1));
  const mean = inner.reduce((sum, count) => sum + count, 0) / inner.length;
  const spread = Math.sqrt(inner.reduce((sum, count) => sum + (count - mean) ** 2, 0) / inner.length);
  return {
    aspect: Math.min(WIDE, Math.log(width / height)),
    lines: height,
    ink: ink / (width * height),
    strokes: runs / height / (width / letter),
    longestRun: longestRun / letter,
    longestGap: longestGap / letter,
    thinnest: thinnest / (ink * window / width),
    unevenness: spread / Math.max(1, mean),
  };
}
