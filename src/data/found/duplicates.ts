import type { DatabaseSync } from "node:sqlite";
import { bandIndex } from "./band_index.ts";
import { bandHashes, MIN_SIMILARITY, minhash, similarity } from "../quality/minhash.ts";

/** Signatures that are kept; others are computed again when they are asked for. */
const KEPT_SIGNATURES = 4096;

/** Finds pictures whose art is nearly the same. */
export interface Duplicates {
  /** Found pictures of which this signature's piece is a near-duplicate: of each band the first is looked at. */
  find(signature: Uint32Array): number[];
  /** Adds a picture that the database has, or will have. */
  add(picture: number, signature: Uint32Array): void;
}

/** All found pictures of a corpus; reads their bands into memory. */
export function openDuplicates(db: DatabaseSync, options: { keep?: number } = {}): Duplicates {
  const { keep = KEPT_SIGNATURES } = options;
  const last = db.prepare("SELECT max(picture_id) AS id FROM bands").get()?.["id"];
  const index = bandIndex(Number(last ?? 0));
  for (const { picture_id: id, hashes } of db.prepare("SELECT * FROM bands ORDER BY picture_id").iterate()) {
    if (hashes instanceof Uint8Array) index.add(Number(id), unpackHashes(hashes));
  }
  const artOf = db.prepare("SELECT art FROM pieces WHERE picture_id = ? ORDER BY id LIMIT 1");
  const signatures = new Map<number, Uint32Array>();
  const remember = (picture: number, signature: Uint32Array): void => {
    signatures.set(picture, signature);
    const [oldest] = signatures.keys();
    if (signatures.size > keep && oldest !== undefined) signatures.delete(oldest);
  };
  /** Undefined for a picture that has been deleted since. */
  const signatureOf = (picture: number): Uint32Array | undefined => {
    const known = signatures.get(picture);
    if (known) return known;
    const art = artOf.get(picture)?.["art"];
    if (art === undefined) return undefined;
    const signature = minhash(String(art));
    remember(picture, signature);
    return signature;
  };
  return {
    find: (signature) =>
      index.find(bandHashes(signature)).filter((picture) => {
        const other = signatureOf(picture);
        return other !== undefined && similarity(signature, other) >= MIN_SIMILARITY;
      }),
    add(picture, signature) {
      index.add(picture, bandHashes(signature));
      remember(picture, signature);
    },
  };
}

/** The band hashes of a signature as they are stored, 8 bytes each. */
export function packHashes(signature: Uint32Array): Uint8Array {
  return new Uint8Array(Float64Array.from(bandHashes(signature)).buffer);
}

function unpackHashes(bytes: Uint8Array): Float64Array {
  return new Float64Array(bytes.slice().buffer);
}
