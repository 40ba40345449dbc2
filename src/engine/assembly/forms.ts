// AssemblyScript, appended to kernels.ts, whose helpers it uses: operations of published transformers.

/** x[r] += bias, row by row. */
export function addBias(x: usize, bias: usize, rows: i32, size: i32): void {
  const whole = size & ~3;
  for (let r = 0; r < rows; r++) {
    const row = at(x, r * size);
    for (let j = 0; j < whole; j += 4) {
      v128.store(at(row, j), f32x4.add(v128.load(at(row, j)), v128.load(at(bias, j))));
    }
    for (let j = whole; j < size; j++) store<f32>(at(row, j), load<f32>(at(row, j)) + load<f32>(at(bias, j)));
  }
}

/** sum += all rows of x; sum must hold zeros before. */
export function sumRows(x: usize, sum: usize, rows: i32, size: i32): void {
  for (let r = 0; r < rows; r++) addBias(sum, at(x, r * size), 1, size);
}

/** out = x / sqrt(mean(x²) + eps) · gain, row by row. */
export function rmsNormGain(x: usize, gain: usize, out: usize, rows: i32, dim: i32, eps: f32): void {
  const whole = dim & ~3;
  rmsNorm(x, out, rows, dim, eps);
  for (let r = 0; r < rows; r++) {
    const to = at(out, r * dim);
    for (let j = 0; j < whole; j += 4) {
      v128.store(at(to, j), f32x4.mul(v128.load(at(to, j)), v128.load(at(gain, j))));
    }
    for (let j = whole; j < dim; j++) store<f32>(at(to, j), load<f32>(at(to, j)) * load<f32>(at(gain, j)));
  }
}

/** Adds to dGain, which must hold zeros before. With n = x · r: dx = r · (dy·gain − n · mean(dy·gain·n)), dGain = Σ dy·n. */
export function rmsNormGainGrad(
  x: usize,
  gain: usize,
  dy: usize,
  dx: usize,
  dGain: usize,
  rows: i32,
  dim: i32,
  eps: f32,
): void {
  const whole = dim & ~3;
  const zero = f32x4.splat(0);
  for (let r = 0; r < rows; r++) {
    const from = at(x, r * dim), grad = at(dy, r * dim), to = at(dx, r * dim);
    let squares = zero, products = zero;
    for (let j = 0; j < whole; j += 4) {
      const v = v128.load(at(from, j));
      squares = f32x4.add(squares, f32x4.mul(v, v));
      const g = f32x4.mul(v128.load(at(grad, j)), v128.load(at(gain, j)));
      products = f32x4.add(products, f32x4.mul(g, v));
    }
    let square = sumLanes(squares), product = sumLanes(products);
    for (let j = whole; j < dim; j++) {
      const v = load<f32>(at(from, j));
      square += v * v;
      product += load<f32>(at(grad, j)) * load<f32>(at(gain, j)) * v;
    }
    const scale: f32 = 1 / sqrt<f32>(square / <f32> dim + eps);
    const pull = product * scale * scale * scale / <f32> dim;
    const scales = f32x4.splat(scale), pulls = f32x4.splat(pull);
    for (let j = 0; j < whole; j += 4) {
      const v = v128.load(at(from, j)), d = v128.load(at(grad, j));
      const g = f32x4.mul(d, v128.load(at(gain, j)));
      v128.store(at(to, j), f32x4.sub(f32x4.mul(g, scales), f32x4.mul(v, pulls)));
      const sum = v128.load(at(dGain, j));
      v128.store(at(dGain, j), f32x4.add(sum, f32x4.mul(d, f32x4.mul(v, scales))));
    }
    for (let j = whole; j < dim; j++) {
      const v = load<f32>(at(from, j)), d = load<f32>(at(grad, j));
      store<f32>(at(to, j), d * load<f32>(at(gain, j)) * scale - v * pull);
      store<f32>(at(dGain, j), load<f32>(at(dGain, j)) + d * v * scale);
    }
  }
}

function mean(row: usize, dim: i32): f32 {
  const whole = dim & ~3;
  let sums = f32x4.splat(0);
  for (let j = 0; j < whole; j += 4) sums = f32x4.add(sums, v128.load(at(row, j)));
  let sum = sumLanes(sums);
  for (let j = whole; j < dim; j++) sum += load<f32>(at(row, j));
  return sum / <f32> dim;
}

/** 1 / sqrt(variance + eps). */
function inverseDeviation(row: usize, middle: f32, dim: i32, eps: f32): f32 {
  const whole = dim & ~3, middles = f32x4.splat(middle);
  let squares = f32x4.splat(0);
  for (let j = 0; j < whole; j += 4) {
    const v = f32x4.sub(v128.load(at(row, j)), middles);
    squares = f32x4.add(squares, f32x4.mul(v, v));
  }
  let square = sumLanes(squares);
  for (let j = whole; j < dim; j++) {
    const v = load<f32>(at(row, j)) - middle;
    square += v * v;
  }
  return <f32> 1 / sqrt<f32>(square / <f32> dim + eps);
}

