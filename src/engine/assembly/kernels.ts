// AssemblyScript, not TypeScript: compiled at start-up by ../kernels.ts and run on TensorFlow.js's own wasm memory.
// Pointers are byte offsets of float32 (or int32) arrays. There is no allocation and no static data.

const MASKED: f32 = -1e30;

function at(base: usize, index: i32): usize {
  return base + ((<usize> index) << 2);
}

function sumLanes(v: v128): f32 {
  return (f32x4.extract_lane(v, 0) + f32x4.extract_lane(v, 1)) +
    (f32x4.extract_lane(v, 2) + f32x4.extract_lane(v, 3));
}

function maxLanes(v: v128): f32 {
  return max(
    max(f32x4.extract_lane(v, 0), f32x4.extract_lane(v, 1)),
    max(f32x4.extract_lane(v, 2), f32x4.extract_lane(v, 3)),
  );
}

/** e^x with about 2e-7 relative error (Cephes expf polynomial); exactly zero below -87. */

function exp4(x: v128): v128 {
  const c = f32x4.pmin(f32x4.pmax(x, f32x4.splat(-87)), f32x4.splat(88));
  // Adding 1.5 * 2^23 rounds to an integer and leaves it in the low bits of the float.
  const magic = f32x4.splat(12582912.0);
  const t = f32x4.add(f32x4.mul(c, f32x4.splat(1.44269504088896341)), magic);
  const n = f32x4.sub(t, magic);
  const r = f32x4.sub(
    f32x4.sub(c, f32x4.mul(n, f32x4.splat(0.693359375))),
    f32x4.mul(n, f32x4.splat(-2.12194440e-4)),
  );
  let y = f32x4.splat(1.9875691500e-4);
  y = f32x4.add(f32x4.mul(y, r), f32x4.splat(1.3981999507e-3));
  y = f32x4.add(f32x4.mul(y, r), f32x4.splat(8.3334519073e-3));
  y = f32x4.add(f32x4.mul(y, r), f32x4.splat(4.1665795894e-2));
  y = f32x4.add(f32x4.mul(y, r), f32x4.splat(1.6666665459e-1));
  y = f32x4.add(f32x4.mul(y, r), f32x4.splat(5.0000001201e-1));
  y = f32x4.add(f32x4.add(f32x4.mul(f32x4.mul(y, r), r), r), f32x4.splat(1));
  const scale = i32x4.shl(i32x4.add(t, i32x4.splat(127)), 23);
  return v128.and(f32x4.mul(y, scale), f32x4.gt(x, f32x4.splat(-87)));
}

function exp1(x: f32): f32 {
  return f32x4.extract_lane(exp4(f32x4.splat(x)), 0);
}

/** Natural logarithm of a positive normal number, by the series of atanh; no lookup table. */
function log(x: f32): f32 {
  const bits = reinterpret<i32>(x);
  let exponent = (bits >> 23) - 127;
  let m = <f64> reinterpret<f32>((bits & 0x007fffff) | 0x3f800000);
  if (m > 1.4142135623730951) {
    m *= 0.5;
    exponent++;
  }
  const s = (m - 1) / (m + 1), s2 = s * s;
  const series = 1 + s2 * (1.0 / 3 + s2 * (1.0 / 5 + s2 * (1.0 / 7 + s2 * (1.0 / 9 + s2 / 11))));
  return <f32> (<f64> exponent * 0.6931471805599453 + 2 * s * series);
}

/** Zeroes whole vectors outside [lo, hi) and marks the other lanes outside it as masked. */

function maskRow(row: usize, stride: i32, lo: i32, hi: i32): void {
  const start = lo & ~3, end = (hi + 3) & ~3;
  const zero = f32x4.splat(0);
  for (let j = 0; j < start; j += 4) v128.store(at(row, j), zero);
  for (let j = start; j < lo; j++) store<f32>(at(row, j), MASKED);
  for (let j = hi; j < end; j++) store<f32>(at(row, j), MASKED);
  for (let j = end; j < stride; j += 4) v128.store(at(row, j), zero);
}

