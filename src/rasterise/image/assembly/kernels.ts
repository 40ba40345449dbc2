// AssemblyScript, not TypeScript: compiled to kernels.wasm by scripts/image_kernels.ts. A picture is drawn once, and loops over
// its pixels in TypeScript would mostly run before they are optimised. Pointers are byte offsets of float32 arrays unless
// said otherwise; there is no allocation and no static data.

// deno-lint-ignore-file

@inline
function get(base: usize, i: i32): f32 {
  return load<f32>(base + ((<usize> i) << 2));
}

@inline
function put(base: usize, i: i32, value: f32): void {
  store<f32>(base + ((<usize> i) << 2), value);
}

@inline
function int(base: usize, i: i32): i32 {
  return load<i32>(base + ((<usize> i) << 2));
}

@inline
function clamp(value: f32): f32 {
  return min<f32>(1, max<f32>(0, value));
}

@inline
function four(base: usize, i: i32): v128 {
  return v128.load(base + ((<usize> i) << 2));
}

@inline
function keepFour(base: usize, i: i32, values: v128): void {
  v128.store(base + ((<usize> i) << 2), values);
}

/** One row of bytes (red, green, blue, opacity) at another width: colours times opacity, and opacity, 0 to 1, four a pixel. */
export function narrow(rgba: usize, first: usize, starts: usize, weights: usize, width: i32, row: usize): void {
  for (let x = 0; x < width; x++) {
    let sums = f32x4.splat(0);
    let pixel = rgba + ((<usize> int(first, x)) << 2);
    const end = int(starts, x + 1);
    for (let k = int(starts, x); k < end; k++, pixel += 4) {
      const share = get(weights, k) * <f32> load<u8>(pixel, 3);
      const bytes = i32x4.extend_low_i16x8_u(i16x8.extend_low_i8x16_u(v128.load32_zero(pixel)));
      const colours = f32x4.replace_lane(f32x4.convert_i32x4_s(bytes), 3, 1);
      sums = f32x4.add(sums, f32x4.mul(f32x4.splat(share), colours));
    }
    v128.store(row + ((<usize> x) << 4), f32x4.div(sums, f32x4(65025, 65025, 65025, 255)));
  }
}

/** Adds `share` of a row to sums. */
export function accumulate(row: usize, sums: usize, count: i32, share: f32): void {
  const shares = f32x4.splat(share);
  let i = 0;
  for (; i + 4 <= count; i += 4) {
    keepFour(sums, i, f32x4.add(four(sums, i), f32x4.mul(shares, four(row, i))));
  }
  for (; i < count; i++) put(sums, i, get(sums, i) + share * get(row, i));
}

/** Sums of four a pixel as lightness (ITU-R BT.601), red against blue, and opacity; nothing where less than `clear` is opaque. */
export function unpack(sums: usize, count: i32, clear: f32, light: usize, warm: usize, opacity: usize): void {
  for (let i = 0; i < count; i++) {
    const seen = get(sums, 4 * i + 3), some = seen >= clear;
    const red = get(sums, 4 * i), green = get(sums, 4 * i + 1), blue = get(sums, 4 * i + 2);
    put(light, i, some ? (<f32> 0.299 * red + <f32> 0.587 * green + <f32> 0.114 * blue) / seen : 0);
    put(warm, i, some ? (red - blue) / seen : 0);
    put(opacity, i, some ? min<f32>(1, seen) : 0);
  }
}

/** A blur by [1 4 6 4 1] / 16 in both directions; what is at a border goes on beyond it. */
export function smooth(data: usize, half: usize, out: usize, width: i32, height: i32): void {
  for (let y = 0; y < height; y++) {
    const row = y * width, end = row + width - 1;
    let a = get(data, row), b = a, c = a, d = get(data, min(end, row + 1));
    let i = row;
    for (; i <= end && i < row + 2; i++) {
      const e = get(data, min(end, i + 2));
      put(half, i, a + e + 4 * (b + d) + 6 * c);
      a = b;
      b = c;
      c = d;
      d = e;
    }
    for (; i + 5 <= end; i += 4) {
      const outer = f32x4.add(four(data, i - 2), four(data, i + 2));
      const inner = f32x4.add(four(data, i - 1), four(data, i + 1));
      keepFour(half, i, weigh(outer, inner, four(data, i)));
    }
    for (; i <= end; i++) {
      const outer = get(data, i - 2) + get(data, min(end, i + 2));
      put(half, i, outer + 4 * (get(data, i - 1) + get(data, min(end, i + 1))) + 6 * get(data, i));
    }
  }
  const last = height - 1, scale = f32x4.splat(1.0 / 256);
  for (let y = 0; y < height; y++) {
    const a = max(0, y - 2) * width, b = max(0, y - 1) * width, c = y * width;
    const d = min(last, y + 1) * width, e = min(last, y + 2) * width;
    let x = 0;
    for (; x + 4 <= width; x += 4) {
      const outer = f32x4.add(four(half, a + x), four(half, e + x));
      const inner = f32x4.add(four(half, b + x), four(half, d + x));
      keepFour(out, c + x, f32x4.mul(scale, weigh(outer, inner, four(half, c + x))));
    }
    for (; x < width; x++) {
      const sum = get(half, a + x) + get(half, e + x) + 4 * (get(half, b + x) + get(half, d + x)) +
        6 * get(half, c + x);
      put(out, c + x, sum / 256);
    }
  }
}

