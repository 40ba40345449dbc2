/** The sketch as tokens: each 4×4 patch of its 36×36 bits stands for the nearest entry of a codebook. */

/** Sides of the sketch (the thumbnail), in pixels, and of one of its patches. */
export const SKETCH_SIDE = 36;
export const PATCH_SIDE = 4;
/** Patches in one row of the sketch, and in the whole sketch. */
export const PATCH_COLUMNS = SKETCH_SIDE / PATCH_SIDE;
export const PATCHES = PATCH_COLUMNS * PATCH_COLUMNS;

/** The 16 patches of four even quarters: with them any sketch can be told, if only coarsely. */
export const QUARTERS: readonly number[] = Array.from(
  { length: 16 },
  (_, corners) =>
    [0x0033, 0x00cc, 0x3300, 0xcc00].reduce(
      (bits, quarter, i) => corners >> i & 1 ? bits | quarter : bits,
      0,
    ),
);

/** The bits of each patch, rows of patches from the top, the lowest bit top left: sketch of 0 and 1 → [PATCHES]. */
export function sketchToPatches(sketch: Uint8Array): Uint16Array {
  const patches = new Uint16Array(PATCHES);
  for (let y = 0; y < SKETCH_SIDE; y++) {
    for (let x = 0; x < SKETCH_SIDE; x++) {
      const patch = Math.floor(y / PATCH_SIDE) * PATCH_COLUMNS + Math.floor(x / PATCH_SIDE);
      patches[patch]! |= sketch[y * SKETCH_SIDE + x]! << ((y % PATCH_SIDE) * PATCH_SIDE + x % PATCH_SIDE);
    }
  }
  return patches;
}

/** Inverse of `sketchToPatches`; missing patches are blank. */
export function patchesToSketch(patches: ArrayLike<number>): Uint8Array {
  const sketch = new Uint8Array(SKETCH_SIDE * SKETCH_SIDE);
  for (let y = 0; y < SKETCH_SIDE; y++) {
    for (let x = 0; x < SKETCH_SIDE; x++) {
      const patch = patches[Math.floor(y / PATCH_SIDE) * PATCH_COLUMNS + Math.floor(x / PATCH_SIDE)] ?? 0;
      sketch[y * SKETCH_SIDE + x] = (patch >> ((y % PATCH_SIDE) * PATCH_SIDE + x % PATCH_SIDE)) & 1;
    }
  }
  return sketch;
}

/** Patches that there are; a patch is a number below. */
export const PATCH_KINDS = 1 << (PATCH_SIDE * PATCH_SIDE);

const REVERSED = Uint8Array.from(
  { length: 1 << PATCH_SIDE },
  (_, bits) => (bits & 1) << 3 | (bits & 2) << 1 | (bits & 4) >> 1 | bits >> 3,
);

/** Adds the patches of a packed sketch (162 bytes, the first pixel in the highest bit) to [PATCH_KINDS] counts. */
export function countPatches(packed: Uint8Array, counts: Uint32Array): void {
  // Four pixels side by side are half a byte.
  const quad = (at: number) => REVERSED[at & 1 ? packed[at >> 1]! & 15 : packed[at >> 1]! >> 4]!;
  for (let row = 0; row < SKETCH_SIDE * PATCH_COLUMNS; row += PATCH_SIDE * PATCH_COLUMNS) {
    for (let first = row; first < row + PATCH_COLUMNS; first++) {
      let patch = 0;
      for (let y = 0; y < PATCH_SIDE; y++) patch |= quad(first + y * PATCH_COLUMNS) << (y * PATCH_SIDE);
      counts[patch]!++;
    }
  }
}

/** A codebook of at most `size` patches: the quarters, then those that have the highest counts. */
export function fitCodebook(counts: Uint32Array, size: number): number[] {
  const fixed = new Set(QUARTERS);
  const frequent = Array.from(counts.keys())
    .filter((patch) => counts[patch]! > 0 && !fixed.has(patch))
    .sort((a, b) => counts[b]! - counts[a]! || a - b);
  return [...QUARTERS, ...frequent.slice(0, Math.max(0, size - QUARTERS.length))];
}

/** Finds the entry of a codebook that differs in the fewest bits; of several, the first. Answers are remembered. */
export function nearestCode(codebook: readonly number[]): (patch: number) => number {
  const UNKNOWN = 0xffff;
  const known = new Uint16Array(PATCH_KINDS).fill(UNKNOWN);
  codebook.forEach((patch, code) => known[patch] = code);
  return (patch) => {
    if (known[patch] !== UNKNOWN) return known[patch]!;
    let [best, least] = [0, Infinity];
    for (let code = 0; code < codebook.length; code++) {
      const distance = popcount16(patch ^ codebook[code]!);
      if (distance < least) [best, least] = [code, distance];
    }
    return known[patch] = best;
  };
}

function popcount16(bits: number): number {
  bits -= (bits >>> 1) & 0x5555;
  bits = (bits & 0x3333) + ((bits >>> 2) & 0x3333);
  bits = (bits + (bits >>> 4)) & 0x0f0f;
  return (bits + (bits >>> 8)) & 0x1f;
}
