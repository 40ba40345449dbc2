/** Texts that were there before, the same or nearly so: hashes and MinHash signatures in a file, their places in memory. */
import { hash01 } from "../../base/hash.ts";
import { bandIndex } from "../../data/found/band_index.ts";
import { bandHashes, MIN_SIMILARITY, minhashOf, similarity, VALUES } from "../../data/quality/minhash.ts";
import type { Growing } from "./files.ts";

/** Numbers of a record: two hashes, and the values of a signature where near-duplicates are looked for. */
const HASHES = 2;
/** Words in a row that two texts are compared by. */
const RUN = 3;
/** Records that are read at a time. */
const PART = 1024;

/** What a text is known by. */
interface Known {
  hashes: Uint32Array;
  signature?: Uint32Array;
}

/** All texts that were kept. */
export interface Seen {
  /** Which text was there before, by its number; undefined for a new one, which is added. */
  before(text: string): { number: number; near: boolean } | undefined;
}

/** The texts of a file. It takes some 25 bytes of memory a text, with near-duplicates 110. */
export function openSeen(file: Growing, near: boolean): Seen {
  const length = HASHES + (near ? VALUES : 0), bytes = length * Uint32Array.BYTES_PER_ELEMENT;
  // Numbers of texts count from 1 in these.
  let count = 0;
  const same = bandIndex(), like = bandIndex();
  const add = ({ hashes, signature }: Known) => {
    count++;
    same.add(count, hashes);
    if (signature !== undefined) like.add(count, bandHashes(signature));
  };
  const recordOf = (number: number): Known => {
    const record = new Uint32Array(length);
    file.read((number - 1) * bytes, new Uint8Array(record.buffer));
    return split(record);
  };
  for (const total = file.size() / bytes; count < total;) {
    const part = new Uint32Array(Math.min(PART, total - count) * length);
    file.read(count * bytes, new Uint8Array(part.buffer));
    for (let at = 0; at < part.length; at += length) add(split(part.subarray(at, at + length)));
  }
  return {
    before(text) {
      const words = wordsOf(text);
      const hashes = hashesOf(words.join(" "));
      for (const number of same.find(hashes)) {
        const other = recordOf(number).hashes;
        if (other[0] === hashes[0] && other[1] === hashes[1]) return { number: number - 1, near: false };
      }
      const signature = near ? minhashOf(runsOf(words)) : undefined;
      for (const number of signature === undefined ? [] : like.find(bandHashes(signature))) {
        const other = recordOf(number).signature;
        if (
          signature !== undefined && other !== undefined && similarity(signature, other) >= MIN_SIMILARITY
        ) {
          return { number: number - 1, near: true };
        }
      }
      const record = new Uint32Array(length);
      record.set(hashes);
      if (signature !== undefined) record.set(signature, HASHES);
      file.append(new Uint8Array(record.buffer));
      add({ hashes, ...signature !== undefined && { signature } });
      return undefined;
    },
  };
}

const split = (record: Uint32Array): Known => ({
  hashes: record.subarray(0, HASHES),
  ...record.length > HASHES && { signature: record.subarray(HASHES) },
});

/** Words without their case, and the marks between them left out: texts that differ in these are the same. Words without end are several. */
const wordsOf = (text: string): string[] => text.toLowerCase().match(/[\p{L}\p{M}\p{N}]{1,1000}/gu) ?? [];

const hash32 = (text: string, seed: number): number => hash01(text, seed) * 2 ** 32;

const hashesOf = (text: string): Uint32Array => Uint32Array.of(hash32(text, 1), hash32(text, 2));

function* runsOf(words: readonly string[]): Generator<number> {
  for (let i = 0; i <= Math.max(0, words.length - RUN); i++) {
    yield hash32(words.slice(i, i + RUN).join(" "), 3);
  }
}
