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
/** Gaps that are tried for the children of a node; then they go behind all others. */
const TRIES = 200;

/** Makes a trie of different keys in the order of their code units, with their values. */
export function trieOf(keys: readonly string[], values: ArrayLike<number>): Trie {
  const symbols = new Uint16Array(1 << 16);
  let alphabet = 0, depth = 0;
  for (const key of keys) {
    depth = Math.max(depth, key.length);
    for (let i = 0; i < key.length; i++) symbols[key.charCodeAt(i)] ||= ++alphabet;
  }
  let bases = new Int32Array(0), check = bases, ends = bases, next = bases;
  const grow = (size: number) => {
    const old = bases.length;
    if (size <= old) return;
    const larger = (from: Int32Array, fill: number) => {
      const grown = new Int32Array(2 * size).fill(fill, old);
      grown.set(from);
      return grown;
    };
    [bases, check, ends, next] = [larger(bases, 0), larger(check, FREE), larger(ends, -1), larger(next, 0)];
    for (let cell = old; cell < next.length; cell++) next[cell] = cell;
  };
  /** The first free cell from one on; the way there is halved for the next time. */
  const freeFrom = (cell: number): number => {
    for (grow(cell + 1); next[cell] !== cell; grow(cell + 1)) {
      grow(next[cell]! + 1);
      cell = next[cell] = next[next[cell]!]!;
    }
    return cell;
  };
  /** Behind the last cell that is taken. */
  let behind = 0;
  const take = (cell: number, parent: number) => {
    grow(cell + 1);
    check[cell] = parent;
    next[cell] = cell + 1;
    behind = Math.max(behind, cell + 1);
  };
  take(ROOT, ROOT);
  /** A base for the lowest of some symbols and the others. */
  const place = (lowest: number, children: readonly number[]): number => {
    let cell = freeFrom(lowest);
    for (let tries = 0; tries < TRIES && cell < behind; tries++) {
      const base = cell - lowest;
      if (children.every((symbol) => (check[base + symbol] ?? FREE) === FREE)) return base;
      cell = freeFrom(cell + 1);
    }
    return Math.max(behind, lowest) - lowest;
  };

  /** Nodes to do: a range of keys that have so many code units in common. */
  const todo = keys.length > 0 ? [{ node: ROOT, from: 0, to: keys.length, length: 0 }] : [];
  for (let task = todo.pop(); task !== undefined; task = todo.pop()) {
    const { node, from, to, length } = task;
    const isEnd = keys[from]!.length === length;
    if (isEnd) ends[node] = values[from]!;
    const children: number[] = [], starts: number[] = [];
    for (let i = isEnd ? from + 1 : from, previous = -1; i < to; i++) {
      const unit = keys[i]!.charCodeAt(length);
      if (unit === previous) continue;
      children.push(symbols[unit]!);
      starts.push(i);
      previous = unit;
    }
    if (children.length === 0) continue;
    const base = place(children.reduce((a, b) => Math.min(a, b)), children);
    bases[node] = base;
    for (const symbol of children) take(base + symbol, node);
    children.forEach((symbol, i) =>
      todo.push({ node: base + symbol, from: starts[i]!, to: starts[i + 1] ?? to, length: length + 1 })
    );
  }
  // So that a base and a symbol never lead out of the arrays.
  const size = behind + alphabet + 1;
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