/**
 * Causal sliding-window softmax in place: `scores` [rows, stride], stride a multiple of 4; row r is query
 * firstQuery + r, column c is key firstKey + c. Writes log-sum-exp of each row to lse[r * lseStride].
 */
export function softmaxRows(
  scores: usize,
  stride: i32,
  rows: i32,
  firstQuery: i32,
  firstKey: i32,
  window: i32,
  lse: usize,
  lseStride: i32,
): void {
  for (let r = 0; r < rows; r++) {
    const row = at(scores, r * stride);
    const query = firstQuery + r;
    const lo = max(0, query - window + 1) - firstKey, hi = query - firstKey + 1;
    maskRow(row, stride, lo, hi);
    const start = lo & ~3, end = (hi + 3) & ~3;
    let most = f32x4.splat(MASKED);
    for (let j = start; j < end; j += 4) most = f32x4.pmax(most, v128.load(at(row, j)));
    const top = maxLanes(most);
    const shift = f32x4.splat(top);
    let total = f32x4.splat(0);
    for (let j = start; j < end; j += 4) {
      const e = exp4(f32x4.sub(v128.load(at(row, j)), shift));
      v128.store(at(row, j), e);
      total = f32x4.add(total, e);
    }
    const sum = sumLanes(total);
    const inverse = f32x4.splat(1 / sum);
    for (let j = start; j < end; j += 4) v128.store(at(row, j), f32x4.mul(v128.load(at(row, j)), inverse));
    store<f32>(at(lse, r * lseStride), top + log(sum));
  }
}

/** Backward of softmaxRows: turns scores into probabilities and `grad` (of them) into the gradient of the scores. */
export function softmaxGradRows(
  scores: usize,
  grad: usize,
  stride: i32,
  rows: i32,
  firstQuery: i32,
  firstKey: i32,
  window: i32,
  lse: usize,
  lseStride: i32,
): void {
  const zero = f32x4.splat(0);
  for (let r = 0; r < rows; r++) {
    const row = at(scores, r * stride), gradRow = at(grad, r * stride);
    const query = firstQuery + r;
    const lo = max(0, query - window + 1) - firstKey, hi = query - firstKey + 1;
    maskRow(row, stride, lo, hi);
    const start = lo & ~3, end = (hi + 3) & ~3;
    // The padding columns were never written: 0 * NaN would spoil the row.
    for (let j = hi; j < end; j++) store<f32>(at(gradRow, j), 0);
    const shift = f32x4.splat(load<f32>(at(lse, r * lseStride)));
    let dot = zero;
    for (let j = start; j < end; j += 4) {
      const p = exp4(f32x4.sub(v128.load(at(row, j)), shift));
      v128.store(at(row, j), p);
      dot = f32x4.add(dot, f32x4.mul(p, v128.load(at(gradRow, j))));
    }
    const mean = f32x4.splat(sumLanes(dot));
    for (let j = 0; j < start; j += 4) v128.store(at(gradRow, j), zero);
    for (let j = start; j < end; j += 4) {
      const g = f32x4.sub(v128.load(at(gradRow, j)), mean);
      v128.store(at(gradRow, j), f32x4.mul(v128.load(at(row, j)), g));
    }
    for (let j = end; j < stride; j += 4) v128.store(at(gradRow, j), zero);
  }
}

/** out = x / sqrt(mean(x²) + eps), row by row. */
export function rmsNorm(x: usize, out: usize, rows: i32, dim: i32, eps: f32): void {
  const whole = dim & ~3;
  for (let r = 0; r < rows; r++) {
    const from = at(x, r * dim), to = at(out, r * dim);
    let squares = f32x4.splat(0);
    for (let j = 0; j < whole; j += 4) {
      const v = v128.load(at(from, j));
      squares = f32x4.add(squares, f32x4.mul(v, v));
    }
    let sum = sumLanes(squares);
    for (let j = whole; j < dim; j++) sum += load<f32>(at(from, j)) * load<f32>(at(from, j));
    const inverse: f32 = 1 / sqrt<f32>(sum / <f32> dim + eps);
    const scale = f32x4.splat(inverse);
    for (let j = 0; j < whole; j += 4) v128.store(at(to, j), f32x4.mul(v128.load(at(from, j)), scale));
    for (let j = whole; j < dim; j++) store<f32>(at(to, j), load<f32>(at(from, j)) * inverse);
  }
}

