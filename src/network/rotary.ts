/** Base of the frequencies by which rotary places turn (Su et al. 2021, "RoFormer"). */
const ROTARY_BASE = 10_000;

/** Writes the cosines and sines of a place's angles at an offset. */
export type WriteAngles = (
  place: number,
  cosines: Float32Array,
  sines: Float32Array,
  offset: number,
) => void;

/** Angles of heads of 2 · `half` elements: pair i, elements i and half + i, is turned by place · base^(−i / half). */
export function rotaryAngles(half: number): WriteAngles {
  const frequencies = Float64Array.from({ length: half }, (_, i) => ROTARY_BASE ** (-i / half));
  return (place, cosines, sines, offset) => {
    for (let i = 0; i < half; i++) {
      const angle = place * frequencies[i]!;
      cosines[offset + i] = Math.cos(angle);
      sines[offset + i] = Math.sin(angle);
    }
  };
}
