/** Pictures that are made where they are needed: signs to the measure of their words, water, grass and snow to stand in. */
import { isSign } from "../../../words/scene/surfaces.ts";
import type { Look } from "./look.ts";

const SIDE = 96;
/** Share of a sign's height that is its board; the rest is its post, twice so many pixels wide. */
const BOARD = 0.7, POST = 2;
/** Lines of a board besides its words, and columns. */
const MARGIN = 4;
/** Height of a character in its widths. */
const CHARACTER = 2;

const blank = () => new Uint8Array(SIDE * SIDE);

/** A board on a post, for words of so many columns and lines. */
export function signLook({ columns, lines }: { columns: number; lines: number }): Look {
  const bits = blank(), bottom = Math.round(BOARD * SIDE);
  for (let x = 0; x < SIDE - 1; x++) bits[x] = bits[(bottom - 1) * SIDE + x] = 1;
  for (let y = 0; y < SIDE; y++) {
    if (y < bottom) bits[y * SIDE] = bits[y * SIDE + SIDE - 2] = 1;
    else bits.fill(1, y * SIDE + SIDE / 2 - POST, y * SIDE + SIDE / 2 + POST);
  }
  const board = CHARACTER * (lines + MARGIN) / (Math.max(columns, 6) + MARGIN);
  return { bits, ratio: board / BOARD };
}

/** The board of a sign, as shares of its box. */
export const SIGN_BOARD = { left: 0, right: 1, top: 0, bottom: BOARD };

/** What one stands in, by what it looks like. */
const MEDIA: Readonly<Record<"waves" | "tufts" | "drifts", string>> = {
  waves: "water,sea,ocean,lake,river,pond,waters,pool",
  tufts: "grass,field,meadow,lawn,high grass,hay,reeds",
  drifts: "snow,sand,desert,mud,beach",
};
const MEDIUM = new Map(
  Object.entries(MEDIA).flatMap(([kind, labels]) => labels.split(",").map((label) => [label, kind] as const)),
);
export const isMedium = (label: string): boolean => MEDIUM.has(label);

/** Share of a medium's height from which on it hides what stands in it. */
const SURFACE = 0.3;

/** Width of a tuft of grass, and how far its outer blades lean. */
const TUFT = 13, BLADE = 6;

/** Waves, tufts or drifts, that hide what is behind them. */
export function mediumLook(label: string): Look {
  const bits = blank(), covers = blank(), kind = MEDIUM.get(label);
  for (let x = 0; x < SIDE; x++) {
    if (kind === "tufts") {
      // Blades in threes, the outer ones leaning away.
      const lean = x % TUFT - (TUFT - 1) / 2, isMiddle = Math.abs(lean) < 0.5;
      const height = isMiddle ? 0.95 : 0.7;
      for (let y = Math.round((1 - height) * SIDE); y < SIDE; y++) {
        const outwards = BLADE * (1 - y / SIDE);
        if (isMiddle || Math.abs(Math.abs(lean) - 1 - outwards) < 0.6) bits[y * SIDE + x] = 1;
      }
      continue;
    }
    const rows = kind === "waves" ? [SURFACE, 0.6, 0.9] : [SURFACE];
    for (const [i, at] of rows.entries()) {
      const swell = Math.sin((x / SIDE * (kind === "waves" ? 6 : 1.5) + i / 2) * 2 * Math.PI);
      bits[Math.min(SIDE - 1, Math.round((at + 0.1 * swell) * SIDE)) * SIDE + x] = 1;
    }
  }
  if (kind === "drifts") {
    for (const [y, from] of [[0.6, 0], [0.85, 9]] as const) {
      for (let x = from; x < SIDE; x += 18) {
        bits.fill(1, Math.round(y * SIDE) * SIDE + x, Math.round(y * SIDE) * SIDE + x + 3);
      }
    }
  }
  for (let y = Math.round(SURFACE * SIDE); y < SIDE; y++) covers.fill(1, y * SIDE, (y + 1) * SIDE);
  return { bits, ratio: 0.14, covers, ground: true };
}

