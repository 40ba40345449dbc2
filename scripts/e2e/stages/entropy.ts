/** What a text takes where nothing is learned of it but counts. */

/** Bits a byte of a text where how often each byte comes is known, and, with order 1, after which one. */
export function countedBits(bytes: Uint8Array, order: 0 | 1): number {
  const contexts = order === 0 ? 1 : 256;
  const counts = new Float64Array(contexts * 256), totals = new Float64Array(contexts);
  for (let i = order; i < bytes.length; i++) {
    const context = order === 0 ? 0 : bytes[i - 1]!;
    counts[context * 256 + bytes[i]!]!++;
    totals[context]!++;
  }
  const all = bytes.length - order;
  let bits = 0;
  for (const [i, count] of counts.entries()) {
    if (count > 0) bits -= count / all * Math.log2(count / totals[i >> 8]!);
  }
  return bits;
}