/** dx = s·dy − x·s³·(x·dy)/dim with s = 1 / sqrt(mean(x²) + eps). */
export function rmsNormGrad(x: usize, dy: usize, dx: usize, rows: i32, dim: i32, eps: f32): void {
  const whole = dim & ~3;
  for (let r = 0; r < rows; r++) {
    const from = at(x, r * dim), grad = at(dy, r * dim), to = at(dx, r * dim);
    let squares = f32x4.splat(0), products = f32x4.splat(0);
    for (let j = 0; j < whole; j += 4) {
      const v = v128.load(at(from, j));
      squares = f32x4.add(squares, f32x4.mul(v, v));
      products = f32x4.add(products, f32x4.mul(v, v128.load(at(grad, j))));
    }
    let sum = sumLanes(squares), dot = sumLanes(products);
    for (let j = whole; j < dim; j++) {
      const v = load<f32>(at(from, j));
      sum += v * v;
      dot += v * load<f32>(at(grad, j));
    }
    const inverse: f32 = 1 / sqrt<f32>(sum / <f32> dim + eps);
    const pull = dot * inverse * inverse * inverse / <f32> dim;
    const scale4 = f32x4.splat(inverse), pull4 = f32x4.splat(pull);
    for (let j = 0; j < whole; j += 4) {
      const g = f32x4.mul(v128.load(at(grad, j)), scale4);
      v128.store(at(to, j), f32x4.sub(g, f32x4.mul(v128.load(at(from, j)), pull4)));
    }
    for (let j = whole; j < dim; j++) {
      store<f32>(at(to, j), load<f32>(at(grad, j)) * inverse - load<f32>(at(from, j)) * pull);
    }
  }
}

/** float32 to bfloat16, ties to even: out takes two bytes an element. */
export function toBf16(x: usize, out: usize, size: i32): void {
  const whole = size & ~7;
  const half = i32x4.splat(0x7fff), one = i32x4.splat(1);
  for (let j = 0; j < whole; j += 8) {
    const a = v128.load(at(x, j)), b = v128.load(at(x, j + 4));
    const low = i32x4.add(i32x4.add(a, half), v128.and(i32x4.shr_u(a, 16), one));
    const high = i32x4.add(i32x4.add(b, half), v128.and(i32x4.shr_u(b, 16), one));
    v128.store(out + (<usize> j << 1), i16x8.shuffle(low, high, 1, 3, 5, 7, 9, 11, 13, 15));
  }
  for (let j = whole; j < size; j++) {
    const bits = load<u32>(at(x, j));
    store<u16>(out + (<usize> j << 1), <u16> ((bits + 0x7fff + ((bits >> 16) & 1)) >> 16));
  }
}

/** out = max(x, 0)². */
export function reluSquared(x: usize, out: usize, size: i32): void {
  const whole = size & ~3;
  const zero = f32x4.splat(0);
  for (let j = 0; j < whole; j += 4) {
    const v = f32x4.pmax(zero, v128.load(at(x, j)));
    v128.store(at(out, j), f32x4.mul(v, v));
  }
  for (let j = whole; j < size; j++) {
    const v = max<f32>(load<f32>(at(x, j)), 0);
    store<f32>(at(out, j), v * v);
  }
}

/** dx = 2·max(x, 0)·dy. */
export function reluSquaredGrad(x: usize, dy: usize, dx: usize, size: i32): void {
  const whole = size & ~3;
  const zero = f32x4.splat(0);
  for (let j = 0; j < whole; j += 4) {
    const v = f32x4.pmax(zero, v128.load(at(x, j)));
    v128.store(at(dx, j), f32x4.mul(f32x4.add(v, v), v128.load(at(dy, j))));
  }
  for (let j = whole; j < size; j++) {
    store<f32>(at(dx, j), 2 * max<f32>(load<f32>(at(x, j)), 0) * load<f32>(at(dy, j)));
  }
}