@inline
function weigh(outer: v128, inner: v128, middle: v128): v128 {
  return f32x4.add(
    outer,
    f32x4.add(f32x4.mul(f32x4.splat(4), inner), f32x4.mul(f32x4.splat(6), middle)),
  );
}

/** The mean of each block of `wide` by `high` pixels; those at the right and the lower border may be smaller. */
export function blockMeans(data: usize, means: usize, width: i32, height: i32, wide: i32, high: i32): void {
  let at = 0;
  for (let top = 0; top < height; top += high) {
    const bottom = min(height, top + high);
    for (let left = 0; left < width; left += wide) {
      const right = min(width, left + wide);
      let sum: f32 = 0;
      for (let y = top; y < bottom; y++) {
        for (let i = y * width + left; i < y * width + right; i++) sum += get(data, i);
      }
      put(means, at++, sum / <f32> ((bottom - top) * (right - left)));
    }
  }
}

/** Square blocks of pixels as pixels, with straight lines between the blocks' middles; `wide` takes `width` by `rows` values. */
export function enlarge(
  blocks: usize,
  wide: usize,
  out: usize,
  columns: i32,
  rows: i32,
  block: i32,
  width: i32,
  height: i32,
): void {
  for (let x = 0; x < width; x++) {
    const across = min<f32>(<f32> (columns - 1), max<f32>(0, (<f32> x + 0.5) / <f32> block - 0.5));
    const left = <i32> across, right = min(columns - 1, left + 1), share = across - <f32> left;
    for (let row = 0; row < rows; row++) {
      const from = get(blocks, row * columns + left);
      put(wide, row * width + x, from + share * (get(blocks, row * columns + right) - from));
    }
  }
  for (let y = 0; y < height; y++) {
    const down = min<f32>(<f32> (rows - 1), max<f32>(0, (<f32> y + 0.5) / <f32> block - 0.5));
    const top = <i32> down, share = down - <f32> top;
    const above = top * width, below = min(rows - 1, top + 1) * width, shares = f32x4.splat(share);
    let x = 0, i = y * width;
    for (; x + 4 <= width; x += 4, i += 4) {
      const from = four(wide, above + x);
      keepFour(out, i, f32x4.add(from, f32x4.mul(shares, f32x4.sub(four(wide, below + x), from))));
    }
    for (; x < width; x++, i++) {
      const from = get(wide, above + x);
      put(out, i, from + share * (get(wide, below + x) - from));
    }
  }
}

/** Values, 0 to 1, of those whose weight is at least `least`, counted (int32) in `bins`; gives how many there are. */
export function histogram(data: usize, weight: usize, least: f32, count: i32, counts: usize, bins: i32): i32 {
  let all = 0;
  for (let i = 0; i < count; i++) {
    if (get(weight, i) < least) continue;
    const at = counts + ((<usize> max(0, min(bins - 1, <i32> (get(data, i) * <f32> bins)))) << 2);
    store<i32>(at, load<i32>(at) + 1);
    all++;
  }
  return all;
}

/** Values, 0 to 1, on a curve of `bins`. */
export function follow(data: usize, out: usize, count: i32, curve: usize, bins: i32): void {
  const last = bins - 1;
  for (let i = 0; i < count; i++) {
    const place = min<f32>(<f32> last, max<f32>(0, get(data, i) * <f32> bins - 0.5)), bin = <i32> place;
    const from = get(curve, bin);
    put(out, i, from + (place - <f32> bin) * (get(curve, min(last, bin + 1)) - from));
  }
}

/** 1 where a value is at least `least`, else 0. */
export function mark(data: usize, out: usize, count: i32, least: f32): void {
  const limit = f32x4.splat(least), one = f32x4.splat(1);
  let i = 0;
  for (; i + 4 <= count; i += 4) keepFour(out, i, v128.and(f32x4.ge(four(data, i), limit), one));
  for (; i < count; i++) put(out, i, get(data, i) >= least ? 1 : 0);
}

export function multiply(data: usize, by: usize, count: i32): void {
  let i = 0;
  for (; i + 4 <= count; i += 4) keepFour(data, i, f32x4.mul(four(data, i), four(by, i)));
  for (; i < count; i++) put(data, i, get(data, i) * get(by, i));
}

/**
 * Adds what is counted to a grid of sums and weights: a cell for `reach` pixels across and down, and for a step of lightness.
 * The grid has `rim` cells more on each side.
 */
