// AssemblyScript, appended to kernels.ts and forms.ts, whose helpers it uses: selective state spaces.
// Channels, sizes of heads and numbers of states are multiples of 4, and so are strides of rates.

/**
 * out[t] = silu(bias + Σ_k kernel[k] · x[t − taps + 1 + k]) in each channel of `batch` sequences of `time` positions;
 * before a sequence all is 0.
 */
export function causalConvolution(
  x: usize,
  kernel: usize,
  bias: usize,
  out: usize,
  batch: i32,
  time: i32,
  channels: i32,
  taps: i32,
): void {
  for (let r = 0; r < batch * time; r++) {
    const to = at(out, r * channels), first = max(0, taps - 1 - r % time);
    const from = at(x, (r - taps + 1 + first) * channels), weights = at(kernel, first * channels);
    for (let j = 0; j < channels; j += 4) {
      const sum = convolved4(at(from, j), at(weights, j), at(bias, j), taps - first, channels);
      v128.store(at(to, j), f32x4.mul(sum, sigmoid4(sum)));
    }
  }
}

/** Four channels: bias + Σ of `taps` weights · inputs, which stand `channels` apart. */
@inline
function convolved4(from: usize, weights: usize, bias: usize, taps: i32, channels: i32): v128 {
  const step = (<usize> channels) << 2;
  let sum = v128.load(bias);
  for (let k = 0; k < taps; k++) {
    sum = f32x4.add(sum, f32x4.mul(v128.load(from), v128.load(weights)));
    from += step;
    weights += step;
  }
  return sum;
}

/** Writes dx; adds to dKernel and dBias, which must hold zeros before. */
export function causalConvolutionGrad(
  x: usize,
  kernel: usize,
  bias: usize,
  dy: usize,
  dx: usize,
  dKernel: usize,
  dBias: usize,
  batch: i32,
  time: i32,
  channels: i32,
  taps: i32,
): void {
  const one = f32x4.splat(1);
  for (let begin = 0; begin < batch * time; begin += time) {
    // First dx holds the gradients of the sums before the activation.
    for (let r = begin; r < begin + time; r++) {
      const first = max(0, taps - 1 - (r - begin));
      const from = at(x, (r - taps + 1 + first) * channels), weights = at(kernel, first * channels);
      const grad = at(dy, r * channels), to = at(dx, r * channels);
      for (let j = 0; j < channels; j += 4) {
        const sum = convolved4(at(from, j), at(weights, j), at(bias, j), taps - first, channels);
        const s = sigmoid4(sum);
        const slope = f32x4.mul(s, f32x4.add(one, f32x4.mul(sum, f32x4.sub(one, s))));
        const g = f32x4.mul(v128.load(at(grad, j)), slope);
        v128.store(at(to, j), g);
        addTo(at(dBias, j), g);
      }
    }
    for (let k = 0; k < taps; k++) {
      const back = taps - 1 - k;
      addProducts(dx, x, at(dKernel, k * channels), begin + back, begin + time, back, channels);
    }
    // What follows a position is still as it was when its own gradient is written.
    for (let r = begin; r < begin + time; r++) {
      const to = at(dx, r * channels), last = min(taps, begin + time - r);
      for (let j = 0; j < channels; j += 4) {
        let sum = f32x4.splat(0);
        let from = at(to, j), weights = at(kernel, (taps - 1) * channels + j);
        for (let k = 0; k < last; k++) {
          sum = f32x4.add(sum, f32x4.mul(v128.load(from), v128.load(weights)));
          from = at(from, channels);
          weights = at(weights, -channels);
        }
        v128.store(at(to, j), sum);
      }
    }
  }
}

/** sum += a[r] · b[r − back], channel by channel, over rows [first, end). */
function addProducts(a: usize, b: usize, sum: usize, first: i32, end: i32, back: i32, channels: i32): void {
  let r = first;
  for (; r + 4 <= end; r += 4) {
    const p = at(a, r * channels), q = at(b, (r - back) * channels);
    const p1 = at(p, channels), p2 = at(p1, channels), p3 = at(p2, channels);
    const q1 = at(q, channels), q2 = at(q1, channels), q3 = at(q2, channels);
    for (let j = 0; j < channels; j += 4) {
      const u = f32x4.mul(v128.load(at(p, j)), v128.load(at(q, j)));
      const v = f32x4.mul(v128.load(at(p1, j)), v128.load(at(q1, j)));
      const w = f32x4.mul(v128.load(at(p2, j)), v128.load(at(q2, j)));
      const z = f32x4.mul(v128.load(at(p3, j)), v128.load(at(q3, j)));
      addTo(at(sum, j), f32x4.add(f32x4.add(u, v), f32x4.add(w, z)));
    }
  }
  for (; r < end; r++) {
    const p = at(a, r * channels), q = at(b, (r - back) * channels);
    for (let j = 0; j < channels; j += 4) {
      addTo(at(sum, j), f32x4.mul(v128.load(at(p, j)), v128.load(at(q, j))));
    }
  }
}

