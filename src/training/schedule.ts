/**
 * Learning-rate factor at `progress` (0…1 of the budget): linear warm-up over the first `warmup` share, then cosine
 * decay to `floor` (Loshchilov & Hutter 2017).
 */
export function learningRateFactor(progress: number, warmup: number, floor = 0.02): number {
  const clamped = Math.min(1, Math.max(0, progress));
  if (clamped < warmup) return Math.max(clamped / warmup, 1e-3);
  const decay = (clamped - warmup) / Math.max(1e-9, 1 - warmup);
  return floor + (1 - floor) * 0.5 * (1 + Math.cos(Math.PI * decay));
}