export function splat(
  values: usize,
  counted: usize,
  width: i32,
  height: i32,
  reach: f32,
  steps: i32,
  rim: i32,
  down: i32,
  up: i32,
  sums: usize,
  weights: usize,
): void {
  for (let y = 0; y < height; y++) {
    const row = (<i32> (<f32> y / reach + 0.5) + rim) * down + rim;
    for (let x = 0, i = y * width; x < width; x++, i++) {
      if (get(counted, i) == 0) continue;
      const value = get(values, i);
      const at = <i32> (<f32> x / reach + 0.5) + row + (<i32> (value * <f32> steps + 0.5) + rim) * up;
      put(sums, at, get(sums, at) + value);
      put(weights, at, get(weights, at) + 1);
    }
  }
}

/** A blur by [1 4 6 4 1] / 16 along one dimension of a grid, whose rim takes what runs over. */
export function blurAlong(grid: usize, out: usize, count: i32, step: i32): void {
  for (let i = 2 * step; i < count - 2 * step; i++) {
    const sum = get(grid, i - 2 * step) + get(grid, i + 2 * step) +
      4 * (get(grid, i - step) + get(grid, i + step)) + 6 * get(grid, i);
    put(out, i, sum / 16);
  }
}

@inline
function face(grid: usize, at: i32, down: i32, u: f32, v: f32): f32 {
  const top = get(grid, at) + u * (get(grid, at + 1) - get(grid, at));
  const bottom = get(grid, at + down) + u * (get(grid, at + down + 1) - get(grid, at + down));
  return top + v * (bottom - top);
}

@inline
function between(grid: usize, at: i32, down: i32, up: i32, u: f32, v: f32, w: f32): f32 {
  const low = face(grid, at, down, u, v);
  return low + w * (face(grid, at + up, down, u, v) - low);
}

/** Moves what is counted away from the mean that a grid has in its place, `amount` times as far. */
export function detail(
  values: usize,
  counted: usize,
  width: i32,
  height: i32,
  reach: f32,
  steps: i32,
  rim: i32,
  down: i32,
  up: i32,
  sums: usize,
  weights: usize,
  amount: f32,
): void {
  for (let y = 0; y < height; y++) {
    const v = <f32> y / reach, row = (<i32> v + rim) * down + rim;
    for (let x = 0, i = y * width; x < width; x++, i++) {
      if (get(counted, i) == 0) continue;
      const value = get(values, i), u = <f32> x / reach, w = value * <f32> steps;
      const at = <i32> u + row + (<i32> w + rim) * up;
      const du = u - floor(u), dv = v - floor(v), dw = w - floor(w);
      const weight = between(weights, at, down, up, du, dv, dw);
      if (weight <= 0) continue;
      const mean = between(sums, at, down, up, du, dv, dw) / weight;
      put(values, i, value + amount * (value - mean));
    }
  }
}

/** The least and the most of what is counted in square blocks. */
export function extremes(
  values: usize,
  counted: usize,
  width: i32,
  height: i32,
  block: i32,
  least: usize,
  most: usize,
): void {
  const columns = (width + block - 1) / block;
  for (let i = 0; i < columns * ((height + block - 1) / block); i++) {
    put(least, i, 2);
    put(most, i, -2);
  }
  for (let y = 0; y < height; y++) {
    let at = y / block * columns;
    for (let x = 0, i = y * width, left = block; x < width; x++, i++, left--) {
      if (left == 0) {
        at++;
        left = block;
      }
      if (get(counted, i) == 0) continue;
      const value = get(values, i);
      put(least, at, min(value, get(least, at)));
      put(most, at, max(value, get(most, at)));
    }
  }
}

/** The least (`sign` 1) or the most (-1) of each block and those around it. */
export function widen(own: usize, out: usize, columns: i32, rows: i32, sign: f32): void {
  const signs = f32x4.splat(sign);
  for (let row = 0; row < rows; row++) {
    const top = max(0, row - 1), bottom = min(rows - 1, row + 1);
    for (let column = 0; column < columns; column++) {
      if (column > 0 && column + 5 <= columns) {
        let values = f32x4.splat(Infinity);
        for (let i = top * columns + column; i <= bottom * columns + column; i += columns) {
          const sides = f32x4.min(f32x4.mul(signs, four(own, i - 1)), f32x4.mul(signs, four(own, i + 1)));
          values = f32x4.min(values, f32x4.min(sides, f32x4.mul(signs, four(own, i))));
        }
        keepFour(out, row * columns + column, f32x4.mul(signs, values));
        column += 3;
        continue;
      }
      let value: f32 = Infinity;
      for (let y = top; y <= bottom; y++) {
        for (let x = max(0, column - 1); x <= min(columns - 1, column + 1); x++) {
          value = min(value, sign * get(own, y * columns + x));
        }
      }
      put(out, row * columns + column, sign * value);
    }
  }
}

/**
 * Ink of tones: each moved away from its surroundings (`around` by `share` of what is counted), `amount` times as far, within
 * the least and most of the blocks around it; at least `floor` where anything is opaque. `values` holds tones and takes ink.
 */