function addTo(place: usize, more: v128): void {
  v128.store(place, f32x4.add(v128.load(place), more));
}

/** log(1 + e) for 0 ≤ e ≤ 1, by the series of atanh: as exact where e is small. */
function log1p(e: f32): f32 {
  const s = <f64> e / (2 + <f64> e), s2 = s * s;
  const far = 1.0 / 7 + s2 * (1.0 / 9 + s2 * (1.0 / 11 + s2 * (1.0 / 13 + s2 / 15)));
  return <f32> (2 * s * (1 + s2 * (1.0 / 3 + s2 * (1.0 / 5 + s2 * far))));
}

/**
 * What the scan of one sequence needs of its rates raw [time, heads], by heads: rates [4, heads, stride] are
 * - steps: log(1 + e^raw);
 * - sums: of −min(step · e^decay, limit), the logarithms of what is kept, from the chunk's first position on;
 * - opened: e^sum, what is kept of the state before the chunk;
 * - faded: step · e^(last sum − sum), what is left at the chunk's end.
 */
export function scanRates(
  raw: usize,
  decay: usize,
  rates: usize,
  stride: i32,
  time: i32,
  heads: i32,
  chunk: i32,
  limit: f32,
): void {
  const block = heads * stride;
  for (let h = 0; h < heads; h++) {
    const slope = exp1(load<f32>(at(decay, h)));
    const steps = at(rates, h * stride), sums = at(steps, block);
    const opened = at(sums, block), faded = at(opened, block);
    for (let first = 0; first < time; first += chunk) {
      const end = min(first + chunk, time);
      let sum: f32 = 0;
      for (let t = first; t < end; t++) {
        const v = load<f32>(at(raw, t * heads + h));
        const step = max<f32>(v, 0) + log1p(exp1(-abs<f32>(v)));
        sum -= min<f32>(step * slope, limit);
        store<f32>(at(steps, t), step);
        store<f32>(at(sums, t), sum);
      }
      const last = f32x4.splat(sum);
      for (let t = first; t < end; t += 4) {
        const sums4 = v128.load(at(sums, t));
        v128.store(at(opened, t), exp4(sums4));
        v128.store(at(faded, t), f32x4.mul(v128.load(at(steps, t)), exp4(f32x4.sub(last, sums4))));
      }
    }
  }
}

/**
 * to[i] = from[i] · factors[h][i · step], head by head, of `count` rows `width` apart (to: heads · size apart); may be in place.
 * A step of 0 takes the same factor for all rows.
 */
export function scaleHeads(
  from: usize,
  width: i32,
  factors: usize,
  stride: i32,
  step: i32,
  to: usize,
  count: i32,
  heads: i32,
  size: i32,
): void {
  for (let i = 0; i < count; i++) {
    for (let h = 0; h < heads; h++) {
      const factor = v128.load32_splat(at(factors, h * stride + i * step));
      const source = at(from, i * width + h * size), target = at(to, (i * heads + h) * size);
      for (let p = 0; p < size; p += 4) v128.store(at(target, p), f32x4.mul(v128.load(at(source, p)), factor));
    }
  }
}

/** decays[i][j] = e^(sum i − sum j) for j ≤ i < count, and 0 up to the row's end. */
function decayRows(sums: usize, decays: usize, count: i32, ld: i32): void {
  for (let i = 0; i < count; i++) {
    const row = at(decays, i * ld), sum = v128.load32_splat(at(sums, i));
    for (let j = 0; j <= i; j += 4) v128.store(at(row, j), exp4(f32x4.sub(sum, v128.load(at(sums, j)))));
    for (let j = i + 1; j < ld; j++) store<f32>(at(row, j), 0);
  }
}

