// AssemblyScript, not TypeScript: after kernels.ts in one text for the compiler, see ../kernels.ts.

/**
 * dLogits = scale · weight · ((1 + 2·zLoss·lse)·softmax(logits) − (1 − smoothing)·one-hot(target) − smoothing/size): the
 * gradient of cross-entropy to smoothed targets and of zLoss·lse²; rows that do not count get zeros. May stand in the logits' place.
 */
export function objectiveGrad(
  logits: usize,
  targets: usize,
  weights: usize,
  lse: usize,
  dLogits: usize,
  rows: i32,
  size: i32,
  scale: f32,
  smoothing: f32,
  zLoss: f32,
): void {
  const whole = size & ~3;
  for (let r = 0; r < rows; r++) {
    const target = load<i32>(at(targets, r));
    const weight = load<f32>(at(weights, r)) * scale;
    const row = at(logits, r * size), to = at(dLogits, r * size);
    if (target < 0 || weight == 0) {
      memory.fill(to, 0, (<usize> size) << 2);
      continue;
    }
    const norm = load<f32>(at(lse, r));
    const part = weight * (1 + 2 * zLoss * norm), even = weight * smoothing / <f32> size;
    const shift = f32x4.splat(norm), factor = f32x4.splat(part), less = f32x4.splat(even);
    for (let j = 0; j < whole; j += 4) {
      const chances = exp4(f32x4.sub(v128.load(at(row, j)), shift));
      v128.store(at(to, j), f32x4.sub(f32x4.mul(chances, factor), less));
    }
    for (let j = whole; j < size; j++) {
      store<f32>(at(to, j), exp1(load<f32>(at(row, j)) - norm) * part - even);
    }
    store<f32>(at(to, target), load<f32>(at(to, target)) - weight * (1 - smoothing));
  }
}