export function sharpen(
  values: usize,
  opacity: usize,
  around: usize,
  share: usize,
  least: usize,
  most: usize,
  width: i32,
  height: i32,
  block: i32,
  amount: f32,
  floor: f32,
  invert: bool,
): void {
  const columns = (width + block - 1) / block;
  for (let y = 0; y < height; y++) {
    let near = y / block * columns;
    for (let x = 0, i = y * width, left = block; x < width; x++, i++, left--) {
      if (left == 0) {
        near++;
        left = block;
      }
      const value = get(values, i), part = get(share, i);
      const mean = part > 0 ? get(around, i) / part : value;
      const sharp = max(get(least, near), min(get(most, near), value + amount * (value - mean)));
      const light = clamp(sharp), ink = invert ? light : 1 - light;
      put(values, i, get(opacity, i) * (floor + (1 - floor) * ink));
    }
  }
}

/** Values, `scale` times as far from `middle`, by their opacity. */
export function onGrey(data: usize, opacity: usize, out: usize, count: i32, middle: f32, scale: f32): void {
  const scales = f32x4.splat(scale), middles = f32x4.splat(middle);
  let i = 0;
  for (; i + 4 <= count; i += 4) {
    keepFour(out, i, f32x4.mul(f32x4.mul(four(opacity, i), scales), f32x4.sub(four(data, i), middles)));
  }
  for (; i < count; i++) put(out, i, get(opacity, i) * scale * (get(data, i) - middle));
}

/** Where a plane rises more steeply than any before it: squared steepness, and its parts across and down (Sobel). */
export function gradient(plane: usize, strength: usize, across: usize, down: usize, width: i32, height: i32): void {
  for (let y = 1; y < height - 1; y++) {
    const end = (y + 1) * width - 1, two = f32x4.splat(2);
    let i = y * width + 1;
    for (; i + 4 <= end; i += 4) {
      const up = i - width, low = i + width;
      const falling = f32x4.sub(four(plane, low + 1), four(plane, up - 1));
      const rising = f32x4.sub(four(plane, up + 1), four(plane, low - 1));
      const sides = f32x4.mul(two, f32x4.sub(four(plane, i + 1), four(plane, i - 1)));
      const ends = f32x4.mul(two, f32x4.sub(four(plane, low), four(plane, up)));
      const a = f32x4.add(f32x4.add(sides, falling), rising), b = f32x4.sub(f32x4.add(ends, falling), rising);
      const square = f32x4.add(f32x4.mul(a, a), f32x4.mul(b, b)), before = four(strength, i);
      const steeper = f32x4.gt(square, before);
      keepFour(strength, i, v128.bitselect(square, before, steeper));
      keepFour(across, i, v128.bitselect(a, four(across, i), steeper));
      keepFour(down, i, v128.bitselect(b, four(down, i), steeper));
    }
    for (; i < end; i++) {
      const up = i - width, low = i + width;
      const falling = get(plane, low + 1) - get(plane, up - 1), rising = get(plane, up + 1) - get(plane, low - 1);
      const a = <f32> 2 * (get(plane, i + 1) - get(plane, i - 1)) + falling + rising;
      const b = <f32> 2 * (get(plane, low) - get(plane, up)) + falling - rising;
      const square = a * a + b * b;
      if (square <= get(strength, i)) continue;
      put(strength, i, square);
      put(across, i, a);
      put(down, i, b);
    }
  }
}

/** Squared steepness as the height of a step, `unit` of which is 1, and its direction as a unit vector. */
export function normalise(strength: usize, across: usize, down: usize, count: i32, unit: f32): void {
  for (let i = 0; i < count; i++) {
    const length = sqrt(get(strength, i));
    if (length == 0) continue;
    put(strength, i, length / unit);
    put(across, i, get(across, i) / length);
    put(down, i, get(down, i) / length);
  }
}

/** Takes `share` of what is around off each value, which stays 0 or more. */
export function inhibit(data: usize, around: usize, count: i32, share: f32): void {
  const shares = f32x4.splat(share), none = f32x4.splat(0);
  let i = 0;
  for (; i + 4 <= count; i += 4) {
    keepFour(data, i, f32x4.max(none, f32x4.sub(four(data, i), f32x4.mul(shares, four(around, i)))));
  }
  for (; i < count; i++) put(data, i, max<f32>(0, get(data, i) - share * get(around, i)));
}

/** Crests of steps, a byte a pixel: 2 from `begin` on, 1 from `goOn` on. `flat` is the tangent of a sixteenth of a turn. */
export function crests(
  strength: usize,
  across: usize,
  down: usize,
  width: i32,
  height: i32,
  begin: f32,
  goOn: f32,
  flat: f32,
  out: usize,
): void {
  for (let y = 1; y < height - 1; y++) {
    const end = (y + 1) * width - 1;
    for (let i = y * width + 1; i < end; i++) {
      const value = get(strength, i);
      if (value < goOn) continue;
      const dx = get(across, i), dy = get(down, i), a = abs(dx), b = abs(dy);
      const slanted = (dx > 0) == (dy > 0) ? width + 1 : width - 1;
      const step = b < flat * a ? 1 : a < flat * b ? width : slanted;
      if (value < get(strength, i - step) || value <= get(strength, i + step)) continue;
      store<u8>(out + <usize> i, value < begin ? 1 : 2);
    }
  }
}