/** to [size] = first · `scale` + Σ_j weights[j · step] · rows[j], of `count` rows `width` apart; `first` may be `to`. */
function weightedSum(
  first: usize,
  scale: f32,
  weights: usize,
  step: i32,
  rows: usize,
  width: i32,
  count: i32,
  to: usize,
  size: i32,
): void {
  const scales = f32x4.splat(scale), zero = f32x4.splat(0);
  const fresh = scale == 0;
  let p = 0;
  for (; p + 16 <= size; p += 16) {
    let a = zero, b = zero, c = zero, d = zero;
    if (!fresh) {
      const from = at(first, p);
      a = f32x4.mul(v128.load(from), scales);
      b = f32x4.mul(v128.load(from, 16), scales);
      c = f32x4.mul(v128.load(from, 32), scales);
      d = f32x4.mul(v128.load(from, 48), scales);
    }
    for (let j = 0; j < count; j++) {
      const w = v128.load32_splat(at(weights, j * step)), row = at(rows, j * width + p);
      a = f32x4.add(a, f32x4.mul(w, v128.load(row)));
      b = f32x4.add(b, f32x4.mul(w, v128.load(row, 16)));
      c = f32x4.add(c, f32x4.mul(w, v128.load(row, 32)));
      d = f32x4.add(d, f32x4.mul(w, v128.load(row, 48)));
    }
    const target = at(to, p);
    v128.store(target, a);
    v128.store(target, b, 16);
    v128.store(target, c, 32);
    v128.store(target, d, 48);
  }
  for (; p < size; p += 4) {
    let a = fresh ? zero : f32x4.mul(v128.load(at(first, p)), scales);
    for (let j = 0; j < count; j++) {
      const w = v128.load32_splat(at(weights, j * step));
      a = f32x4.add(a, f32x4.mul(w, v128.load(at(rows, j * width + p))));
    }
    v128.store(at(to, p), a);
  }
}

/**
 * The outputs y [count, heads · size] of a chunk: opened · y + Σ_{j ≤ i} scores[i][j] · decay · step_j · x_j + skip · x_i. Before, y
 * holds what is read from the state before the chunk, unless there is none (`carried` 0). `x` has rows `width` apart, `scores` rows
 * of `ld`, of which those with j ≤ i count; `rates` are those of `scanRates`, from the chunk's first position on; `decays` is
 * scratch memory of count · ld.
 */
export function scanOutputs(
  x: usize,
  width: i32,
  scores: usize,
  ld: i32,
  rates: usize,
  stride: i32,
  skip: usize,
  decays: usize,
  y: usize,
  carried: i32,
  count: i32,
  heads: i32,
  size: i32,
): void {
  const block = heads * stride;
  for (let h = 0; h < heads; h++) {
    const steps = at(rates, h * stride), sums = at(steps, block), opened = at(sums, block);
    decayRows(sums, decays, count, ld);
    for (let i = 0; i < count; i++) {
      const row = at(decays, i * ld), score = at(scores, i * ld);
      for (let j = 0; j <= i; j += 4) {
        const weight = f32x4.mul(v128.load(at(row, j)), v128.load(at(steps, j)));
        v128.store(at(row, j), f32x4.mul(weight, v128.load(at(score, j))));
      }
      store<f32>(at(row, i), load<f32>(at(row, i)) + load<f32>(at(skip, h)));
      const to = at(y, (i * heads + h) * size);
      const scale: f32 = carried != 0 ? load<f32>(at(opened, i)) : 0;
      weightedSum(to, scale, row, 1, at(x, h * size), width, i + 1, to, size);
    }
  }
}

/** out[h] = Σ a · b over the columns of each head, of `rows` rows. */
export function headProducts(a: usize, b: usize, out: usize, rows: i32, heads: i32, size: i32): void {
  for (let h = 0; h < heads; h++) {
    let sum = f32x4.splat(0);
    for (let i = 0; i < rows; i++) {
      const place = (i * heads + h) * size;
      for (let p = 0; p < size; p += 4) {
        sum = f32x4.add(sum, f32x4.mul(v128.load(at(a, place + p)), v128.load(at(b, place + p))));
      }
    }
    store<f32>(at(out, h), sumLanes(sum));
  }
}

function dot(a: usize, b: usize, size: i32): f32 {
  let sum = f32x4.splat(0);
  for (let p = 0; p < size; p += 4) sum = f32x4.add(sum, f32x4.mul(v128.load(at(a, p)), v128.load(at(b, p))));
  return sumLanes(sum);
}