/** out = (x − mean) / sqrt(variance + eps) · gain + bias, row by row. */
export function layerNorm(
  x: usize,
  gain: usize,
  bias: usize,
  out: usize,
  rows: i32,
  dim: i32,
  eps: f32,
): void {
  const whole = dim & ~3;
  for (let r = 0; r < rows; r++) {
    const from = at(x, r * dim), to = at(out, r * dim);
    const middle = mean(from, dim), scale = inverseDeviation(from, middle, dim, eps);
    const middles = f32x4.splat(middle), scales = f32x4.splat(scale);
    for (let j = 0; j < whole; j += 4) {
      const n = f32x4.mul(f32x4.sub(v128.load(at(from, j)), middles), scales);
      v128.store(at(to, j), f32x4.add(f32x4.mul(n, v128.load(at(gain, j))), v128.load(at(bias, j))));
    }
    for (let j = whole; j < dim; j++) {
      const n = (load<f32>(at(from, j)) - middle) * scale;
      store<f32>(at(to, j), n * load<f32>(at(gain, j)) + load<f32>(at(bias, j)));
    }
  }
}

/**
 * Adds to dGain and dBias, which must hold zeros before. With n the normalised x and g = dy · gain:
 * dx = (g − mean(g) − n · mean(g·n)) / deviation, dGain = Σ dy·n, dBias = Σ dy.
 */
export function layerNormGrad(
  x: usize,
  gain: usize,
  dy: usize,
  dx: usize,
  dGain: usize,
  dBias: usize,
  rows: i32,
  dim: i32,
  eps: f32,
): void {
  const whole = dim & ~3;
  const zero = f32x4.splat(0);
  for (let r = 0; r < rows; r++) {
    const from = at(x, r * dim), grad = at(dy, r * dim), to = at(dx, r * dim);
    const middle = mean(from, dim), scale = inverseDeviation(from, middle, dim, eps);
    const middles = f32x4.splat(middle), scales = f32x4.splat(scale);
    let sums = zero, products = zero;
    for (let j = 0; j < whole; j += 4) {
      const n = f32x4.mul(f32x4.sub(v128.load(at(from, j)), middles), scales);
      const d = v128.load(at(grad, j));
      const g = f32x4.mul(d, v128.load(at(gain, j)));
      sums = f32x4.add(sums, g);
      products = f32x4.add(products, f32x4.mul(g, n));
      v128.store(at(dGain, j), f32x4.add(v128.load(at(dGain, j)), f32x4.mul(d, n)));
      v128.store(at(dBias, j), f32x4.add(v128.load(at(dBias, j)), d));
    }
    let sum = sumLanes(sums), product = sumLanes(products);
    for (let j = whole; j < dim; j++) {
      const n = (load<f32>(at(from, j)) - middle) * scale, d = load<f32>(at(grad, j));
      const g = d * load<f32>(at(gain, j));
      sum += g;
      product += g * n;
      store<f32>(at(dGain, j), load<f32>(at(dGain, j)) + d * n);
      store<f32>(at(dBias, j), load<f32>(at(dBias, j)) + d);
    }
    const shift = sum / <f32> dim, pull = product / <f32> dim;
    const shifts = f32x4.splat(shift), pulls = f32x4.splat(pull);
    for (let j = 0; j < whole; j += 4) {
      const n = f32x4.mul(f32x4.sub(v128.load(at(from, j)), middles), scales);
      const g = f32x4.mul(v128.load(at(grad, j)), v128.load(at(gain, j)));
      v128.store(at(to, j), f32x4.mul(f32x4.sub(f32x4.sub(g, shifts), f32x4.mul(n, pulls)), scales));
    }
    for (let j = whole; j < dim; j++) {
      const n = (load<f32>(at(from, j)) - middle) * scale;
      const g = load<f32>(at(grad, j)) * load<f32>(at(gain, j));
      store<f32>(at(to, j), (g - shift - n * pull) * scale);
    }
  }
}

/** 1 / (1 + e^−x). */
function sigmoid4(x: v128): v128 {
  const one = f32x4.splat(1);
  return f32x4.div(one, f32x4.add(one, exp4(f32x4.neg(x))));
}

/** Twice √(2/π), as the hyperbolic tangent is told by the sigmoid of twice its argument; and the weight of the cube. */
const GELU_SLOPE: f32 = 1.5957691216057308, GELU_CUBE: f32 = 0.044715;

function gelu4(x: v128): v128 {
  const square = f32x4.mul(x, x);
  const inner = f32x4.add(f32x4.splat(1), f32x4.mul(square, f32x4.splat(GELU_CUBE)));
  return f32x4.mul(x, sigmoid4(f32x4.mul(f32x4.mul(x, f32x4.splat(GELU_SLOPE)), inner)));
}

function geluSlope4(x: v128): v128 {
  const one = f32x4.splat(1), slope = f32x4.splat(GELU_SLOPE), cube = f32x4.splat(GELU_CUBE);
  const square = f32x4.mul(x, x);
  const s = sigmoid4(f32x4.mul(f32x4.mul(x, slope), f32x4.add(one, f32x4.mul(square, cube))));
  const inner = f32x4.mul(slope, f32x4.add(one, f32x4.mul(square, f32x4.splat(3 * GELU_CUBE))));
  return f32x4.add(s, f32x4.mul(f32x4.mul(x, inner), f32x4.mul(s, f32x4.sub(one, s))));
}