/** Lines where `marks`, a byte a pixel, are 1: the stronger, the less ink there is `beside` pixels across, none from `enough` on. */
export function outline(
  marks: usize,
  across: usize,
  down: usize,
  ink: usize,
  width: i32,
  height: i32,
  beside: f32,
  enough: f32,
  out: usize,
): void {
  const count = width * height;
  for (let i = 0; i < count; i++) {
    if (load<u8>(marks + <usize> i) == 0) continue;
    const step = <i32> nearest(beside * get(down, i)) * width + <i32> nearest(beside * get(across, i));
    const ahead = i + step < count && i + step >= 0 ? get(ink, i + step) : 0;
    const behind = i - step < count && i - step >= 0 ? get(ink, i - step) : 0;
    put(out, i, max<f32>(0, 1 - max(ahead, behind) / enough));
  }
}

/** What is to be seen of areas and lines: the more of `full` times the one and `line` times the other. */
export function combine(areas: usize, lines: usize, count: i32, full: f32, line: f32, out: usize): void {
  for (let i = 0; i < count; i++) put(out, i, max(full * get(areas, i), line * get(lines, i)));
}

/**
 * For each cell of four by eight pixels the glyph of the first `candidates` that differs least from it, or the one that it has
 * in `chosen` (int32) if none is better by `better`, or by less the more its values range: by nothing from twice `happening`
 * on. Cells whose values range by less than `happening` keep theirs. `seen` holds the pixels of glyphs, `energy` what each
 * costs by itself.
 */
export function matchCells(
  plane: usize,
  columns: i32,
  rows: i32,
  seen: usize,
  energy: usize,
  candidates: i32,
  happening: f32,
  better: f32,
  chosen: usize,
): void {
  const width = columns * 4;
  for (let cell = 0; cell < columns * rows; cell++) {
    const corner = cell / columns * 8 * width + cell % columns * 4;
    const a = four(plane, corner), b = four(plane, corner + width);
    const c = four(plane, corner + 2 * width), d = four(plane, corner + 3 * width);
    const e = four(plane, corner + 4 * width), f = four(plane, corner + 5 * width);
    const g = four(plane, corner + 6 * width), h = four(plane, corner + 7 * width);
    const low = f32x4.min(f32x4.min(f32x4.min(a, b), f32x4.min(c, d)), f32x4.min(f32x4.min(e, f), f32x4.min(g, h)));
    const high = f32x4.max(f32x4.max(f32x4.max(a, b), f32x4.max(c, d)), f32x4.max(f32x4.max(e, f), f32x4.max(g, h)));
    const least = min(
      min(f32x4.extract_lane(low, 0), f32x4.extract_lane(low, 1)),
      min(f32x4.extract_lane(low, 2), f32x4.extract_lane(low, 3)),
    );
    const most = max(
      max(f32x4.extract_lane(high, 0), f32x4.extract_lane(high, 1)),
      max(f32x4.extract_lane(high, 2), f32x4.extract_lane(high, 3)),
    );
    if (most - least < happening) continue;
    const own = int(chosen, cell), even = max<f32>(0, 2 - (most - least) / happening);
    let best = own, cost: f32 = Infinity;
    // The cell's own glyph first, then all others.
    for (let glyph = own < 0 ? 0 : -1; glyph < candidates; glyph++) {
      const which = glyph < 0 ? own : glyph, k = which * 32;
      const fit = f32x4.add(
        f32x4.add(
          f32x4.add(f32x4.mul(a, four(seen, k)), f32x4.mul(b, four(seen, k + 4))),
          f32x4.add(f32x4.mul(c, four(seen, k + 8)), f32x4.mul(d, four(seen, k + 12))),
        ),
        f32x4.add(
          f32x4.add(f32x4.mul(e, four(seen, k + 16)), f32x4.mul(f, four(seen, k + 20))),
          f32x4.add(f32x4.mul(g, four(seen, k + 24)), f32x4.mul(h, four(seen, k + 28))),
        ),
      );
      const sum = (f32x4.extract_lane(fit, 0) + f32x4.extract_lane(fit, 1)) +
        (f32x4.extract_lane(fit, 2) + f32x4.extract_lane(fit, 3));
      let other = get(energy, which) - 2 * sum;
      if (glyph < 0) other -= better * even;
      if (other >= cost) continue;
      cost = other;
      best = which;
    }
    store<i32>(chosen + ((<usize> cell) << 2), best);
  }
}

