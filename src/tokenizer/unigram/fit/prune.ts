import type { Words } from "./count.ts";
import { fill, type Lattice, likeliest } from "./lattice.ts";

/**
 * Which pieces to keep: at most `most`, those without which the text would lose the most likelihood if each were replaced by
 * what it falls into (Kudo 2018). Characters and what falls into nothing stay in any case.
 */
export function prune(
  lattice: Lattice,
  pieces: readonly string[],
  { texts, counts }: Pick<Words, "texts" | "counts">,
  most: number,
): Set<number> {
  const { scores } = lattice;
  const uses = new Float64Array(pieces.length);
  let words = 0, total = 0;
  texts.forEach((text, i) => {
    fill(lattice, text);
    words += counts[i]!;
    for (const id of likeliest(lattice)?.pieces ?? []) {
      uses[id]! += counts[i]!;
      total += counts[i]!;
    }
  });
  const kept = new Set<number>();
  const losses: [id: number, loss: number][] = [];
  for (const [id, piece] of pieces.entries()) {
    if (scores[id] === -Infinity) continue;
    fill(lattice, piece);
    const other = likeliest(lattice, true);
    if (other === undefined) kept.add(id);
    else if (uses[id]! > 0 && scores[id]! >= other.score) {
      const without = Math.log(total + uses[id]! * (other.pieces.length - 1));
      const likelihood = other.pieces.reduce(
        (sum, part) => sum + Math.log(uses[part]! + uses[id]!) - without,
        0,
      );
      losses.push([id, uses[id]! / words * (Math.log(uses[id]!) - Math.log(total) - likelihood)]);
    }
  }
  losses.sort(([a, m], [b, n]) => n - m || a - b);
  for (const [id] of losses.slice(0, Math.max(0, most - kept.size))) kept.add(id);
  return kept;
}
