/** A number in [0, 1) that depends only on the key and the seed: FNV-1a with a final mix. */
export function hash01(key: string, seed: number): number {
  let hash = (0x811c9dc5 ^ Math.imul(seed, 0x9e3779b1)) >>> 0;
  for (let i = 0; i < key.length; i++) hash = Math.imul(hash ^ key.charCodeAt(i), 0x01000193);
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return ((hash ^ (hash >>> 16)) >>> 0) / 2 ** 32;
}

/** A stream of numbers in [0, 1) for one key. */
export function randomStream(key: string, seed: number): () => number {
  let step = 0;
  return () => hash01(`${key}#${step++}`, seed);
}
