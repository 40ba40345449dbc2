/** Squared distance of each pixel to the nearest one that is marked, or `Infinity` (Felzenszwalb & Huttenlocher 2012). */
export function squaredDistance(marked: (i: number) => boolean, width: number, height: number): Float32Array {
  const out = new Float32Array(width * height);
  for (let i = 0; i < out.length; i++) out[i] = marked(i) ? 0 : FAR;
  const length = Math.max(width, height);
  const scratch = {
    line: new Float64Array(length),
    lowest: new Int32Array(length),
    bounds: new Float64Array(length + 1),
  };
  for (let x = 0; x < width; x++) lowerEnvelope(out, x, width, height, scratch);
  for (let y = 0; y < height; y++) lowerEnvelope(out, y * width, 1, width, scratch);
  return out;
}

/** Farther than any two pixels of a picture. */
const FAR = 1e12;

interface Scratch {
  line: Float64Array;
  /** Places of the parabolas that make up the envelope, and from where on each is the lowest. */
  lowest: Int32Array;
  bounds: Float64Array;
}

/** Distances along one line of `length` values, `step` apart from `start` on: the lowest of a parabola over each. */
function lowerEnvelope(
  values: Float32Array,
  start: number,
  step: number,
  length: number,
  { line, lowest, bounds }: Scratch,
): void {
  for (let i = 0; i < length; i++) line[i] = values[start + i * step]!;
  let last = 0;
  lowest[0] = 0;
  bounds[0] = -Infinity;
  bounds[1] = Infinity;
  for (let i = 1; i < length; i++) {
    let meet = crossing(line, lowest[last]!, i);
    while (meet <= bounds[last]!) meet = crossing(line, lowest[--last]!, i);
    last++;
    lowest[last] = i;
    bounds[last] = meet;
    bounds[last + 1] = Infinity;
  }
  for (let i = 0, k = 0; i < length; i++) {
    while (bounds[k + 1]! < i) k++;
    const place = lowest[k]!;
    values[start + i * step] = (i - place) ** 2 + line[place]!;
  }
}

const crossing = (line: Float64Array, a: number, b: number) =>
  (line[b]! + b * b - line[a]! - a * a) / (2 * (b - a));