/** Height of a plate in its widths, seen from the side a little above. */
const PLATE = 0.22;
const PLATES = new Set("plate,dish,saucer".split(","));
export const isPlate = (label: string): boolean => PLATES.has(label);

/** A plate: an oval, and a smaller one for its rim. */
function plateLook(): Look {
  const bits = blank();
  const oval = (x: number, y: number, size: number) =>
    Math.hypot((x - SIDE / 2) / size, (y - SIDE / 2) / size);
  for (let i = 0; i < bits.length; i++) {
    const x = i % SIDE + 0.5, y = Math.floor(i / SIDE) + 0.5;
    const outer = oval(x, y, SIDE / 2), inner = oval(x, y, SIDE * 0.3);
    if ((outer <= 1 && outer > 0.93) || (inner <= 1 && inner > 0.9 && y > SIDE / 2)) bits[i] = 1;
  }
  return { bits, ratio: PLATE, ground: true };
}

/** Lenses of spectacles: two rings, their width a share of the distance between eyes, and a bridge. */
const LENS = 0.84;

/** Spectacles for eyes: as wide as the middles of these are apart, and a lens more. */
export function glassesLook(isDark: boolean): Look {
  const bits = blank(), whole = 1 + LENS, lens = LENS / whole * SIDE;
  const middles = [lens / 2, SIDE - lens / 2];
  for (let i = 0; i < bits.length; i++) {
    const x = i % SIDE + 0.5, y = (Math.floor(i / SIDE) + 0.5) / SIDE;
    const away = Math.min(...middles.map((middle) => Math.hypot((x - middle) / (lens / 2), (y - 0.5) * 2)));
    const isBridge = Math.abs(y - 0.4) < 0.02 && x > lens && x < SIDE - lens;
    if ((away <= 1 && (isDark || away > 0.9)) || isBridge) bits[i] = 1;
  }
  return { bits, ratio: LENS / whole, covers: isDark ? bits : blank() };
}

/** Width of such spectacles in distances between the eyes. */
export const GLASSES_WIDTH = 1 + LENS;

const GLASSES = new Set("glasses,eyeglasses,spectacles,sunglasses".split(","));
export const isGlasses = (label: string): boolean => GLASSES.has(label);

/** Height of a bird far off in its widths, and how far its body hangs down between the wings. */
const GULL = 0.4, BODY = 0.75;
const FLYING = new Set("bird,seagull,gull,crow,raven,swallow,pigeon,dove".split(","));

/** Birds far off: two wings and no more. */
function gullLook(): Look {
  const bits = blank();
  for (let x = 0; x < SIDE; x++) {
    const along = (x + 0.5) / SIDE * 2, wing = along % 1, end = along < 1 ? wing : 1 - wing;
    // From the tip up, and down to the body.
    const low = end < 0.5 ? 1 : BODY, y = low * (2 * end - 1) ** 2;
    const next = low * (2 * Math.min(1, end + 2 / SIDE) - 1) ** 2;
    const [from, to] = [Math.min(y, next), Math.max(y, next)].map((at) => Math.round(at * (SIDE - 3)));
    for (let row = from!; row <= to! + 2; row++) bits[row * SIDE + x] = 1;
  }
  return { bits, ratio: GULL, covers: blank() };
}

/** The look of a label that no picture of the album is taken for; undefined for all others. */
export function madeLook(
  label: string,
  { isStoodIn, isFlock, words }: {
    isStoodIn: boolean;
    isFlock: boolean;
    words?: { columns: number; lines: number } | undefined;
  },
): Look | undefined {
  if (isFlock && FLYING.has(label)) return gullLook();
  if (isSign(label)) return signLook(words ?? { columns: 12, lines: 1 });
  if (isStoodIn && isPlate(label)) return plateLook();
  return isStoodIn && isMedium(label) ? mediumLook(label) : undefined;
}
