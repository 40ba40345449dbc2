// AssemblyScript, appended to kernels.ts, whose helpers it uses: rows that several experts share.

/** out[n] = sum over f of scales[positions[n, f]] · rows[positions[n, f]]. */
export function combineRows(
  rows: usize,
  scales: usize,
  positions: usize,
  out: usize,
  count: i32,
  parts: i32,
  dim: i32,
): void {
  const whole = dim & ~3;
  for (let n = 0; n < count; n++) {
    const to = at(out, n * dim), picks = at(positions, n * parts);
    for (let f = 0; f < parts; f++) {
      const pick = load<i32>(at(picks, f));
      const from = at(rows, pick * dim);
      const scale = load<f32>(at(scales, pick)), scale4 = f32x4.splat(scale);
      for (let j = 0; j < whole; j += 4) {
        const before = f == 0 ? f32x4.splat(0) : v128.load(at(to, j));
        v128.store(at(to, j), f32x4.add(before, f32x4.mul(v128.load(at(from, j)), scale4)));
      }
      for (let j = whole; j < dim; j++) {
        const before: f32 = f == 0 ? 0 : load<f32>(at(to, j));
        store<f32>(at(to, j), before + load<f32>(at(from, j)) * scale);
      }
    }
  }
}

/** Backward of combineRows, each of whose rows has one place: dRows = scale · dy, dScales = dy · row. */
export function combineRowsGrad(
  rows: usize,
  scales: usize,
  positions: usize,
  dy: usize,
  dRows: usize,
  dScales: usize,
  count: i32,
  parts: i32,
  dim: i32,
): void {
  const whole = dim & ~3;
  for (let n = 0; n < count; n++) {
    const grad = at(dy, n * dim), picks = at(positions, n * parts);
    for (let f = 0; f < parts; f++) {
      const pick = load<i32>(at(picks, f));
      const from = at(rows, pick * dim), to = at(dRows, pick * dim);
      const scale = load<f32>(at(scales, pick)), scale4 = f32x4.splat(scale);
      let products = f32x4.splat(0);
      for (let j = 0; j < whole; j += 4) {
        const d = v128.load(at(grad, j));
        products = f32x4.add(products, f32x4.mul(d, v128.load(at(from, j))));
        v128.store(at(to, j), f32x4.mul(d, scale4));
      }
      let product = sumLanes(products);
      for (let j = whole; j < dim; j++) {
        const d = load<f32>(at(grad, j));
        product += d * load<f32>(at(from, j));
        store<f32>(at(to, j), d * scale);
      }
      store<f32>(at(dScales, pick), product);
    }
  }
}
