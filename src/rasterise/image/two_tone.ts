/** Pictures of two tones: ink and ground, and others only where the two meet. */
import * as kernels from "./assembly/kernels.wasm";
import { floatsAt, type Place, room } from "./memory.ts";
import { thresholdOf } from "./tone.ts";

/** Where a tone lies beyond the two that it is another, and the share of a picture that may be. */
const FAR = 0.3, BEYOND = 0.002;
/** Where a tone lies between two, 0 the one and 1 the other, from which it is neither. */
const BETWEEN = 0.2;
/** Share of a picture that may be of other tones, and how far from both, in pixels, they count. */
const STRAY = 0.02, REACH = 2;

/** A plane of ink with its two tones at 0 and at 1; undefined for a picture that has more. */
export function findTwo(plane: Place, width: number, height: number): Place | undefined {
  const area = width * height, parted = room(area), means = room(2);
  const above = kernels.meansBeside(plane, area, thresholdOf(plane, area), means);
  if (above === 0 || above === area) return undefined;
  const [low = 0, high = 1] = floatsAt(means, 2);
  if (kernels.stretch(plane, parted, area, low, high, FAR) > BEYOND * area) return undefined;
  return kernels.countStray(parted, width, height, BETWEEN, REACH) > STRAY * area ? undefined : parted;
}
