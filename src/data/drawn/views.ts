import { randomStream } from "../../base/hash.ts";
import { MAX_HEIGHT, MAX_WIDTH } from "../found/normalise.ts";

/** One way to draw a picture. */
export interface View {
  columns: number;
  maxRows: number;
  strokeScale: number;
  /** Whether a mirrored copy joins it. */
  mirrored: boolean;
}

/** Bands of columns, `[from, to)`: a picture is drawn once in each, or with the given chance. */
const BANDS: { from: number; to: number; chance: number }[] = [
  { from: 10, to: 15, chance: 1 },
  { from: 15, to: 20, chance: 1 },
  { from: 20, to: 25, chance: 1 },
  { from: 25, to: 31, chance: 1 },
  { from: 31, to: 38, chance: 1 },
  { from: 38, to: 48, chance: 0.8 },
  { from: 48, to: 62, chance: 0.6 },
  { from: 62, to: MAX_WIDTH + 1, chance: 0.35 },
];
const MIRRORED_SHARE = 0.4;

/** The views of one picture: every width between 10 and 80 occurs over a corpus, small ones more often. */
export function planViews(key: string, seed: number, style: string): View[] {
  const random = randomStream(key, seed);
  return BANDS.flatMap(({ from, to, chance }) => {
    const [keep, place, stroke, mirror] = [random(), random(), random(), random()] as const;
    if (keep >= chance) return [];
    return [{
      columns: from + Math.floor(place * (to - from)),
      maxRows: MAX_HEIGHT,
      strokeScale: style === "line" ? 0.85 + 0.4 * stroke ** 2 : 1,
      mirrored: mirror < MIRRORED_SHARE,
    }];
  });
}
