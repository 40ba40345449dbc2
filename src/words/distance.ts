/** Costs of slips that are likelier than a wrong letter, which costs 1. */
const SWAPPED = 0.9,
  DOUBLED = 0.6,
  SILENT_H = 0.6,
  VOWEL = 0.8,
  SAME_SOUND = 0.7,
  PH = 0.4,
  SPACE = 0.3,
  LAST = 0.8;
const VOWELS = new Set("aeiouy");
const SOUNDS = new Set(
  ["ck", "cs", "kq", "sz", "cq", "fv", "gj", "mn"].flatMap(([a, b]) => [a! + b, b! + a]),
);

/**
 * How far what was written is from a word that could be meant: Damerau's edit distance (letters left out, added, changed
 * or swapped with their neighbour), in which likely slips cost less than 1. Infinity where it is more than `most`.
 */
export function editDistance(written: string, meant: string, most = Infinity): number {
  // Farther from the diagonal there are more slips than that.
  const band = Math.ceil(most) + 2;
  let [twoUp, up, row] = Array.from({ length: 3 }, () => new Float64Array(meant.length + 1).fill(Infinity));
  up![0] = 0;
  for (let j = 1; j <= meant.length; j++) up![j] = up![j - 1]! + gap(meant, j - 1);
  for (let i = 1; i <= written.length; i++) {
    const a = written[i - 1]!;
    const missing = gap(written, i - 1);
    row!.fill(Infinity);
    let least = row![0] = up![0]! + missing;
    const end = Math.min(meant.length, i + band);
    for (let j = Math.max(1, i - band); j <= end; j++) {
      const b = meant[j - 1]!;
      let cost = Math.min(
        up![j - 1]! + (a === b ? 0 : changed(a, b)),
        up![j]! + missing,
        row![j - 1]! + gap(meant, j - 1),
      );
      if (i > 1 && j > 1 && a !== b && a === meant[j - 2] && b === written[i - 2]) {
        cost = Math.min(cost, twoUp![j - 2]! + SWAPPED);
      }
      if (a === "f" && b === "h" && meant[j - 2] === "p") cost = Math.min(cost, up![j - 2]! + PH);
      row![j] = cost;
      if (cost < least) least = cost;
    }
    if (least > most) return Infinity;
    [twoUp, up, row] = [up, row, twoUp];
  }
  const cost = up![meant.length]!;
  return cost > most ? Infinity : cost;
}

/** The cost of a letter that only one of the words has. */
function gap(word: string, index: number): number {
  const letter = word[index]!;
  if (letter === word[index - 1]) return DOUBLED;
  if (letter === " ") return SPACE;
  if (index === word.length - 1) return LAST;
  return letter === "h" && index > 0 && !VOWELS.has(word[index - 1]!) ? SILENT_H : 1;
}

function changed(a: string, b: string): number {
  return VOWELS.has(a) && VOWELS.has(b) ? VOWEL : SOUNDS.has(a + b) ? SAME_SOUND : 1;
}

/** The letters of a word, a bit each. */
export function letterSet(word: string): number {
  let set = 0;
  for (let i = 0; i < word.length; i++) {
    const letter = word.charCodeAt(i) - 97;
    if (letter >= 0 && letter < 26) set |= 1 << letter;
  }
  return set;
}

/** How many letters only one of two sets has: at most two for each slip. */
export function lettersApart(a: number, b: number): number {
  let apart = 0;
  for (let rest = a ^ b; rest !== 0; rest &= rest - 1) apart++;
  return apart;
}
