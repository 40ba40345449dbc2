/** Codes of at most twelve bits. */
const MAX_WIDTH = 12;

/**
 * Decodes LZW data to at most `size` bytes; fewer where it is damaged or ends before. `bits` are those of a literal. GIF
 * packs codes from the lowest bit on; TIFF from the highest, and lengthens them one code early.
 */
export function decodeLzw(data: Uint8Array, bits: number, size: number, kind: "gif" | "tiff"): Uint8Array {
  const clear = 1 << bits, end = clear + 1, early = kind === "tiff" ? 1 : 0;
  const prefix = new Uint16Array(1 << MAX_WIDTH), lengths = new Uint16Array(1 << MAX_WIDTH);
  const suffix = new Uint8Array(1 << MAX_WIDTH);
  for (let literal = 0; literal < clear; literal++) {
    suffix[literal] = literal;
    lengths[literal] = 1;
  }
  const out = new Uint8Array(size);
  let length = 0, next = end + 1, width = bits + 1, before = -1, buffer = 0, have = 0, at = 0;
  while (length < size) {
    while (have < width && at < data.length) {
      buffer = kind === "tiff" ? buffer << 8 | data[at++]! : buffer | data[at++]! << have;
      have += 8;
    }
    if (have < width) break;
    have -= width;
    const mask = (1 << width) - 1;
    const code = kind === "tiff" ? buffer >>> have & mask : buffer & mask;
    buffer = kind === "tiff" ? buffer & (1 << have) - 1 : buffer >>> width;
    if (code === end) break;
    if (code === clear) {
      [next, width, before] = [end + 1, bits + 1, -1];
      continue;
    }
    if (before === -1 ? code > clear : code > next) break;
    // A code that is only being defined stands for the string before and its own first byte.
    const known = before === -1 || code < next;
    const last = length + (known ? lengths[code]! : lengths[before]!) - 1;
    for (let p = last, c = known ? code : before; p >= length; p--, c = prefix[c]!) {
      if (p < size) out[p] = suffix[c]!;
    }
    const first = out[length]!;
    if (!known && last + 1 < size) out[last + 1] = first;
    length = Math.min(size, last + (known ? 1 : 2));
    if (before !== -1 && next < 1 << MAX_WIDTH) {
      prefix[next] = before;
      suffix[next] = first;
      lengths[next] = lengths[before]! + 1;
      next++;
      if (next + early === 1 << width && width < MAX_WIDTH) width++;
    }
    before = code;
  }
  return out.subarray(0, length);
}
