// AssemblyScript, appended to forms.ts, whose helpers it uses: steps of the gated recurrent unit, forwards and back in time.
// A step's rows lie `time` rows apart, those of `before` `stride` elements. Widths are multiples of 4.

/** tanh x = 2 · sigmoid(2x) − 1. */
function tanh4(x: v128): v128 {
  return f32x4.sub(f32x4.mul(f32x4.splat(2), sigmoid4(f32x4.add(x, x))), f32x4.splat(1));
}

/**
 * With x [batch, 3 · dim] and own [batch, 3 · dim], which lies without gaps: r and z are the sigmoids of the first two thirds
 * of x + own + bias, n = tanh(x₂ + r · own₂), state = n + z · (before − n). Writes r, z, n and own₂ to gates [batch, 4 · dim].
 */
export function gruStep(
  x: usize,
  own: usize,
  bias: usize,
  before: usize,
  state: usize,
  gates: usize,
  batch: i32,
  time: i32,
  dim: i32,
  stride: i32,
): void {
  for (let b = 0; b < batch; b++) {
    const row = b * time * dim;
    const from = at(x, 3 * row), mine = at(own, 3 * b * dim), old = at(before, b * stride);
    const to = at(state, row), kept = at(gates, 4 * row);
    for (let j = 0; j < dim; j += 4) {
      const second = j + dim, third = second + dim;
      const r = sigmoid4(
        f32x4.add(f32x4.add(v128.load(at(from, j)), v128.load(at(mine, j))), v128.load(at(bias, j))),
      );
      const z = sigmoid4(
        f32x4.add(
          f32x4.add(v128.load(at(from, second)), v128.load(at(mine, second))),
          v128.load(at(bias, second)),
        ),
      );
      const q = v128.load(at(mine, third));
      const n = tanh4(f32x4.add(v128.load(at(from, third)), f32x4.mul(r, q)));
      v128.store(at(to, j), f32x4.add(n, f32x4.mul(z, f32x4.sub(v128.load(at(old, j)), n))));
      v128.store(at(kept, j), r);
      v128.store(at(kept, second), z);
      v128.store(at(kept, third), n);
      v128.store(at(kept, third + dim), q);
    }
  }
}

/**
 * From the gradient of the state, dy plus what `carried` [batch, dim] brings back from the next step: writes dx and dOwn, adds
 * to dBias, and leaves in `carried` what goes directly to the state before; dOwn · recurrentᵀ is to be added to it.
 */
export function gruStepGrad(
  dy: usize,
  gates: usize,
  before: usize,
  carried: usize,
  dx: usize,
  dOwn: usize,
  dBias: usize,
  batch: i32,
  time: i32,
  dim: i32,
  stride: i32,
): void {
  const one = f32x4.splat(1);
  for (let b = 0; b < batch; b++) {
    const row = b * time * dim;
    const grad = at(dy, row), kept = at(gates, 4 * row), old = at(before, b * stride);
    const back = at(carried, b * dim), to = at(dx, 3 * row), mine = at(dOwn, 3 * row);
    for (let j = 0; j < dim; j += 4) {
      const second = j + dim, third = second + dim;
      const r = v128.load(at(kept, j)), z = v128.load(at(kept, second));
      const n = v128.load(at(kept, third)), q = v128.load(at(kept, third + dim));
      const d = f32x4.add(v128.load(at(grad, j)), v128.load(at(back, j)));
      const open = f32x4.sub(one, z);
      const dn = f32x4.mul(f32x4.mul(d, open), f32x4.sub(one, f32x4.mul(n, n)));
      const dz = f32x4.mul(f32x4.mul(d, f32x4.sub(v128.load(at(old, j)), n)), f32x4.mul(z, open));
      const dr = f32x4.mul(f32x4.mul(dn, q), f32x4.mul(r, f32x4.sub(one, r)));
      v128.store(at(back, j), f32x4.mul(d, z));
      v128.store(at(to, j), dr);
      v128.store(at(to, second), dz);
      v128.store(at(to, third), dn);
      v128.store(at(mine, j), dr);
      v128.store(at(mine, second), dz);
      v128.store(at(mine, third), f32x4.mul(dn, r));
      v128.store(at(dBias, j), f32x4.add(v128.load(at(dBias, j)), dr));
      v128.store(at(dBias, second), f32x4.add(v128.load(at(dBias, second)), dz));
    }
  }
}
