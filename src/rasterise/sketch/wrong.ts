import { isNear } from "./spots.ts";

/** Pixels of a sketch that differ from those of its picture. */
export interface Wrong {
  all: number;
  /** Ink that is more than a pixel away from all ink of the other: what is seen. */
  far: number;
}

/** Compares two sketches of one side. */
export function wrongPixels(sketch: Uint8Array, original: Uint8Array): Wrong {
  const wrong = { all: 0, far: 0 };
  for (let i = 0; i < sketch.length; i++) {
    if (sketch[i] === original[i]) continue;
    wrong.all++;
    if (!isNear(sketch[i] === 1 ? original : sketch, i)) wrong.far++;
  }
  return wrong;
}
