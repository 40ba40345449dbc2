/** Base of the frequencies by which rotary places turn (Su et al. 2021, "RoFormer"). */
const ROTARY_BASE = 10_000;

/**
 * Writes the cosines and sines of the angles of a place, `half` of each, at an offset: pair i of a head, its elements i and
 * half + i, is turned by place · base^(−i / half).
 */
export function rotaryAngles(
  place: number,
  half: number,
  cosines: Float32Array,
  sines: Float32Array,
  offset: number,
): void {
  for (let i = 0; i < half; i++) {
    const angle = place * ROTARY_BASE ** (-i / half);
    cosines[offset + i] = Math.cos(angle);
    sines[offset + i] = Math.sin(angle);
  }
}