/**
 * Tones of cells without what differs little from those around: means of five by three, each weighed by its distance and by
 * how far it is from the middle one, none from twice `alike` on (bilateral filter; Tomasi & Manduchi 1998).
 */
export function calm(means: usize, out: usize, columns: i32, rows: i32, alike: f32): void {
  for (let row = 0; row < rows; row++) {
    for (let column = 0; column < columns; column++) {
      const own = get(means, row * columns + column);
      let sum: f32 = 0, weights: f32 = 0;
      for (let y = max(0, row - 1); y <= min(rows - 1, row + 1); y++) {
        for (let x = max(0, column - 2); x <= min(columns - 1, column + 2); x++) {
          const value = get(means, y * columns + x), apart = (value - own) / (2 * alike);
          const near = <f32> ((x - column) * (x - column) + 4 * (y - row) * (y - row));
          const like = max<f32>(0, 1 - apart * apart), weight = like * like / (1 + near / 5);
          sum += weight * value;
          weights += weight;
        }
      }
      put(out, row * columns + column, sum / weights);
    }
  }
}

/** How much values differ from one of them, by their opacity. */
export function differ(data: usize, opacity: usize, out: usize, count: i32, from: f32): void {
  for (let i = 0; i < count; i++) put(out, i, get(opacity, i) * abs(get(data, i) - from));
}

/** Bytes that are 1 where a value is more than `least`. */
export function exceed(data: usize, out: usize, count: i32, least: f32): void {
  for (let i = 0; i < count; i++) store<u8>(out + <usize> i, get(data, i) > least ? 1 : 0);
}

/**
 * Squared distance of each pixel to the nearest byte that is `marked`, or 1e12 (Felzenszwalb & Huttenlocher 2012). `line` and
 * `bounds` take as many values as the longer side and one more, `lowest` (int32) too.
 */
export function squaredDistance(
  bytes: usize,
  marked: i32,
  width: i32,
  height: i32,
  out: usize,
  line: usize,
  lowest: usize,
  bounds: usize,
): void {
  for (let i = 0; i < width * height; i++) put(out, i, load<u8>(bytes + <usize> i) == marked ? 0 : FAR);
  for (let x = 0; x < width; x++) lowerEnvelope(out, x, width, height, line, lowest, bounds);
  for (let y = 0; y < height; y++) lowerEnvelope(out, y * width, 1, width, line, lowest, bounds);
}

const FAR: f32 = 1e12;

/** Distances along one line: the lowest of a parabola over each value. */
function lowerEnvelope(
  values: usize,
  start: i32,
  step: i32,
  length: i32,
  line: usize,
  lowest: usize,
  bounds: usize,
): void {
  for (let i = 0; i < length; i++) put(line, i, get(values, start + i * step));
  let last = 0;
  store<i32>(lowest, 0);
  put(bounds, 0, -Infinity);
  put(bounds, 1, Infinity);
  for (let i = 1; i < length; i++) {
    let meet = crossing(line, int(lowest, last), i);
    while (meet <= get(bounds, last)) meet = crossing(line, int(lowest, --last), i);
    last++;
    store<i32>(lowest + ((<usize> last) << 2), i);
    put(bounds, last, meet);
    put(bounds, last + 1, Infinity);
  }
  for (let i = 0, k = 0; i < length; i++) {
    while (get(bounds, k + 1) < <f32> i) k++;
    const place = int(lowest, k);
    put(values, start + i * step, <f32> ((i - place) * (i - place)) + get(line, place));
  }
}

@inline
function crossing(line: usize, a: i32, b: i32): f32 {
  const rise = <f64> get(line, b) + <f64> (b * b) - <f64> get(line, a) - <f64> (a * a);
  return <f32> (rise / <f64> (2 * (b - a)));
}

/**
 * Takes the rim off a shape until it is one pixel wide (Zhang & Suen 1984). `bits`, a byte a pixel in rows of `stride`, are 1
 * in the shape; `list` (int32) has the `count` pixels that may go. Gives how many of the list are left, at its beginning.
 */
export function thin(bits: usize, stride: i32, list: usize, count: i32): i32 {
  for (let removed = 1; removed > 0;) {
    removed = 0;
    for (let second = 0; second < 2; second++) {
      for (let k = 0; k < count; k++) {
        const at = bits + <usize> int(list, k);
        if (!isRim(at, stride, second == 1)) continue;
        // Still there for its neighbours.
        store<u8>(at, 3);
        removed++;
      }
      let left = 0;
      for (let k = 0; k < count; k++) {
        const i = int(list, k);
        if (load<u8>(bits + <usize> i) == 3) store<u8>(bits + <usize> i, 0);
        else {
          store<i32>(list + ((<usize> left) << 2), i);
          left++;
        }
      }
      count = left;
    }
  }
  return count;
}

@inline
function bit(at: usize): i32 {
  return load<u8>(at) & 1;
}

