import { likeness } from "../../rasterise/sketch/packed.ts";
import { columnsOf, OWN } from "../sources/own/candidates.ts";
import { isMisleading } from "./misleading.ts";
import { nameablePlace } from "./nameable.ts";

/** So many pictures of a word, the last left out, are told apart from their twins before they get their places. */
const TOLD_APART = 16;

/** Sources by their drawings: the lower, the plainer. */
const PLAINNESS: Readonly<Record<string, number>> = {
  "lucide": 0,
  "lucide-lab": 1,
  "tabler": 2,
  "ph": 3,
  "iconoir": 4,
  "mingcute": 4.3,
  "boxicons": 4.6,
  "mdi": 5,
  "icon-park-outline": 6,
  "hugeicons": 7,
  "streamline-ultimate": 7.2,
  "streamline-cyber": 7.4,
  "healthicons": 7.6,
  "carbon-pictograms": 7.8,
  "fluent-emoji-flat": 8,
  "twemoji": 9,
  "streamline-emojis": 9.2,
  "fxemoji": 9.4,
  "figchild": 9.6,
  "noto": 10,
  "noto-v1": 10.5,
  "fluent-emoji-high-contrast": 11,
  "fa7-solid": 11.5,
  "emojione-monotone": 12,
};

/** What decides the places of a word's pictures; whatever is changed here makes stored places out of date. */
export const RANKING = {
  plainness: PLAINNESS,
  /** Other sources come last. */
  unknown: 13,
  /**
   * Places further back: a picture that has the word as a mere tag, one like an earlier one, one that misleads, and each
   * step of edges beyond a legible number.
   */
  asTag: 12,
  asTwin: 10,
  asMisleading: 40,
  /** Places further forward: a picture that was chosen by looking; the first of these is the word's first. */
  asNameable: 100,
  /** One that was drawn for this project comes before all others. */
  asOwn: 1000,
  /** One that is made for few columns stands behind the others elsewhere. */
  asSmall: 30,
  busy: 420,
  busyStep: 40,
  /** Sketches that differ by no more of their ink are nearly the same picture. */
  twin: 0.3,
  /** Pictures that may be moved back as twins. */
  candidates: 2 * TOLD_APART,
} as const;

/** A picture as far as its rank depends on it. */
export interface Ranked {
  source: string;
  sourceId: string;
  /** Its main label. */
  label: string;
  /** As from `countEdges`. */
  edges: number;
}

/** How far back a picture of a word stands before twins are looked for: the lower, the plainer. */
export function rankOf(word: string, ranked: Ranked): number {
  const { source, sourceId, label, edges } = ranked;
  if (source === OWN) return columnsOf(ranked) === undefined ? -RANKING.asOwn : RANKING.asSmall;
  const picture = `${source}/${sourceId}`, chosen = nameablePlace(word, picture);
  if (chosen !== undefined) return chosen - RANKING.asNameable;
  const bustle = Math.max(0, edges - RANKING.busy) / RANKING.busyStep;
  return (label === word ? 0 : RANKING.asTag) + (RANKING.plainness[source] ?? RANKING.unknown) + bustle +
    (isMisleading(word, picture) ? RANKING.asMisleading : 0);
}

/** Highest place that is told apart. */
export const LAST_PLACE = 0xffff;

/**
 * Writes the place of each of a word's pictures of one style into `places`: the plainest is the first, then the plainest
 * that is clearly another picture, so that the first few numbers show what variety there is. `group` holds indices into
 * `ranks` and `places`, and is sorted; `sketchOf` gives the packed sketch of one of them.
 */
export function numberPictures(
  group: Uint32Array,
  ranks: Float64Array,
  sketchOf: (index: number) => Uint8Array,
  places: Uint16Array,
): void {
  group.sort((a, b) => ranks[a]! - ranks[b]! || a - b);
  group.forEach((index, rank) => places[index] = Math.min(LAST_PLACE, Math.max(rank, TOLD_APART - 1)));
  if (group.length === 1) {
    places[group[0]!] = 0;
    return;
  }
  const candidates = [...group.subarray(0, RANKING.candidates)];
  const alike = likeness(candidates.map(sketchOf), RANKING.twin);
  const own = candidates.map((index) => ranks[index]!);
  const left = new Map(own.entries());
  for (let place = 0; place < TOLD_APART - 1 && left.size > 0; place++) {
    const [next] = [...left].reduce((best, other) => other[1] < best[1] ? other : best);
    places[candidates[next]!] = place;
    left.delete(next);
    const twins = [...left.keys()].filter((c) => left.get(c)! < RANKING.asTwin + own[c]! && alike(next, c));
    for (const c of twins) left.set(c, RANKING.asTwin + own[c]!);
  }
}