/** The first lane, for what is left over by fours. */
function first(v: v128): f32 {
  return f32x4.extract_lane(v, 0);
}

/** out = gelu(x), approximated by the hyperbolic tangent. */
export function gelu(x: usize, out: usize, size: i32): void {
  const whole = size & ~3;
  for (let j = 0; j < whole; j += 4) v128.store(at(out, j), gelu4(v128.load(at(x, j))));
  for (let j = whole; j < size; j++) store<f32>(at(out, j), first(gelu4(f32x4.splat(load<f32>(at(x, j))))));
}

export function geluGrad(x: usize, dy: usize, dx: usize, size: i32): void {
  const whole = size & ~3;
  for (let j = 0; j < whole; j += 4) {
    v128.store(at(dx, j), f32x4.mul(v128.load(at(dy, j)), geluSlope4(v128.load(at(x, j)))));
  }
  for (let j = whole; j < size; j++) {
    store<f32>(at(dx, j), load<f32>(at(dy, j)) * first(geluSlope4(f32x4.splat(load<f32>(at(x, j))))));
  }
}

/** out = gate · sigmoid(gate) · x. */
export function swiglu(gate: usize, x: usize, out: usize, size: i32): void {
  const whole = size & ~3;
  for (let j = 0; j < whole; j += 4) {
    const g = v128.load(at(gate, j));
    v128.store(at(out, j), f32x4.mul(f32x4.mul(g, sigmoid4(g)), v128.load(at(x, j))));
  }
  for (let j = whole; j < size; j++) {
    const g = load<f32>(at(gate, j));
    store<f32>(at(out, j), g * first(sigmoid4(f32x4.splat(g))) * load<f32>(at(x, j)));
  }
}

/** dGate = dy · x · s · (1 + gate · (1 − s)) with s = sigmoid(gate); dx = dy · gate · s. */
export function swigluGrad(gate: usize, x: usize, dy: usize, dGate: usize, dx: usize, size: i32): void {
  const whole = size & ~3;
  const one = f32x4.splat(1);
  for (let j = 0; j < whole; j += 4) {
    const g = v128.load(at(gate, j)), d = v128.load(at(dy, j)), s = sigmoid4(g);
    const slope = f32x4.mul(s, f32x4.add(one, f32x4.mul(g, f32x4.sub(one, s))));
    v128.store(at(dGate, j), f32x4.mul(f32x4.mul(d, v128.load(at(x, j))), slope));
    v128.store(at(dx, j), f32x4.mul(d, f32x4.mul(g, s)));
  }
  for (let j = whole; j < size; j++) {
    const g = load<f32>(at(gate, j)), d = load<f32>(at(dy, j)), s = first(sigmoid4(f32x4.splat(g)));
    store<f32>(at(dGate, j), d * load<f32>(at(x, j)) * s * (1 + g * (1 - s)));
    store<f32>(at(dx, j), d * g * s);
  }
}

/**
 * Turns the pairs (i, half + i) of each of the first heads in `qkv` [batch · time, (turned + kept) · 2 · half] by the angles of
 * their places, whose cosines and sines [time, half] are given, the other way round where `sign` is −1; the others are copied.
 */
export function rotary(
  qkv: usize,
  cosines: usize,
  sines: usize,
  out: usize,
  rows: i32,
  time: i32,
  turned: i32,
  kept: i32,
  half: i32,
  sign: f32,
): void {
  const headDim = 2 * half, width = (turned + kept) * headDim, whole = half & ~3;
  const signs = f32x4.splat(sign);
  for (let r = 0; r < rows; r++) {
    const c = at(cosines, (r % time) * half), s = at(sines, (r % time) * half);
    for (let h = 0; h < turned; h++) {
      const begin = r * width + h * headDim;
      const a = at(qkv, begin), b = at(qkv, begin + half), u = at(out, begin), v = at(out, begin + half);
      for (let j = 0; j < whole; j += 4) {
        const cosine = v128.load(at(c, j)), sine = f32x4.mul(v128.load(at(s, j)), signs);
        const p = v128.load(at(a, j)), q = v128.load(at(b, j));
        v128.store(at(u, j), f32x4.sub(f32x4.mul(p, cosine), f32x4.mul(q, sine)));
        v128.store(at(v, j), f32x4.add(f32x4.mul(q, cosine), f32x4.mul(p, sine)));
      }
      for (let j = whole; j < half; j++) {
        const cosine = load<f32>(at(c, j)), sine = load<f32>(at(s, j)) * sign;
        const p = load<f32>(at(a, j)), q = load<f32>(at(b, j));
        store<f32>(at(u, j), p * cosine - q * sine);
        store<f32>(at(v, j), q * cosine + p * sine);
      }
    }
    const values = r * width + turned * headDim;
    memory.copy(at(out, values), at(qkv, values), (<usize> (kept * headDim)) << 2);
  }
}
