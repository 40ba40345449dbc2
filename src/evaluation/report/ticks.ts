/** Round numbers along an axis, and the axis they stand on. */

/** From where to where values go, and whether their logarithms are what is even. */
export interface Axis {
  from: number;
  to: number;
  log: boolean;
}

/** An axis over all finite values; of one value, or of none, it is as wide as that one. */
export function axisOver(values: Iterable<number>, log = false): Axis {
  let from = Infinity, to = -Infinity;
  for (const value of values) {
    if (!Number.isFinite(value) || log && value <= 0) continue;
    from = Math.min(from, value);
    to = Math.max(to, value);
  }
  if (from > to) return { from: log ? 1 : 0, to: log ? 10 : 1, log };
  if (from < to) return { from, to, log };
  return log
    ? { from: from / 2, to: from * 2, log }
    : { from: from - (Math.abs(from) / 2 || 1), to: to + (Math.abs(to) / 2 || 1), log };
}

/** Where a value is on an axis: 0 at its beginning, 1 at its end. */
export function shareOf({ from, to, log }: Axis, value: number): number {
  const [a, b, v] = log ? [Math.log(from), Math.log(to), Math.log(value)] : [from, to, value];
  return (v - a) / (b - a);
}

/** Round numbers within an axis, `most` at most. */
export function ticksOf({ from, to, log }: Axis, most: number): number[] {
  if (log) return logTicks(from, to, most);
  const least = (to - from) / Math.max(1, most);
  const power = 10 ** Math.floor(Math.log10(least));
  const step = [1, 2, 5, 10, 20].map((times) => times * power)
    .find((step) => Math.floor(to / step) - Math.ceil(from / step) < most) ?? 20 * power;
  const first = Math.ceil(from / step);
  // Where numbers hardly differ for their size, there are none between.
  if (Math.abs(first) > Number.MAX_SAFE_INTEGER / 16) return [from];
  return Array.from({ length: most }, (_, i) => Number(((first + i) * step).toPrecision(15)))
    .filter((tick) => tick <= to);
}

/** Powers of ten, with some steps between where there is room. */
function logTicks(from: number, to: number, most: number): number[] {
  for (const digits of [[1, 1.5, 2, 3, 4, 5, 6, 8], [1, 2, 5], [1]]) {
    const ticks: number[] = [];
    for (let power = Math.floor(Math.log10(from)); power <= Math.ceil(Math.log10(to)); power++) {
      for (const digit of digits) {
        const tick = Number((digit * 10 ** power).toPrecision(12));
        if (tick >= from && tick <= to) ticks.push(tick);
      }
    }
    if (ticks.length <= most) return ticks;
    if (digits.length === 1) return ticks.filter((_, i) => i % Math.ceil(ticks.length / most) === 0);
  }
  return [];
}

/** Ticks in as few digits as tell them apart. */
export function tickNames(ticks: readonly number[]): string[] {
  for (let digits = 3; digits < 7; digits++) {
    const names = ticks.map((tick) => shortNumber(tick, digits));
    if (new Set(names).size === names.length) return names;
  }
  return ticks.map((tick) => shortNumber(tick));
}

/** A number in few digits: 1500 as 1.5k. */
export function shortNumber(value: number, digits = 3): string {
  const size = Math.abs(value);
  for (const [power, letter] of [[1e12, "T"], [1e9, "G"], [1e6, "M"], [1e3, "k"]] as const) {
    if (size >= 0.9995 * power) return `${Number((value / power).toPrecision(digits))}${letter}`;
  }
  return String(Number(value.toPrecision(digits)));
}