function isRim(at: usize, stride: i32, second: bool): bool {
  const s = <usize> stride;
  const up = bit(at - s), right = bit(at + 1), down = bit(at + s), left = bit(at - 1);
  const upRight = bit(at - s + 1), downRight = bit(at + s + 1), downLeft = bit(at + s - 1), upLeft = bit(at - s - 1);
  const neighbours = up + right + down + left + upRight + downRight + downLeft + upLeft;
  if (neighbours < 2 || neighbours > 6) return false;
  const starts = (upRight & ~up) + (right & ~upRight) + (downRight & ~right) + (down & ~downRight) +
    (downLeft & ~down) + (left & ~downLeft) + (upLeft & ~left) + (up & ~upLeft);
  if (starts != 1) return false;
  return second
    ? (up & right & left) == 0 && (up & down & left) == 0
    : (up & right & down) == 0 && (right & down & left) == 0;
}

/** Turns values into 0 and 1, with a slope of `between` on both sides of the threshold. */
export function part(data: usize, count: i32, threshold: f32, between: f32): void {
  for (let i = 0; i < count; i++) put(data, i, clamp((get(data, i) - threshold) / (2 * between) + 0.5));
}

/** The highest value, `sign` 1, or the lowest, -1. */
export function extreme(data: usize, count: i32, sign: f32): f32 {
  let most: f32 = -Infinity;
  for (let i = 0; i < count; i++) most = max(most, sign * get(data, i));
  return sign * most;
}

/** How far each value is from one. */
export function apart(data: usize, out: usize, count: i32, from: f32): void {
  for (let i = 0; i < count; i++) put(out, i, abs(get(data, i) - from));
}

/** How many values are `most` or less. */
export function countUpTo(data: usize, count: i32, most: f32): i32 {
  let found = 0;
  for (let i = 0; i < count; i++) found += get(data, i) <= most ? 1 : 0;
  return found;
}

/** How many values of one plane are above a limit where those of another are below one. */
export function countBoth(data: usize, least: f32, other: usize, most: f32, count: i32): i32 {
  let found = 0;
  for (let i = 0; i < count; i++) found += get(data, i) > least && get(other, i) < most ? 1 : 0;
  return found;
}

/** The mean of the values below a threshold and that of all others; gives how many the others are. */
export function meansBeside(data: usize, count: i32, threshold: f32, means: usize): i32 {
  let low: f64 = 0, high: f64 = 0, above = 0;
  for (let i = 0; i < count; i++) {
    const value = get(data, i);
    if (value >= threshold) {
      high += value;
      above++;
    } else low += value;
  }
  put(means, 0, <f32> (low / <f64> (count - above)));
  put(means, 1, <f32> (high / <f64> above));
  return above;
}

/** Values with `low` at 0 and `high` at 1, held there; gives how many lie farther than `far` beyond either. */
export function stretch(data: usize, out: usize, count: i32, low: f32, high: f32, far: f32): i32 {
  let beyond = 0;
  for (let i = 0; i < count; i++) {
    const value = (get(data, i) - low) / (high - low);
    if (value < -far || value > 1 + far) beyond++;
    put(out, i, clamp(value));
  }
  return beyond;
}

/** Pixels that are `between` or farther from both 0 and 1, and have not both within `reach`. */
export function countStray(ink: usize, width: i32, height: i32, between: f32, reach: i32): i32 {
  let stray = 0;
  for (let y = 0; y < height; y++) {
    for (let x = 0, i = y * width; x < width; x++, i++) {
      const value = get(ink, i);
      if (value <= between || value >= 1 - between) continue;
      let least: f32 = 1, most: f32 = 0;
      for (let row = max(0, y - reach); row <= min(height - 1, y + reach); row++) {
        for (let k = max(0, x - reach); k <= min(width - 1, x + reach); k++) {
          least = min(least, get(ink, row * width + k));
          most = max(most, get(ink, row * width + k));
        }
      }
      if (least > between || most < 1 - between) stray++;
    }
  }
  return stray;
}

/** The most (`sign` 1) or the least (-1) of what is up to `reach` from a pixel. */
@inline
function around(data: usize, width: i32, height: i32, x: i32, y: i32, reach: i32, sign: f32): f32 {
  let result: f32 = -Infinity;
  for (let row = max(0, y - reach); row <= min(height - 1, y + reach); row++) {
    for (let k = max(0, x - reach); k <= min(width - 1, x + reach); k++) {
      result = max(result, sign * get(data, row * width + k));
    }
  }
  return sign * result;
}

/** Of the eight dots around one, clockwise from the upper left, number `k`; 0 above and below the picture. */
@inline
function ringed(ink: usize, i: i32, width: i32, count: i32, k: i32): f32 {
  const turn = k & 7;
  const at = i + (turn < 3 ? turn - width - 1 : turn == 3 ? 1 : turn < 7 ? width + 5 - turn : -1);
  return at < 0 || at >= count ? 0 : get(ink, at);
}