/** The products of row `a` with the rows first … first + 3 of `rows`, none of them beyond `last`, whose product stands for theirs. */
function dots4(a: usize, rows: usize, width: i32, first: i32, last: i32, size: i32): v128 {
  const r0 = at(rows, first * width), r1 = at(rows, min(first + 1, last) * width);
  const r2 = at(rows, min(first + 2, last) * width), r3 = at(rows, min(first + 3, last) * width);
  const zero = f32x4.splat(0);
  let s0 = zero, s1 = zero, s2 = zero, s3 = zero;
  for (let p = 0; p < size; p += 4) {
    const v = v128.load(at(a, p));
    s0 = f32x4.add(s0, f32x4.mul(v, v128.load(at(r0, p))));
    s1 = f32x4.add(s1, f32x4.mul(v, v128.load(at(r1, p))));
    s2 = f32x4.add(s2, f32x4.mul(v, v128.load(at(r2, p))));
    s3 = f32x4.add(s3, f32x4.mul(v, v128.load(at(r3, p))));
  }
  const a0 = v128.shuffle<f32>(s0, s1, 0, 4, 1, 5), a1 = v128.shuffle<f32>(s0, s1, 2, 6, 3, 7);
  const b0 = v128.shuffle<f32>(s2, s3, 0, 4, 1, 5), b1 = v128.shuffle<f32>(s2, s3, 2, 6, 3, 7);
  const c = f32x4.add(a0, a1), d = f32x4.add(b0, b1); // s0 and s1, s2 and s3 in turn, half summed
  return f32x4.add(v128.shuffle<f32>(c, d, 0, 1, 4, 5), v128.shuffle<f32>(c, d, 2, 3, 6, 7));
}

/**
 * The gradients within a chunk; see `scanOutputs` for what is not told here.
 * - dx, rows `width` apart: before, products of inputs with the gradient of the state behind the chunk (`carried` 0: none);
 *   after, the gradient of x.
 * - dScores [count, ld]: written, zeros above the diagonal.
 * - dRaw [count, heads]: the gradient of raw rates, written.
 * - dDecay and dSkip [heads]: added to.
 * - carries [heads]: Σ of the state behind the chunk · its gradient.
 */
export function scanGrad(
  x: usize,
  width: i32,
  scores: usize,
  ld: i32,
  rates: usize,
  stride: i32,
  skip: usize,
  decays: usize,
  y: usize,
  dy: usize,
  raw: usize,
  decay: usize,
  carries: usize,
  dx: usize,
  dScores: usize,
  dRaw: usize,
  dDecay: usize,
  dSkip: usize,
  carried: i32,
  count: i32,
  heads: i32,
  size: i32,
  limit: f32,
): void {
  const block = heads * stride, hidden = heads * size;
  memory.fill(dScores, 0, (<usize> (count * ld)) << 2);
  for (let h = 0; h < heads; h++) {
    const steps = at(rates, h * stride), sums = at(steps, block);
    const d = load<f32>(at(skip, h)), last = load<f32>(at(sums, count - 1));
    const column = h * size;
    decayRows(sums, decays, count, ld);
    for (let i = 0; i < count; i++) {
      const row = at(decays, i * ld), score = at(scores, i * ld), dScore = at(dScores, i * ld);
      for (let j = 0; j <= i; j += 4) {
        const kept = v128.load(at(row, j));
        const products = dots4(at(dy, i * hidden + column), at(x, column), width, j, i, size);
        addTo(at(dScore, j), f32x4.mul(f32x4.mul(kept, v128.load(at(steps, j))), products));
        v128.store(at(row, j), f32x4.mul(kept, v128.load(at(score, j))));
      }
      for (let j = i + 1; j < ((i + 4) & ~3); j++) store<f32>(at(dScore, j), 0);
    }
    const slope = exp1(load<f32>(at(decay, h)));
    let gradient = load<f32>(at(carries, h)), dSlope: f32 = 0, skipped: f32 = 0;
    for (let i = count - 1; i >= 0; i--) {
      const grad = at(dy, i * hidden + column), from = at(x, i * width + column), to = at(dx, i * width + column);
      const step = load<f32>(at(steps, i));
      const scale: f32 = carried != 0 ? exp1(last - load<f32>(at(sums, i))) : 0;
      weightedSum(to, scale, at(decays, i * ld + i), ld, grad, hidden, count - i, to, size);
      const written = dot(to, from, size), passed = dot(grad, from, size);
      const read = dot(grad, at(y, i * hidden + column), size) - d * passed;
      skipped += passed;
      const steps4 = f32x4.splat(step), d4 = f32x4.splat(d);
      for (let p = 0; p < size; p += 4) {
        const sum = f32x4.mul(v128.load(at(to, p)), steps4);
        v128.store(at(to, p), f32x4.add(sum, f32x4.mul(v128.load(at(grad, p)), d4)));
      }
      // Each sum of logarithms multiplies what is read at its position, and divides what is written there.
      gradient += read - step * written;
      const within: f32 = step * slope < limit ? 1 : 0;
      dSlope -= within * gradient * step * slope;
      const dStep = written - within * gradient * slope;
      const place = i * heads + h;
      store<f32>(at(dRaw, place), dStep / (1 + exp1(-load<f32>(at(raw, place)))));
    }
    store<f32>(at(dDecay, h), load<f32>(at(dDecay, h)) + dSlope);
    store<f32>(at(dSkip, h), load<f32>(at(dSkip, h)) + skipped);
  }
}
