/** Blurs of planes: row-major values, `width * height`. What is at a border goes on beyond it. */

/** Rows of the last call: to get new memory takes longer than to blur. */
let rows = new Float32Array(0);

/** A blur by [1 4 6 4 1] / 16 in both directions: a Gaussian with a standard deviation of one pixel. */
export function smooth(data: Float32Array, width: number, height: number): Float32Array {
  if (rows.length < width * height) rows = new Float32Array(width * height);
  const half = rows, out = new Float32Array(width * height);
  for (let y = 0; y < height; y++) {
    const row = y * width, end = row + width - 1;
    let a = data[row]!, b = a, c = a, d = data[Math.min(end, row + 1)]!;
    for (let i = row; i <= end; i++) {
      const e = data[i + 2 <= end ? i + 2 : end]!;
      half[i] = a + e + 4 * (b + d) + 6 * c;
      a = b;
      b = c;
      c = d;
      d = e;
    }
  }
  const last = height - 1;
  for (let y = 0; y < height; y++) {
    const a = Math.max(0, y - 2) * width, b = Math.max(0, y - 1) * width, c = y * width;
    const d = Math.min(last, y + 1) * width, e = Math.min(last, y + 2) * width;
    for (let x = 0; x < width; x++) {
      out[c + x] = (half[a + x]! + half[e + x]! + 4 * (half[b + x]! + half[d + x]!) + 6 * half[c + x]!) / 256;
    }
  }
  return out;
}

/** The mean of each pixel's surroundings, as by a Gaussian of `sigma` pixels; made of blocks of half as many. */
export function surroundings(data: Float32Array, width: number, height: number, sigma: number): Float32Array {
  const block = Math.max(1, Math.floor(sigma / 2));
  const columns = Math.ceil(width / block), rows = Math.ceil(height / block);
  let means: Float32Array = new Float32Array(columns * rows);
  for (let row = 0; row < rows; row++) {
    const bottom = Math.min(height, (row + 1) * block);
    for (let column = 0; column < columns; column++) {
      const left = column * block, right = Math.min(width, left + block);
      let sum = 0;
      for (let y = row * block; y < bottom; y++) {
        for (let i = y * width + left; i < y * width + right; i++) sum += data[i]!;
      }
      means[row * columns + column] = sum / ((bottom - row * block) * (right - left));
    }
  }
  // Each round adds one to the variance.
  for (let rounds = Math.max(1, Math.round((sigma / block) ** 2)); rounds > 0; rounds--) {
    means = smooth(means, columns, rows);
  }
  return enlarge(means, columns, rows, block, width, height);
}

/** Blocks of pixels as pixels, with straight lines between the blocks' middles. */
function enlarge(
  blocks: Float32Array,
  columns: number,
  rows: number,
  block: number,
  width: number,
  height: number,
): Float32Array {
  const out = new Float32Array(width * height), wide = new Float32Array(width * rows);
  const place = (at: number, count: number) => Math.min(count - 1, Math.max(0, (at + 0.5) / block - 0.5));
  for (let x = 0; x < width; x++) {
    const across = place(x, columns), left = Math.floor(across), right = Math.min(columns - 1, left + 1);
    const share = across - left;
    for (let row = 0; row < rows; row++) {
      const from = blocks[row * columns + left]!;
      wide[row * width + x] = from + share * (blocks[row * columns + right]! - from);
    }
  }
  for (let y = 0; y < height; y++) {
    const down = place(y, rows), share = down % 1;
    const above = Math.floor(down) * width, below = Math.min(rows - 1, Math.floor(down) + 1) * width;
    for (let x = 0, i = y * width; x < width; x++, i++) {
      out[i] = wide[above + x]! + share * (wide[below + x]! - wide[above + x]!);
    }
  }
  return out;
}