/**
 * Whether a dot has more ink than those on two sides of it, by more than `alike` than one of them, and on the two others a
 * stroke goes on. `low` is what a stroke has at least, `solid` what a solid shape has.
 */
function isRidge(ink: usize, i: i32, width: i32, count: i32, low: f32, solid: f32, alike: f32): bool {
  const value = get(ink, i), x = i % width;
  if (value < low || x == 0 || x == width - 1) return false;
  // Beside a solid shape, which several dots are full of, this is its rim.
  let full = 0;
  for (let k = 0; k < 8; k++) full += ringed(ink, i, width, count, k) >= solid ? 1 : 0;
  if (full > 2) return false;
  for (let k = 0; k < 4; k++) {
    if (value < ringed(ink, i, width, count, k) - alike) continue;
    if (value <= ringed(ink, i, width, count, k + 4) + alike) continue;
    if (goesOn(ink, i, width, count, k + 2, low) && goesOn(ink, i, width, count, k + 6, low)) return true;
  }
  return false;
}

@inline
function goesOn(ink: usize, i: i32, width: i32, count: i32, k: i32, low: f32): bool {
  return ringed(ink, i, width, count, k - 1) >= low || ringed(ink, i, width, count, k) >= low ||
    ringed(ink, i, width, count, k + 1) >= low;
}

/**
 * 1 where a dot is none of the ground, else 0: all within, at a border those that have `rim` of the most ink near them, and
 * thin strokes, which have `thin` of that and stand out by `alike`; `solid` is the share that solid shapes have.
 */
export function cut(
  ink: usize,
  out: usize,
  width: i32,
  height: i32,
  ground: f32,
  rim: f32,
  thin: f32,
  solid: f32,
  alike: f32,
): void {
  for (let y = 0; y < height; y++) {
    for (let x = 0, i = y * width; x < width; x++, i++) {
      const value = get(ink, i);
      let inside = value > ground;
      if (inside && around(ink, width, height, x, y, 1, -1) <= ground) {
        const most = around(ink, width, height, x, y, 2, 1);
        inside = value >= rim * most ||
          isRidge(ink, i, width, width * height, thin * most, solid * most, alike);
      }
      put(out, i, inside ? 1 : 0);
    }
  }
}

/** 1 where a dot has `rim` or more of the ink of two tones, and in thin strokes, else 0. */
export function partDots(
  ink: usize,
  out: usize,
  width: i32,
  count: i32,
  rim: f32,
  thin: f32,
  solid: f32,
  alike: f32,
): void {
  for (let i = 0; i < count; i++) {
    put(out, i, get(ink, i) >= rim || isRidge(ink, i, width, count, thin, solid, alike) ? 1 : 0);
  }
}

/** Fills the rim of a subject of 0 and 1, but where what is around rises by less than `step`. */
export function fillRim(ink: usize, apart: usize, subject: usize, width: i32, height: i32, step: f32): void {
  for (let y = 0; y < height; y++) {
    for (let x = 0, i = y * width; x < width; x++, i++) {
      if (get(subject, i) == 0) continue;
      // What lies beyond the picture is no ground.
      const inside = (x == 0 || get(subject, i - 1) != 0) && (x == width - 1 || get(subject, i + 1) != 0) &&
        (y == 0 || get(subject, i - width) != 0) && (y == height - 1 || get(subject, i + width) != 0);
      if (!inside && around(apart, width, height, x, y, 1, 1) >= step) put(ink, i, 1);
    }
  }
}

/** Divides each value by another. */
export function divide(data: usize, by: usize, count: i32): void {
  for (let i = 0; i < count; i++) put(data, i, get(data, i) / get(by, i));
}

/**
 * Raises what differs from its mean, `amount` times as far, where the subject is 1, and moves it `contrast` of the way to a
 * curve that is steepest in the middle.
 */
export function raise(ink: usize, means: usize, subject: usize, count: i32, amount: f32, contrast: f32): void {
  for (let i = 0; i < count; i++) {
    if (get(subject, i) == 0) continue;
    const value = get(ink, i), raised = clamp(value + amount * (value - get(means, i)));
    put(ink, i, raised + contrast * (raised * raised * (3 - 2 * raised) - raised));
  }
}

/** Lifts what has ground around it, `amount` times its share, as far as its mean is from the ground's, `full` being all the way. */
export function fillLimbs(
  ink: usize,
  means: usize,
  shares: usize,
  subject: usize,
  count: i32,
  amount: f32,
  full: f32,
): void {
  for (let i = 0; i < count; i++) {
    if (get(subject, i) == 0) continue;
    const value = get(ink, i), lifted = clamp(amount * (1 - get(shares, i))) * clamp(get(means, i) / full);
    put(ink, i, value + lifted * (1 - value));
  }
}

/** The ink of a subject of 0 and 1, `least` or more, and none elsewhere. */
export function keep(ink: usize, subject: usize, count: i32, least: f32): void {
  for (let i = 0; i < count; i++) put(ink, i, get(subject, i) * max(get(ink, i), least));
}