/** The position of the first index outside [low, high), or -1. */
export function firstOutside(indices: usize, size: i32, low: i32, high: i32): i32 {
  for (let j = 0; j < size; j++) {
    const value = load<i32>(at(indices, j));
    if (value < low || value >= high) return j;
  }
  return -1;
}

/** out[n] = sum over f of table[indices[n, f]]; indices must be checked before. */
export function embeddingSum(
  table: usize,
  indices: usize,
  out: usize,
  rows: i32,
  features: i32,
  dim: i32,
): void {
  for (let r = 0; r < rows; r++) {
    const to = at(out, r * dim), picks = at(indices, r * features);
    let j = 0;
    for (; j + 16 <= dim; j += 16) {
      let a = f32x4.splat(0), b = f32x4.splat(0), c = f32x4.splat(0), d = f32x4.splat(0);
      for (let f = 0; f < features; f++) {
        const from = at(table, load<i32>(at(picks, f)) * dim + j);
        a = f32x4.add(a, v128.load(from));
        b = f32x4.add(b, v128.load(from, 16));
        c = f32x4.add(c, v128.load(from, 32));
        d = f32x4.add(d, v128.load(from, 48));
      }
      v128.store(at(to, j), a);
      v128.store(at(to, j), b, 16);
      v128.store(at(to, j), c, 32);
      v128.store(at(to, j), d, 48);
    }
    for (; j < dim; j++) {
      let sum: f32 = 0;
      for (let f = 0; f < features; f++) sum += load<f32>(at(table, load<i32>(at(picks, f)) * dim + j));
      store<f32>(at(to, j), sum);
    }
  }
}

/** dTable[indices[n, f]] += dy[n]; dTable must hold zeros before. */
export function embeddingSumGrad(
  dy: usize,
  indices: usize,
  dTable: usize,
  rows: i32,
  features: i32,
  dim: i32,
): void {
  const whole = dim & ~3;
  for (let r = 0; r < rows; r++) {
    const from = at(dy, r * dim), picks = at(indices, r * features);
    for (let f = 0; f < features; f++) {
      const to = at(dTable, load<i32>(at(picks, f)) * dim);
      for (let j = 0; j < whole; j += 4) {
        v128.store(at(to, j), f32x4.add(v128.load(at(to, j)), v128.load(at(from, j))));
      }
      for (let j = whole; j < dim; j++) store<f32>(at(to, j), load<f32>(at(to, j)) + load<f32>(at(from, j)));
    }
  }
}

/** Writes log-sum-exp of each counted row and returns the sum of weight · (lse − logit of the target). */
export function crossEntropy(
  logits: usize,
  targets: usize,
  weights: usize,
  lse: usize,
  rows: i32,
  size: i32,
): f64 {
  const whole = size & ~3;
  let loss: f64 = 0;
  for (let r = 0; r < rows; r++) {
    const target = load<i32>(at(targets, r));
    const weight = load<f32>(at(weights, r));
    if (target < 0 || weight == 0) {
      store<f32>(at(lse, r), 0);
      continue;
    }
    const row = at(logits, r * size);
    let most = f32x4.splat(load<f32>(row));
    for (let j = 0; j < whole; j += 4) most = f32x4.pmax(most, v128.load(at(row, j)));
    let top = maxLanes(most);
    for (let j = whole; j < size; j++) top = max(top, load<f32>(at(row, j)));
    const shift = f32x4.splat(top);
    let total = f32x4.splat(0);
    for (let j = 0; j < whole; j += 4) {
      total = f32x4.add(total, exp4(f32x4.sub(v128.load(at(row, j)), shift)));
    }
    let sum = sumLanes(total);
    for (let j = whole; j < size; j++) sum += exp1(load<f32>(at(row, j)) - top);
    const norm = top + log(sum);
    store<f32>(at(lse, r), norm);
    loss += <f64> weight * <f64> (norm - load<f32>(at(row, target)));
  }
  return loss;
}
