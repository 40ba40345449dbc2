/** Counts numbers of 32 bits: an open-addressing hash table that is used again and again. */
export interface Tally {
  /** Counts a number; how often it was counted since the last `clear`, this time included. */
  add(key: number): number;
  /** Visits the counts of all different numbers, in the order in which these came first. */
  forEach(visit: (count: number) => void): void;
  clear(): void;
}

/** An empty tally. */
export function tally(): Tally {
  let bits = 10;
  let keys = new Int32Array(1 << bits), counts = new Int32Array(1 << bits);
  /** Slots in use, in the order of their first use; at most half of all. */
  let used = new Int32Array(1 << (bits - 1));
  let size = 0;
  const slotOf = (key: number): number => {
    const last = keys.length - 1;
    let slot = Math.imul(key, 0x9e3779b1) >>> (32 - bits);
    while (counts[slot] !== 0 && keys[slot] !== key) slot = (slot + 1) & last;
    return slot;
  };
  const grow = (): void => {
    const [oldKeys, oldCounts, oldUsed] = [keys, counts, used];
    bits++;
    keys = new Int32Array(1 << bits);
    counts = new Int32Array(1 << bits);
    used = new Int32Array(1 << (bits - 1));
    for (let i = 0; i < size; i++) {
      const key = oldKeys[oldUsed[i]!]!, slot = used[i] = slotOf(key);
      keys[slot] = key;
      counts[slot] = oldCounts[oldUsed[i]!]!;
    }
  };
  return {
    add(key) {
      key |= 0;
      let slot = slotOf(key);
      if (counts[slot] === 0) {
        if (size === used.length) {
          grow();
          slot = slotOf(key);
        }
        keys[slot] = key;
        used[size++] = slot;
      }
      return counts[slot]! += 1;
    },
    forEach(visit) {
      for (let i = 0; i < size; i++) visit(counts[used[i]!]!);
    },
    clear() {
      for (let i = 0; i < size; i++) counts[used[i]!] = 0;
      size = 0;
    },
  };
}
