/** The first picture of every band hash, in memory: 10 to 12 bytes a band and picture. */
export interface BandIndex {
  /** The first pictures that share a band with `hashes`, each once. */
  find(hashes: ArrayLike<number>): number[];
  /** Adds a picture, by an id other than 0, to the bands whose hash is new. */
  add(picture: number, hashes: ArrayLike<number>): void;
}

/**
 * An empty index with room for so many pictures, and for more; `hashes` are whole numbers as from `bandHashes`, of which
 * the lower 32 bits tell them apart.
 */
export function bandIndex(pictures = 0): BandIndex {
  const tables: Table[] = [];
  return {
    find(hashes) {
      const found = new Set<number>();
      for (let band = 0; band < hashes.length; band++) {
        const picture = tables[band]?.get(hashes[band]! >>> 0) ?? 0;
        if (picture !== 0) found.add(picture);
      }
      return [...found];
    },
    add(picture, hashes) {
      for (let band = 0; band < hashes.length; band++) {
        (tables[band] ??= table(pictures)).setNew(hashes[band]! >>> 0, picture);
      }
    },
  };
}

interface Table {
  /** The value of a key, 0 without one. */
  get(key: number): number;
  /** Sets a key that has no value yet. */
  setNew(key: number, value: number): void;
}

/** Share of the slots that may be taken before a table grows, and how many times larger it is then. */
const MAX_LOAD = 0.8;
const GROWTH = 1.2;

/** An open-addressing hash table of 8 bytes a slot; the slots are in the order of the keys, which are evenly spread. */
function table(room: number): Table {
  let keys = new Uint32Array(64 + Math.ceil(room / MAX_LOAD));
  let values = new Int32Array(keys.length);
  let used = 0;
  /** The slot of a key, or the free one where it belongs. */
  const slotOf = (key: number): number => {
    let slot = Math.floor(key / 2 ** 32 * keys.length);
    while (values[slot] !== 0 && keys[slot] !== key) slot = slot + 1 === keys.length ? 0 : slot + 1;
    return slot;
  };
  const put = (key: number, value: number): void => {
    const slot = slotOf(key);
    if (values[slot] !== 0) return;
    keys[slot] = key;
    values[slot] = value;
    used++;
  };
  const grow = (): void => {
    const [oldKeys, oldValues] = [keys, values];
    keys = new Uint32Array(Math.ceil(oldKeys.length * GROWTH));
    values = new Int32Array(keys.length);
    used = 0;
    for (let i = 0; i < oldKeys.length; i++) if (oldValues[i] !== 0) put(oldKeys[i]!, oldValues[i]!);
  };
  return {
    get: (key) => values[slotOf(key)]!,
    setNew(key, value) {
      if (used >= keys.length * MAX_LOAD) grow();
      put(key, value);
    },
  };
}
