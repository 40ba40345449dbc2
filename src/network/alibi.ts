/**
 * Slopes of ALiBi (Press et al. 2022): a score is lowered by slope · distance, in each head by its own slope. Of n heads, a power of
 * two, they are 2^(−8/n), 2^(−16/n) … 2^−8; of other numbers those of the power below, then every other one of the power above.
 */
export function alibiSlopes(heads: number): Float32Array {
  const below = 2 ** Math.floor(Math.log2(heads));
  const slope = (count: number, i: number) => 2 ** (-8 * (i + 1) / count);
  return Float32Array.from(
    { length: heads },
    (_, head) => head < below ? slope(below, head) : slope(2 * below, 2 * (head - below)),
  );
}
