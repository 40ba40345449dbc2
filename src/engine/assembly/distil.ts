// AssemblyScript, not TypeScript: after kernels.ts in one text for the compiler, see ../kernels.ts.

/** Log-sum-exp of a row times `inverse`. */
function lseScaled(row: usize, size: i32, inverse: f32): f32 {
  const whole = size & ~3, factor = f32x4.splat(inverse);
  let most = f32x4.splat(MASKED);
  for (let j = 0; j < whole; j += 4) most = f32x4.pmax(most, f32x4.mul(v128.load(at(row, j)), factor));
  let top = maxLanes(most);
  for (let j = whole; j < size; j++) top = max(top, load<f32>(at(row, j)) * inverse);
  const shift = f32x4.splat(top);
  let total = f32x4.splat(0);
  for (let j = 0; j < whole; j += 4) {
    total = f32x4.add(total, exp4(f32x4.sub(f32x4.mul(v128.load(at(row, j)), factor), shift)));
  }
  let sum = sumLanes(total);
  for (let j = whole; j < size; j++) sum += exp1(load<f32>(at(row, j)) * inverse - top);
  return top + log(sum);
}

/**
 * Puts factor · weight · (softmax(logits · inverse) − softmax(teacher · inverse)) in the place of the teacher's logits; rows that
 * do not count get zeros.
 */
export function distilGrad(
  logits: usize,
  teacher: usize,
  targets: usize,
  weights: usize,
  rows: i32,
  size: i32,
  factor: f32,
  inverse: f32,
): void {
  const whole = size & ~3, scale = f32x4.splat(inverse);
  for (let r = 0; r < rows; r++) {
    const weight = load<f32>(at(weights, r)) * factor;
    const own = at(logits, r * size), row = at(teacher, r * size);
    if (load<i32>(at(targets, r)) < 0 || weight == 0) {
      memory.fill(row, 0, (<usize> size) << 2);
      continue;
    }
    const less = lseScaled(own, size, inverse), lessTaught = lseScaled(row, size, inverse);
    const shift = f32x4.splat(less), shiftTaught = f32x4.splat(lessTaught), all = f32x4.splat(weight);
    for (let j = 0; j < whole; j += 4) {
      const chances = exp4(f32x4.sub(f32x4.mul(v128.load(at(own, j)), scale), shift));
      const taught = exp4(f32x4.sub(f32x4.mul(v128.load(at(row, j)), scale), shiftTaught));
      v128.store(at(row, j), f32x4.mul(f32x4.sub(chances, taught), all));
    }
    for (let j = whole; j < size; j++) {
      const chance = exp1(load<f32>(at(own, j)) * inverse - less);
      store<f32>(at(row, j), (chance - exp1(load<f32>(at(row, j)) * inverse - lessTaught)) * weight);
    }
  }
}
