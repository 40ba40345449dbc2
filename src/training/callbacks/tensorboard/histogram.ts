/** Counts of values by size. */
export interface Histogram {
  min: number;
  max: number;
  num: number;
  sum: number;
  sumSquares: number;
  /** Each counts the values from the limit before it up to its own. */
  bucketLimit: number[];
  bucket: number[];
}

/** Limits grow by a tenth from here, as TensorBoard's own do. */
const LEAST = 1e-12, GROWTH = Math.log(1.1), BUCKETS = 774;
/** Buckets of negative values, of the positive; between them all that is smaller than LEAST. */
const limitOf = (bucket: number): number =>
  bucket < 0 ? -LEAST * Math.exp(-(bucket + 1) * GROWTH) : LEAST * Math.exp(bucket * GROWTH);

function bucketOf(value: number): number {
  const size = Math.abs(value);
  if (size < LEAST) return 0;
  const steps = Math.min(BUCKETS, 1 + Math.floor(Math.log(size / LEAST) / GROWTH));
  return value < 0 ? -steps : steps;
}

/** The histogram of the finite ones of some values. */
export function histogramOf(values: Float32Array): Histogram {
  const counts = new Map<number, number>();
  let [min, max, num, sum, sumSquares] = [Infinity, -Infinity, 0, 0, 0];
  for (const value of values) {
    if (!Number.isFinite(value)) continue;
    min = Math.min(min, value);
    max = Math.max(max, value);
    num++;
    sum += value;
    sumSquares += value * value;
    const bucket = bucketOf(value);
    counts.set(bucket, (counts.get(bucket) ?? 0) + 1);
  }
  if (num === 0) return { min: 0, max: 0, num, sum, sumSquares, bucketLimit: [0], bucket: [0] };
  const buckets = [...counts.keys()].sort((a, b) => a - b);
  // Of a bucket whose lower neighbour is empty this one tells where it begins.
  const all = [...new Set(buckets.flatMap((bucket) => [bucket - 1, bucket]))];
  return {
    ...{ min, max, num, sum, sumSquares },
    bucketLimit: all.map(limitOf),
    bucket: all.map((bucket) => counts.get(bucket) ?? 0),
  };
}
