/**
 * Pieces by their UTF-16 code units: a double array (Aoe 1989). A node's child by a symbol is `base[node] + symbol`, and
 * is there if `check` of it is the node.
 */
export interface Trie {
  /** A number from 1 on for each code unit that occurs, 0 for others. */
  readonly symbols: Uint16Array;
  readonly base: Int32Array;
  readonly check: Int32Array;
  /** Value of the key that ends in a node, or -1. */
  readonly values: Int32Array;
  /** Code units of the longest key. */
  readonly depth: number;
}

/** What starts at a place: values and ends of keys, the shortest first. */
export interface Found {
  readonly values: Int32Array;
  readonly ends: Int32Array;
}

export const ROOT = 0;
const FREE = -1;
/** Of a stretch of cells this full, no more are tried. */
const FULL = 0.95;

/** Makes a trie of different keys in the order of their code units, with their values. */
export function trieOf(keys: readonly string[], values: ArrayLike<number>): Trie {
  const symbols = new Uint16Array(1 << 16);
  let alphabet = 0, depth = 0;
  for (const key of keys) {
    depth = Math.max(depth, key.length);
    for (let i = 0; i < key.length; i++) symbols[key.charCodeAt(i)] ||= ++alphabet;
  }
  let bases = new Int32Array(0), check = bases, ends = bases;
  const grow = (size: number) => {
    if (size <= bases.length) return;
    const larger = (old: Int32Array, fill: number) => {
      const grown = new Int32Array(2 * size).fill(fill);
      grown.set(old);
      return grown;
    };
    [bases, check, ends] = [larger(bases, 0), larger(check, FREE), larger(ends, -1)];
  };
  grow(alphabet + 1);
  check[ROOT] = ROOT;

  /** Cells before this one are not tried; behind `last` all are free. */
  let first = 1, last = 1;
  /** A base for the lowest of some symbols and the others. */
  const place = (lowest: number, children: readonly number[]): number => {
    while (check[first] !== FREE) grow(++first + 1);
    const start = Math.max(first, lowest);
    for (let cell = start, taken = 0; true; cell++) {
      grow(cell + alphabet + 1);
      if (check[cell] !== FREE) {
        taken++;
        continue;
      }
      const base = cell - lowest;
      if (!children.every((symbol) => check[base + symbol] === FREE)) continue;
      if (start === first && taken >= FULL * (cell - first + 1)) first = cell;
      return base;
    }
  };

  /** Nodes to do: a range of keys that have so many code units in common. */
  const todo = keys.length > 0 ? [{ node: ROOT, from: 0, to: keys.length, length: 0 }] : [];
  for (let task = todo.pop(); task !== undefined; task = todo.pop()) {
    const { node, from, to, length } = task;
    let next = from;
    if (keys[next]!.length === length) ends[node] = values[next++]!;
    const children: number[] = [], starts: number[] = [];
    for (let i = next, previous = -1; i < to; i++) {
      const unit = keys[i]!.charCodeAt(length);
      if (unit === previous) continue;
      children.push(symbols[unit]!);
      starts.push(i);
      previous = unit;
    }
    if (children.length === 0) continue;
    const base = place(Math.min(...children), children);
    bases[node] = base;
    for (const symbol of children) check[base + symbol] = node;
    last = Math.max(last, base + alphabet + 1);
    children.forEach((symbol, i) =>
      todo.push({ node: base + symbol, from: starts[i]!, to: starts[i + 1] ?? to, length: length + 1 })
    );
  }
  const size = last + alphabet + 1;
  grow(size);
  return {
    symbols,
    base: bases.slice(0, size),
    check: check.slice(0, size),
    values: ends.slice(0, size),
    depth,
  };
}

/** Room for what a trie may find at a place. */
export function room({ depth }: Trie): Found {
  return { values: new Int32Array(depth), ends: new Int32Array(depth) };
}

/** Finds the keys that start at `from` and end at `to` or before; returns how many there are. */
export function find(
  { symbols, base, check, values }: Trie,
  text: string,
  from: number,
  to: number,
  found: Found,
): number {
  let count = 0;
  for (let i = from, node = ROOT; i < to;) {
    const symbol = symbols[text.charCodeAt(i++)]!;
    const child = base[node]! + symbol;
    // A symbol of 0 would be another's cell, or the root's own.
    if (symbol === 0 || check[child] !== node) break;
    node = child;
    const value = values[node]!;
    if (value < 0) continue;
    found.values[count] = value;
    found.ends[count++] = i;
  }
  return count;
}
