/** What could have been meant by a name that there is not. */
import { editDistance } from "./distance.ts";

/** Slips for each letter that a name may differ by. */
const SLIPS = 0.4;

/** The name that is most like what was written; undefined where none is. */
export function nearestName(written: string, names: Iterable<string>): string | undefined {
  const plain = written.toLowerCase();
  const most = Math.max(1, SLIPS * Math.max(plain.length, 3));
  let best: string | undefined, least = Infinity;
  for (const name of names) {
    const distance = editDistance(plain, name.toLowerCase(), most);
    if (distance < least) [best, least] = [name, distance];
  }
  return best;
}

/** A clause for an error: the nearest name, or what there is. */
export function insteadOf(written: string, names: readonly string[]): string {
  const nearest = nearestName(written, names);
  if (nearest !== undefined) return `did you mean ${nearest}?`;
  return names.length === 0
    ? "there is none"
    : `there ${names.length === 1 ? "is" : "are"} ${names.join(", ")}`;
}
