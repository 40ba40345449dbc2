/** Numbers of pairs of ids: a hash table in flat arrays, as a Map would need an object or a text for each pair. */
export interface Pairs {
  /** Number of a pair, in the order in which pairs were added; -1 for one that was not. */
  find(left: number, right: number): number;
  /** Number of a pair, which is added if need be. */
  add(left: number, right: number): number;
}

/** A table with room for some pairs, which grows. */
export function pairTable(room = 1 << 10): Pairs {
  let slots = new Int32Array(2 ** Math.ceil(Math.log2(2 * room + 2))).fill(-1);
  let lefts = new Int32Array(room), rights = new Int32Array(room);
  let size = 0;

  /** The slot that a pair is in, or would be in. */
  function slotOf(left: number, right: number): number {
    const mask = slots.length - 1;
    let hash = Math.imul(left, 0x9e3779b1) ^ Math.imul(right, 0x85ebca6b);
    hash ^= hash >>> 15;
    for (let slot = hash & mask;; slot = (slot + 1) & mask) {
      const pair = slots[slot]!;
      if (pair < 0 || (lefts[pair] === left && rights[pair] === right)) return slot;
    }
  }

  function grow(): void {
    const old = [lefts, rights] as const;
    lefts = new Int32Array(2 * size);
    rights = new Int32Array(2 * size);
    lefts.set(old[0]);
    rights.set(old[1]);
    slots = new Int32Array(2 * slots.length).fill(-1);
    for (let pair = 0; pair < size; pair++) slots[slotOf(lefts[pair]!, rights[pair]!)] = pair;
  }

  function add(left: number, right: number): number {
    const slot = slotOf(left, right);
    if (slots[slot]! >= 0) return slots[slot]!;
    if (size === lefts.length) {
      grow();
      return add(left, right);
    }
    lefts[size] = left;
    rights[size] = right;
    return slots[slot] = size++;
  }

  return { find: (left, right) => slots[slotOf(left, right)]!, add };
}
